import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { besideTarget } from '#present';
import { shutHow } from '../src/present/table/shut-address-how.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:f';
const ALL = { Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: FUNCTION };
const BY_TYPE = { ...ALL, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } };
const BY_CALL = { ...ALL, Action: 'lambda:InvokeFunction' };
const equals = (operator: string, key: string, value: string): unknown => ({ [operator]: { [key]: value } });
const AUTH_TYPE = 'lambda:FunctionUrlAuthType';

/** How the address of a function is shut that has this policy; no policy where there is no statement. */
function how(
  statements: readonly unknown[],
  id = FUNCTION,
  attributes: unknown = { urlAuthentication: 'none' },
) {
  const parsed = RuleCase.parse({
    why: 'a function with an address',
    nodes: [
      { id, kind: 'function', name: 'f', attributes },
      { id: 'internet:internet', kind: 'internet', name: 'internet' },
    ],
    edges: [{ from: 'internet:internet', edge: 'exposes', to: id, planes: ['granted'] }],
    policies:
      statements.length === 0
        ? []
        : [{ type: 'resource', attachedTo: id, document: { Version: '2012-10-17', Statement: statements } }],
    expect: [{ asset: 'x' }],
  });
  return shutHow(id, buildGraph([batchOf(parsed)]).view, { place: besideTarget });
}

it.each([
  { why: 'can stay where it asks for the type', statements: [BY_TYPE], said: 'and can stay' },
  {
    why: 'has to go where it does not',
    statements: [BY_TYPE, ALL],
    said: 'take that out too, or anyone who signs may get in',
  },
  {
    why: 'has to go where it gives every action of the service',
    statements: [{ ...ALL, Action: 'lambda:*' }],
    said: 'take that out too',
  },
  {
    why: 'can stay where it lets in direct calls only by the URL, as the console has it',
    statements: [BY_TYPE, { ...BY_CALL, Condition: equals('Bool', 'lambda:InvokedViaFunctionUrl', 'true') }],
    said: 'and can stay',
  },
  {
    why: 'has to go where it asks for the other type',
    statements: [BY_TYPE, { ...ALL, Sid: 'Signed', Condition: equals('StringEquals', AUTH_TYPE, 'AWS_IAM') }],
    said: 'a statement of its own policy ("Signed") lets in callers who are not named, also when the AuthType is AWS_IAM, under conditions on lambda:FunctionUrlAuthType: take that out too',
  },
  {
    why: 'has to go where it asks for the type only if one is there',
    statements: [{ ...BY_CALL, Condition: equals('StringEqualsIfExists', AUTH_TYPE, 'NONE') }],
    said: 'take that out too',
  },
  {
    why: 'has to go where it asks for either type',
    statements: [{ ...ALL, Condition: { StringEquals: { [AUTH_TYPE]: ['NONE', 'AWS_IAM'] } } }],
    said: 'take that out too',
  },
  {
    why: 'has to go where it lets in direct calls',
    statements: [BY_TYPE, BY_CALL],
    said: 'take that out too',
  },
  {
    why: 'has to go where it lets in all but some',
    statements: [
      BY_TYPE,
      {
        Effect: 'Allow',
        NotPrincipal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'lambda:*',
        Resource: FUNCTION,
      },
    ],
    said: 'take that out too',
  },
  {
    why: 'can stay where it lets in named callers',
    statements: [BY_TYPE, { ...BY_CALL, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }],
    said: 'and can stay',
  },
  {
    why: 'can stay where it lets everyone do something else',
    statements: [BY_TYPE, { ...ALL, Action: 'lambda:GetFunctionUrlConfig' }],
    said: 'and can stay',
  },
  { why: 'is told not to have been seen', statements: [], said: 'its own policy was not seen' },
])('a Lambda function is shut by its authentication, and its policy $why', ({ statements, said }) => {
  const { commands, text } = how(statements);
  expect(commands).toEqual({
    account: '111111111111',
    look: 'aws lambda get-function-url-config --function-name f --region eu-west-1',
    shut: 'aws lambda update-function-url-config --function-name f --region eu-west-1 --auth-type AWS_IAM',
  });
  expect(text).toContain('from then on a call without a signature is answered 403');
  expect(text).toContain(said);
});

it.each([
  {
    why: 'is no Lambda function by its ARN',
    id: 'function:case/main.tf#f',
    attributes: { urlAuthentication: 'none' },
  },
  { why: 'has no URL that is known', id: FUNCTION, attributes: {} },
])('no command is given where what is open $why', ({ id, attributes }) => {
  expect(how([BY_TYPE], id, attributes)).toEqual({
    commands: null,
    text: 'how the address of function f is shut was not read: look at what serves it',
  });
});
