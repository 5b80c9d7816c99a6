import { expect, it } from 'vitest';
import { parseAwsPolicyDocument } from '#model';
import { openingTo } from './function-opening.ts';
import { CALLS_URL, INVOKES } from './unsigned-call.ts';

type Conditions = Record<string, Record<string, string | string[]>>;

function opening(
  statements: readonly Record<string, unknown>[],
  action: typeof CALLS_URL | typeof INVOKES,
): string {
  const document = { Version: '2012-10-17', Statement: statements };
  const parsed = parseAwsPolicyDocument(document);
  if (!parsed.ok) throw new Error('the policy of this row does not parse');
  const found = openingTo(parsed.value, action);
  if (found === null) return 'shut';
  return found.isSure ? ['open', ...found.guards].join('; ') : 'unknown';
}

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
const BOTH = { Principal: '*', Action: [CALLS_URL, INVOKES], Resource: FUNCTION };
const allows = (Condition: Conditions): Record<string, unknown> => ({ ...BOTH, Effect: 'Allow', Condition });
const denies = (Condition: Conditions): Record<string, unknown> => ({ ...BOTH, Effect: 'Deny', Condition });
const OPEN = { ...BOTH, Effect: 'Allow' };

it.each<{ why: string; statements: Record<string, unknown>[]; is: string; invoke?: string }>([
  { why: 'everybody is let in', statements: [OPEN], is: 'open' },
  {
    why: 'an organisation is let in: who does not sign is of none',
    statements: [allows({ StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } })],
    is: 'shut',
  },
  {
    why: 'one account is let in: who does not sign is of none',
    statements: [allows({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } })],
    is: 'shut',
  },
  {
    why: 'whoever signed in with a second factor is let in',
    statements: [allows({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
    is: 'shut',
  },
  {
    why: 'a resource of one account is let in by the service that calls for it',
    statements: [allows({ StringEquals: { 'AWS:SourceAccount': '111122223333' } })],
    is: 'shut',
  },
  {
    why: 'a set operator asks for any tag of the caller',
    statements: [allows({ 'ForAnyValue:StringLike': { 'aws:PrincipalTag/team': '*' } })],
    is: 'shut',
  },
  {
    why: 'the organisation is asked for only of those who have one',
    statements: [allows({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc' } })],
    is: 'open',
  },
  {
    why: 'everybody but one account is let in',
    statements: [allows({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } })],
    is: 'open',
  },
  {
    why: 'those without a name are let in',
    statements: [allows({ Null: { 'aws:PrincipalArn': 'true' } })],
    is: 'open',
  },
  {
    why: 'the type of the URL is asked for by a pattern',
    statements: [allows({ StringLike: { 'lambda:FunctionUrlAuthType': 'N*' } })],
    is: 'open',
    invoke: 'shut',
  },
  {
    why: 'either key is asked for where it is there, as the console asks for one each',
    statements: [
      allows({
        StringEqualsIfExists: { 'lambda:FunctionUrlAuthType': 'NONE' },
        BoolIfExists: { 'lambda:InvokedViaFunctionUrl': 'true' },
      }),
    ],
    is: 'open',
  },
  {
    why: 'an address is asked for',
    statements: [allows({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
    is: 'open; IpAddress aws:SourceIp: 192.0.2.0/24',
  },
  {
    why: 'a Deny asks for signed calls of the URL, as AWS recommends: the key is NONE, or absent',
    statements: [OPEN, denies({ StringNotEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } })],
    is: 'shut',
  },
  {
    why: 'a Deny for all who are not of the organisation',
    statements: [OPEN, denies({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc' } })],
    is: 'shut',
  },
  {
    why: 'a Deny for one organisation alone',
    statements: [OPEN, denies({ StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } })],
    is: 'open',
  },
  {
    why: 'a Deny for some addresses',
    statements: [OPEN, denies({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
    is: 'open; not (NotIpAddress aws:SourceIp: 192.0.2.0/24)',
  },
  {
    why: 'a Deny for all but an endpoint of a private network, which no call of a URL comes through',
    statements: [OPEN, denies({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    is: 'shut',
  },
  {
    why: 'a private network alone is let in',
    statements: [allows({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    is: 'shut',
  },
  {
    why: 'a Deny for calls that are not encrypted: those of URLs always are',
    statements: [OPEN, denies({ Bool: { 'aws:SecureTransport': 'false' } })],
    is: 'open',
  },
  {
    why: 'a Deny by an operator that nobody knows',
    statements: [OPEN, denies({ Surely: { 'aws:SourceIp': '192.0.2.0/24' } })],
    is: 'unknown',
  },
  {
    why: 'a Deny for all but a list',
    statements: [
      OPEN,
      { ...BOTH, Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    ],
    is: 'unknown',
  },
  {
    why: 'a value stands for another key',
    statements: [allows({ StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } })],
    is: 'open; StringEquals aws:PrincipalAccount: ${aws:ResourceAccount}',
  },
])('a URL that asks nobody is $is where $why', ({ statements, is, invoke = is }) => {
  expect(opening(statements, CALLS_URL)).toBe(is);
  expect(opening(statements, INVOKES)).toBe(invoke);
});
