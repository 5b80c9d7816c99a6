import { sideOf } from './condition-key.ts';
import type { AwsRequest, AwsResource } from './estate.ts';
import type { Subject } from './subject.ts';
import { and, NO, or, unseen, type Truth } from './truth.ts';

/** Lower case. */
export const CALLS_URL = 'lambda:invokefunctionurl';

/** From then on a new URL takes lambda:InvokeFunction as well (Lambda developer guide, "Control access to Lambda function URLs"). */
const BOTH_SINCE = '2025-11-01';

/**
 * Who is judged at the URL. One of type NONE asks nobody who they are: the function's policy is in effect as it is for everyone, and
 * nothing that is attached to the caller, nor a statement that names it, counts (Lambda developer guide, "Using the NONE auth type").
 */
export function callsUnsigned({ principal }: AwsRequest, resource: AwsResource | null): boolean {
  return principal !== '*' && resource?.functionUrl?.authType === 'NONE';
}

/** Whom the URL asks for a signature was not seen: what holds of a signed call may not hold of an unsigned one, nor the other way round. */
export function typeUnseen({ arn }: AwsResource): Truth {
  return unseen({ what: 'type of its URL (or one that all its URLs have)', of: arn });
}

/** What a request without a signature says: no key of it speaks of the caller. */
export function unsignedContext(context: AwsRequest['context'] = {}): NonNullable<AwsRequest['context']> {
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => sideOf(key.toLowerCase()) !== 'principal'),
  );
}

/**
 * What a call of a function's URL needs beside lambda:InvokeFunctionUrl. URLs from before the change are excepted for a time that
 * nothing here knows.
 *
 * @param resource The function; null where it is not listed, and nothing is known of its URL.
 * @param invoke lambda:InvokeFunction by way of the URL, as the same caller.
 */
export function throughUrl(resource: AwsResource | null, subject: Subject, invoke: Truth): Truth {
  const url = resource?.functionUrl;
  if (resource === null || url === undefined)
    return unseen({ what: 'function URL (list-function-url-configs)', of: resource?.arn ?? 'the function' });
  if (url === null) return NO;
  const isAnonymous = subject.kind === 'anonymous';
  if (isAnonymous && url.authType === 'AWS_IAM') return NO;
  const isNew = url.createdAt !== null && url.createdAt >= BOTH_SINCE;
  const excepted = unseen({
    what: 'whether its URL is still excepted from needing lambda:InvokeFunction',
    of: resource.arn,
  });
  const enough = isNew || invoke.is === 'yes' ? invoke : or(invoke, excepted);
  return url.authType === null ? and(enough, typeUnseen(resource)) : enough;
}
