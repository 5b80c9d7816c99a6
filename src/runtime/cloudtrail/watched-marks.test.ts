import { expect, it } from 'vitest';
import { actionCatalogue } from './action-catalogue.ts';
import { readEnvelope } from './event-selectors.ts';
import { watchedMarks } from './watched-marks.ts';
import { readShipped } from '../testing/telemetry-target.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${OWN}:trail/main`;
const [FROM, TO] = ['2026-11-20T00:00:00.000Z', '2026-11-20T12:00:00.000Z'];

type Json = Readonly<Record<string, unknown>>;

function envelope(command: string, output: Json): Json {
  return { argv: ['aws', 'cloudtrail', command], account: OWN, output };
}

function trailOf(more: Json = {}): Json {
  return envelope('describe-trails', {
    trailList: [{ TrailARN: TRAIL, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, ...more }],
  });
}

function basic(...selectors: readonly Json[]): Json {
  return envelope('get-event-selectors', { TrailARN: TRAIL, EventSelectors: selectors });
}

function advanced(...selectors: readonly (readonly Json[])[]): Json {
  const AdvancedEventSelectors = selectors.map((FieldSelectors) => ({ FieldSelectors }));
  return envelope('get-event-selectors', { TrailARN: TRAIL, AdvancedEventSelectors });
}

const is = (Field: string, ...Equals: readonly string[]): Json => ({ Field, Equals });
const MANAGEMENT = [is('eventCategory', 'Management')];
const data = (type: string, ...more: readonly Json[]) => [
  is('eventCategory', 'Data'),
  is('resources.type', type),
  ...more,
];

function marksOf(
  selectors: Json,
  trail: Json | null = trailOf(),
  unresolved: ReadonlySet<string> = new Set(),
) {
  const read = [selectors, ...(trail === null ? [] : [trail])].map((one) => readEnvelope('f.json', one));
  const { complete, gaps } = watchedMarks({
    catalogue: actionCatalogue(readShipped),
    unresolved,
    byUniqueId: new Map(),
    selectors: read.flatMap((one) => one.selectors),
    trails: read.flatMap((one) => one.trails),
    windows: [OWN, OTHER].map((account) => ({ account, from: FROM, to: TO })),
  });
  return {
    marks: complete.map(
      ({ scope, kind, edge, toKind }) =>
        `${scope} ${String(kind)} ${String(edge)}${toKind == null ? '' : ` to any ${toKind}`}`,
    ),
    gaps: [...gaps, ...read.flatMap((one) => one.gaps)].map(({ reason }) => reason),
    complete,
  };
}

const DATA_READ = `account:${OWN} bucket can-read`;
const DATA_WRITE = `account:${OWN} bucket can-write`;
const ADMIN = `account:${OWN} bucket can-admin`;
/** What callers of the account did, whosever bucket it was. */
const READ_ABROAD = `account:${OWN} null can-read to any bucket`;
const TAKEN = `account:${OWN} null can-assume to any cloud-role`;

