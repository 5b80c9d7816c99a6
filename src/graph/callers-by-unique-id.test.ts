import {
  edgeFact,
  namesakeId,
  nodeFact,
  observedId,
  type CompleteMark,
  type Evidence,
  type FactBatch,
} from '#model';
import { describe, expect, it } from 'vitest';
import { buildGraph } from './index.ts';

// CloudTrail's copy in the owner's account tells a caller from elsewhere as `AROA…:session`, and nothing else.
const ROLE = 'arn:aws:iam::444455556666:role/etl';
const BUCKET = 'arn:aws:s3:::records';
const CALLER = observedId('cloud-role', '444455556666', 'AROAEXAMPLE');
const TIME = '2026-11-20T09:00:00.000Z';

function evidence(plane: 'granted' | 'observed'): Evidence[] {
  return [{ plane, source: plane, target: 't', at: { path: 'a.json', pointer: '' } }];
}

function batch(
  plane: 'granted' | 'observed',
  facts: FactBatch['facts'],
  complete: CompleteMark[],
): FactBatch {
  const coverage = { source: plane, plane, target: 't', window: null, complete, gaps: [] };
  return { facts, coverage: [{ ...coverage, files: { seen: 1, read: 1, bytes: 1 } }] };
}

function exported(uniqueId: string): FactBatch {
  const identifiers = [{ scheme: 'aws-unique-id' as const, value: uniqueId }];
  const role = nodeFact({
    kind: 'cloud-role',
    id: ROLE,
    name: 'etl',
    attributes: {},
    identifiers,
    evidence: evidence('granted'),
  });
  return batch('granted', [role], []);
}

const watched = batch(
  'observed',
  [
    nodeFact({
      ...{ kind: 'cloud-role', id: CALLER, name: 'AROAEXAMPLE', attributes: {} },
      identifiers: [{ scheme: 'aws-unique-id', value: 'AROAEXAMPLE' }],
      evidence: evidence('observed'),
    }),
    nodeFact({ kind: 'bucket', id: BUCKET, name: 'records', attributes: {}, evidence: evidence('observed') }),
    edgeFact({
      ...{ from: CALLER, edge: 'can-read', to: BUCKET, evidence: evidence('observed') },
      sightings: { firstSeen: TIME, lastSeen: TIME, count: 3 },
    }),
  ],
  [
    {
      ...{ kind: 'bucket', edge: 'can-read', scope: `node:${BUCKET}`, from: TIME, to: TIME },
      onlyWithCallers: ['AROAEXAMPLE'],
    },
  ],
);

describe('a caller that is told by its unique id alone', () => {
  it.each([
    { what: 'is the role that has it', uniqueId: 'AROAEXAMPLE', from: ROLE, holds: true },
    { what: 'is nobody who was handed over', uniqueId: 'AROAOTHER', from: CALLER, holds: false },
  ])('$what', ({ uniqueId, from, holds }) => {
    const { view, gaps } = buildGraph([watched, exported(uniqueId)]);
    const calls = view.into(BUCKET, 'can-read').map((edge) => [edge.from, edge.planes[0]?.count]);
    expect(calls).toEqual([[from, 3]]);
    const bucket = view.node(BUCKET);
    const marks = bucket === null ? [] : view.complete(bucket, { kind: 'bucket', edge: 'can-read' });
    expect(marks.length > 0).toBe(holds);
    expect(gaps.map(({ where }) => where)).toEqual(holds ? [] : ['AROAEXAMPLE']);
  });
});

describe('a caller that has the ARN of a role and a unique id', () => {
  const OLD = namesakeId(ROLE, 'AROAEXAMPLE');
  const [caller, bucket] = watched.facts;
  const seen = batch(
    'observed',
    [
      ...(caller?.fact === 'node' && bucket !== undefined
        ? [
            {
              ...caller,
              id: OLD,
              identifiers: [...caller.identifiers, { scheme: 'arn' as const, value: ROLE }],
            },
            bucket,
          ]
        : []),
      edgeFact({
        ...{ from: OLD, edge: 'can-read', to: BUCKET, evidence: evidence('observed') },
        sightings: { firstSeen: TIME, lastSeen: TIME, count: 3 },
      }),
    ],
    [],
  );

  it.each([
    { what: 'is that role where the export shows it so', export: [exported('AROAEXAMPLE')], reads: ROLE },
    { what: 'is that role where no export shows the ARN', export: [], reads: ROLE },
    { what: 'is another where the ARN has a new owner', export: [exported('AROASUCCESSOR')], reads: OLD },
  ])('$what', ({ export: handed, reads }) => {
    const { view } = buildGraph([...handed, seen]);
    expect(view.into(BUCKET, 'can-read').map(({ from }) => from)).toEqual([reads]);
  });
});
