import fc from 'fast-check';
import type { AwsCase, AwsCasePrincipal } from './aws-case.ts';
import { contextOfUnsigned } from './function-url.ts';
import { conditionBlocks, contexts, oneOrMore } from './random-condition.ts';
import { inOrganizations, isSettledByTheDocumentation, places, policiesFor } from './random-case.ts';
import { ANONYMOUS, CALLERS_ACCOUNT, OTHER_ACCOUNT, principals } from './random-principal.ts';
import { sometimes } from './random-statement.ts';

/**
 * Requests to the URL of a function, signed and unsigned. Two in three functions have the statements that
 * lambda/latest/dg/urls-auth.html asks for, or one of them, or nearly; the others any policy.
 */
export function urlCases(): fc.Arbitrary<AwsCase> {
  return fc
    .record({
      signed: principals(),
      isUnsigned: sometimes(3),
      place: places(),
      context: contexts,
      authType: fc.constantFrom('NONE' as const, 'AWS_IAM' as const),
      needsBoth: sometimes(2),
      isPlain: sometimes(3),
    })
    .chain(({ signed, isUnsigned, place, context, authType, needsBoth, isPlain }) => {
      const account = place.isCrossAccount ? OTHER_ACCOUNT : CALLERS_ACCOUNT;
      const arn = `arn:aws:lambda:us-east-1:${account}:function:report`;
      const principal = isUnsigned ? ANONYMOUS : signed;
      const target = { action: 'lambda:InvokeFunctionUrl', arn };
      return fc
        .record({
          policies: policiesFor(principal, target, 'resource'),
          permissions: permissions(signed, arn),
        })
        .map(({ policies, permissions: written }): AwsCase => ({
          principal,
          action: target.action,
          resource: { arn, account, tags: place.tags, url: { authType, needsBoth } },
          context: isUnsigned ? contextOfUnsigned(context) : context,
          policies: isPlain
            ? policies
            : { ...policies, resource: { Version: '2012-10-17', Statement: written } },
        }))
        .map((c) => inOrganizations(c, place));
    })
    .filter(isSettledByTheDocumentation);
}

/** What AddPermission writes: one action a statement, with the key that goes with it, or a condition of another kind. */
function permissions(caller: AwsCasePrincipal, arn: string): fc.Arbitrary<readonly unknown[]> {
  const one = fc
    .record({
      action: fc.constantFrom('lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'),
      effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
      name: fc.constantFrom('*', '*', '*', caller.arn, caller.account, OTHER_ACCOUNT),
      own: sometimes(4),
      condition: conditionBlocks,
      authTypes: oneOrMore(['NONE', 'AWS_IAM']),
      isEither: sometimes(6),
    })
    .map(({ action, effect, name, own, condition, authTypes, isEither }) => {
      const key =
        action === 'lambda:InvokeFunction'
          ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }
          : { StringEquals: { 'lambda:FunctionUrlAuthType': authTypes } };
      return {
        Effect: effect,
        Principal: name === '*' ? '*' : { AWS: name },
        Action: isEither ? ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'] : action,
        Resource: arn,
        ...(own ? (condition === null ? {} : { Condition: condition }) : { Condition: key }),
      };
    });
  return fc.array(one, { minLength: 1, maxLength: 3 });
}
