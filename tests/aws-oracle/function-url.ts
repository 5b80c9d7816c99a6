import type { AwsCase, AwsCaseUrl } from './aws-case.ts';

const UNSIGNED = { arn: '*', account: '', type: 'anonymous' } as const;

/**
 * What Lambda asks IAM when somebody calls a function's URL: lambda/latest/dg/urls-auth.html.
 *
 * A URL of type NONE authenticates nobody, so whoever calls it is judged as an anonymous caller, by the function's
 * policy alone. "Starting in October 2025, new function URLs will require both lambda:InvokeFunctionUrl and
 * lambda:InvokeFunction." The first request carries lambda:FunctionUrlAuthType, the second lambda:InvokedViaFunctionUrl.
 */
export function requestsToUrl(c: AwsCase, url: AwsCaseUrl): readonly AwsCase[] {
  const { url: _, ...resource } = c.resource;
  const caller = url.authType === 'NONE' ? unsigned(c) : c;
  const first: AwsCase = {
    ...caller,
    action: 'lambda:InvokeFunctionUrl',
    resource,
    context: { ...caller.context, 'lambda:FunctionUrlAuthType': url.authType },
  };
  if (!url.needsBoth) return [first];
  const second: AwsCase = {
    ...caller,
    action: 'lambda:InvokeFunction',
    resource,
    context: { ...caller.context, 'lambda:InvokedViaFunctionUrl': 'true' },
  };
  return [first, second];
}

function unsigned(c: AwsCase): AwsCase {
  return {
    ...c,
    principal: UNSIGNED,
    context: contextOfUnsigned(c.context),
    policies: { ...c.policies, identity: [], boundary: null, session: null, scps: [] },
  };
}

/** What the key tells of the caller, nobody's request can carry. */
export function contextOfUnsigned<V>(context: Readonly<Record<string, V>>): Record<string, V> {
  const ofRequest = Object.entries(context).filter(
    ([key]) => !/^aws:(?:principal|username|multifactor)/iu.test(key),
  );
  return Object.fromEntries(ofRequest);
}