it.each([
  {
    why: 'management events alone, which hold who took which role',
    selectors: advanced(MANAGEMENT),
    has: [ADMIN, TAKEN],
    lacks: [DATA_READ, DATA_WRITE],
  },
  {
    why: 'objects of every bucket',
    selectors: advanced(data('AWS::S3::Object')),
    has: [DATA_READ, DATA_WRITE, READ_ABROAD],
    lacks: [ADMIN, TAKEN, `account:${OWN} null can-admin to any bucket`],
  },
  {
    why: 'items of every table, of which nothing says that use elsewhere is kept too',
    selectors: advanced(MANAGEMENT, data('AWS::DynamoDB::Table')),
    has: [`account:${OWN} table can-read`],
    lacks: [`account:${OWN} null can-read to any table`],
  },
  {
    why: 'writes of objects alone',
    selectors: advanced(data('AWS::S3::Object', is('readOnly', 'false'))),
    has: [DATA_WRITE],
    lacks: [DATA_READ, READ_ABROAD],
  },
  {
    why: 'objects of one bucket',
    selectors: advanced(
      data('AWS::S3::Object', { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::kb/'] }),
    ),
    has: ['node:arn:aws:s3:::kb bucket can-read'],
    lacks: [DATA_READ, READ_ABROAD],
  },
  {
    why: 'objects below a prefix, which are not the bucket',
    selectors: advanced(
      data('AWS::S3::Object', { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::kb/public/'] }),
    ),
    has: [],
    lacks: [DATA_READ, 'node:arn:aws:s3:::kb bucket can-read'],
  },
  {
    why: 'all objects but some',
    selectors: advanced(
      data('AWS::S3::Object', { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::kb/'] }),
    ),
    has: [],
    lacks: [DATA_READ],
    gap: 'unsupported',
  },
  {
    why: 'one event name',
    selectors: advanced(data('AWS::S3::Object', is('eventName', 'DeleteObject'))),
    has: [],
    lacks: [DATA_READ, DATA_WRITE],
    gap: 'unsupported',
  },
  {
    why: 'the basic form for every bucket',
    selectors: basic({
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
    }),
    has: [DATA_READ, ADMIN],
    lacks: [],
  },
  {
    why: 'the basic form for reads of one bucket',
    selectors: basic({
      ReadWriteType: 'ReadOnly',
      IncludeManagementEvents: false,
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::kb/'] }],
    }),
    has: ['node:arn:aws:s3:::kb bucket can-read'],
    lacks: [DATA_READ, ADMIN, 'node:arn:aws:s3:::kb bucket can-write'],
  },
  {
    why: 'one table',
    selectors: advanced(
      MANAGEMENT,
      data('AWS::DynamoDB::Table', is('resources.ARN', `arn:aws:dynamodb:eu-west-1:${OWN}:table/t`)),
    ),
    has: [`node:arn:aws:dynamodb:eu-west-1:${OWN}:table/t table can-read`],
    lacks: [`account:${OWN} table can-read`],
  },
  {
    why: 'invocations of functions, some of which never show',
    selectors: advanced(MANAGEMENT, data('AWS::Lambda::Function')),
    has: [],
    lacks: [`account:${OWN} function can-invoke`],
  },
])('from $why claims what it proves and no more', ({ selectors, has, lacks, gap }) => {
  const { marks, gaps } = marksOf(selectors);
  expect(marks).toEqual(expect.arrayContaining(has));
  for (const mark of lacks) expect(marks).not.toContain(mark);
  expect(gaps).toEqual(gap === undefined ? [] : [gap]);
});

const ALL = advanced(MANAGEMENT, data('AWS::S3::Object'), data('AWS::DynamoDB::Table'));

it.each([
  { why: 'nobody says whether the trail covers every region', trail: null, gap: 'not-handed-over' },
  { why: 'the trail covers one region', trail: trailOf({ IsMultiRegionTrail: false }), gap: 'unresolved' },
])('claims nothing where $why', ({ trail, gap }) => {
  expect(marksOf(ALL, trail)).toMatchObject({ marks: [], gaps: [gap] });
});

it('speaks for the other accounts only where the trail is the organisation’s', () => {
  const accounts = (trail: Json) => new Set(marksOf(ALL, trail).complete.map(({ scope }) => scope));
  expect(accounts(trailOf())).toEqual(new Set([`account:${OWN}`]));
  expect(accounts(trailOf({ IsOrganizationTrail: true }))).toEqual(
    new Set([`account:${OWN}`, `account:${OTHER}`]),
  );
});

it('claims nothing where a call did not say on what it was made', () => {
  const { marks } = marksOf(ALL, trailOf(), new Set([`${OWN} bucket read`]));
  expect(marks).not.toContain(DATA_READ);
  expect(marks).toContain(DATA_WRITE);
});

it.each([
  { what: 'no object', document: 7 },
  { what: 'selectors of another shape', document: envelope('get-event-selectors', { TrailARN: 7 }) },
  {
    what: 'trails of another shape',
    document: envelope('describe-trails', { trailList: [{ TrailARN: TRAIL }] }),
  },
])('takes an envelope around $what as a gap', ({ document }) => {
  expect(readEnvelope('f.json', document).gaps.map(({ reason }) => reason)).toEqual(['wrong-shape']);
});
