import fc from 'fast-check';
import type { ConditionBlock } from './random-condition.ts';
import { conditionBlocks, oneOrMore } from './random-condition.ts';

/** What statements are written around: the request they should, mostly, have something to say about. */
export interface Target {
  readonly action: string;
  readonly arn: string;
}

export type RawStatement = Record<
  string,
  string | string[] | ConditionBlock | Record<string, string | string[]>
>;

/** Which elements a kind of policy takes; each is documented for its kind. */
export interface StatementShape {
  readonly effect: 'Allow' | 'Deny';
  readonly notAction: boolean;
  readonly resource: 'any' | 'everything' | 'none';
}

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'sts:AssumeRole',
  'kms:Decrypt',
  'lambda:InvokeFunction',
  'sqs:SendMessage',
  'bedrock:InvokeAgent',
];
const RESOURCES = [
  'arn:aws:s3:::data/alice/*',
  'arn:aws:s3:::data',
  'arn:aws:s3:::data/*',
  'arn:aws:s3:::DATA/*',
  'arn:aws:iam::*:role/*',
  'arn:aws:kms:*:*:key/*',
  'arn:aws:lambda:us-east-1:111122223333:function:*',
];
const VARIABLES = [
  'arn:aws:s3:::data/${aws:username}/*',
  'arn:aws:s3:::data/${aws:PrincipalTag/team}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'blue'}/*",
  'arn:aws:s3:::data/${AWS:UserName}/note?',
  'arn:aws:s3:::data/${*}/notes',
];

/** A statement without a Principal. Four in five have the request in mind, so that policies overlap on it. */
export function statements(target: Target, shape: StatementShape): fc.Arbitrary<RawStatement> {
  return fc
    .record({
      action: fc.oneof(
        { weight: 4, arbitrary: actionsOn(target) },
        { weight: shape.notAction ? 1 : 0, arbitrary: fc.constant('*') },
        { weight: 1, arbitrary: otherActions(target) },
      ),
      resource: fc.oneof(
        { weight: 4, arbitrary: resourcesOn(target) },
        { weight: 1, arbitrary: otherResources(target) },
      ),
      negateAction: shape.notAction ? sometimes(6) : fc.constant(false),
      negateResource: sometimes(8),
      otherAction: otherActions(target),
      otherResource: otherResources(target),
      condition: conditionBlocks,
    })
    .map((draw) => {
      const statement: RawStatement = { Effect: shape.effect };
      // A negated element lists mostly what the request is not, so that the statement still speaks of the request.
      if (draw.negateAction) statement['NotAction'] = draw.otherAction;
      else statement['Action'] = draw.action;
      if (shape.resource === 'everything') statement['Resource'] = '*';
      else if (shape.resource === 'any' && draw.negateResource) statement['NotResource'] = draw.otherResource;
      else if (shape.resource === 'any') statement['Resource'] = draw.resource;
      if (draw.condition !== null) statement['Condition'] = draw.condition;
      return statement;
    });
}

/** True once in `n` times. */
export function sometimes(n: number): fc.Arbitrary<boolean> {
  return fc.nat({ max: n - 1 }).map((drawn) => drawn === 0);
}

/** Forms of the action that all match it: case, prefixes, one-character wildcards. RCPs want the service written out. */
function actionsOn({ action }: Target): fc.Arbitrary<string | string[]> {
  const [service = '', name = ''] = action.split(':');
  const exact = [action, action.toLowerCase(), `${service.toUpperCase()}:${name}`];
  const wild = [
    `${service}:*`,
    `${service}:${name.slice(0, 3)}*`,
    `${service}:?${name.slice(1)}`,
    `${service}:*${name.slice(-4)}`,
  ];
  return oneOrMore([...exact, ...wild]);
}

function otherActions({ action }: Target): fc.Arbitrary<string | string[]> {
  const [service = '', name = ''] = action.split(':');
  const near = [`${action}?`, `${service}:Delete*`, `${service}:${name.slice(0, -1)}`, action];
  return oneOrMore([...ACTIONS.filter((other) => other !== action), ...near]);
}

/** The ARN itself, all, a prefix, one character left open, and (for objects) variables that may or may not resolve to it. */
function resourcesOn({ arn }: Target): fc.Arbitrary<string | string[]> {
  const cut = Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':'), arn.lastIndexOf('data')) + 1;
  const forms = [arn, '*', `${arn.slice(0, cut)}*`, `${arn.slice(0, -1)}?`, `${arn.slice(0, -2)}*`];
  const isObject = arn.startsWith('arn:aws:s3:::data/');
  return oneOrMore(
    isObject ? [...forms, ...VARIABLES, 'arn:aws:s3:::*/notes', 'arn:aws:s3:::d*/notes'] : forms,
  );
}

/** No variables: what an unresolved one does in NotResource can be read in two ways. */
function otherResources({ arn }: Target): fc.Arbitrary<string | string[]> {
  return oneOrMore([...RESOURCES, `${arn}?`, arn.toUpperCase(), `${arn}/*`, arn]);
}
