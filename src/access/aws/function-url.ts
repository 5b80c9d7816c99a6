import type { AwsResource } from './estate.ts';
import type { Subject } from './subject.ts';
import { and, NO, or, unseen, type Truth } from './truth.ts';

/** Lower case. */
export const CALLS_URL = 'lambda:invokefunctionurl';

/** From then on a new URL takes lambda:InvokeFunction as well (Lambda developer guide, "Control access to Lambda function URLs"). */
const BOTH_SINCE = '2025-11-01';

/** The same request as others make it. */
interface Others {
  /** lambda:InvokeFunction by way of the URL. */
  readonly invoke: () => Truth;
  /** The same request, unsigned. */
  readonly unsigned: () => Truth;
}

/**
 * What a call of a function's URL needs beside lambda:InvokeFunctionUrl. A URL of type NONE asks nobody who they are: the function's policy
 * must let everyone in. URLs from before the change are excepted for a time that nothing here knows.
 *
 * @param resource The function; null where it is not listed, and nothing is known of its URL.
 */
export function throughUrl(resource: AwsResource | null, subject: Subject, others: Others): Truth {
  const url = resource?.functionUrl;
  if (resource === null || url === undefined)
    return unseen({ what: 'function URL (list-function-url-configs)', of: resource?.arn ?? 'the function' });
  if (url === null) return NO;
  const isAnonymous = subject.kind === 'anonymous';
  if (isAnonymous && url.authType === 'AWS_IAM') return NO;
  const both = others.invoke();
  const isNew = url.createdAt !== null && url.createdAt >= BOTH_SINCE;
  const excepted = unseen({
    what: 'whether its URL is still excepted from needing lambda:InvokeFunction',
    of: resource.arn,
  });
  const enough = isNew || both.is === 'yes' ? both : or(both, excepted);
  return isAnonymous || url.authType !== 'NONE' ? enough : and(enough, others.unsigned());
}
