import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionCatalogue, chosenCall, possibleCalls } from './action-catalogue.ts';
import { readShipped } from '../testing/telemetry-target.ts';

interface VerbsFile {
  readonly kinds: readonly {
    readonly kind: string;
    readonly arn: string;
    readonly verbs: Readonly<Record<string, readonly string[]>>;
    readonly targets?: readonly { readonly actions: readonly string[]; readonly unseen?: string }[];
  }[];
}
const VERBS = join(import.meta.dirname, '../../../content/catalog/verbs/aws.yaml');
const verbs = parse(readFileSync(VERBS, 'utf8')) as VerbsFile;
const catalogue = actionCatalogue(readShipped);
const { calls, neverComplete } = catalogue;

/** Actions whose use CloudTrail records under an event that stands here for another action of the same verb. */
const RECORDED_AS = new Map([
  ['s3:GetObjectVersion', 's3:GetObject'],
  ['s3:DeleteObjectVersion', 's3:DeleteObject'],
  ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'],
  ['dynamodb:PartiQLDelete', 'dynamodb:PartiQLUpdate'],
]);

function isNeverCertain({ targets = [] }: VerbsFile['kinds'][number], action: string): boolean {
  return targets.some(({ actions, unseen }) => unseen !== undefined && actions.includes(action));
}

function verbsOf(action: string, kind: string): string[] {
  return verbs.kinds
    .filter((row) => row.kind === kind)
    .flatMap((row) =>
      Object.entries(row.verbs).flatMap(([verb, actions]) => (actions.includes(action) ? [verb] : [])),
    );
}

it('means by each call what content/catalog/verbs says of its action', () => {
  const differing = calls
    .filter(({ verb }) => verb !== 'assume')
    .filter(({ action, verb, resource }) => !verbsOf(action, resource.kind).includes(verb))
    .map(({ action, verb, resource }) => `${action} is ${verb} of ${resource.kind}`);
  expect(differing).toEqual([]);
});

describe.each(['bucket', 'table', 'function', 'secret-location'])('for a %s', (kind) => {
  const rows = verbs.kinds.filter((row) => row.kind === kind);
  const wanted = rows.flatMap((row) =>
    Object.entries(row.verbs).flatMap(([verb, actions]) =>
      // A grant that is never certain is never called unused: stream reads are watched under a type of their own.
      actions.filter((action) => !isNeverCertain(row, action)).map((action) => ({ verb, action })),
    ),
  );
  const claimed = wanted.filter(({ verb }) => !neverComplete.has(`${kind} ${verb}`));

  // An action that is missing here would be used unseen, and its grant called unused.
  it.each(claimed)('knows the record of $action, or claims nothing of who can $verb', ({ verb, action }) => {
    const recorded = RECORDED_AS.get(action) ?? action;
    expect(calls.some((call) => call.action === recorded && call.verb === verb)).toBe(true);
  });
});

it.each([
  ['UpdateFunctionCode20150331v2', 'lambda:UpdateFunctionCode'],
  ['DeleteFunction20150331', 'lambda:DeleteFunction'],
  ['UpdateFunctionCode', 'lambda:UpdateFunctionCode'],
])('reads the API version off %s', (event, action) => {
  expect(possibleCalls(catalogue, 'lambda.amazonaws.com', event).map((call) => call.action)).toEqual([
    action,
  ]);
});

it('does not guess whether a PartiQL call read or wrote', () => {
  const possible = possibleCalls(catalogue, 'dynamodb.amazonaws.com', 'ExecuteStatement');
  expect(chosenCall(possible, null)).toBeNull();
  expect(chosenCall(possible, true)?.verb).toBe('read');
  expect(chosenCall(possible, false)?.verb).toBe('write');
});
