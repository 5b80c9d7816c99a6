import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { besideTarget } from '#present';
import { shutHow } from '../src/present/table/shut-address-how.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:f';
const ALL = { Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: FUNCTION };
const BY_TYPE = { ...ALL, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } };

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
    said: 'take that statement out too, or anyone who signs gets in',
  },
  {
    why: 'has to go where it gives every action of the service',
    statements: [{ ...ALL, Action: 'lambda:*' }],
    said: 'take that statement out too',
  },
  { why: 'is told not to have been seen', statements: [], said: 'its own policy was not seen' },
])('a Lambda function is shut by its authentication, and its policy $why', ({ statements, said }) => {
  const { command, text } = how(statements);
  expect(command).toBe(
    'aws lambda update-function-url-config --function-name f --region eu-west-1 --auth-type AWS_IAM',
  );
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
    command: null,
    text: 'how the address of function f is shut was not read: look at what serves it',
  });
});
