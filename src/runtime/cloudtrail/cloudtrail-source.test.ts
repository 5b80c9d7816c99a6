import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { collected, targetOf, readShipped } from '../testing/telemetry-target.ts';
import { cloudTrailSource } from './cloudtrail-source.ts';

const source = cloudTrailSource(() => Date.parse('2026-11-21T00:00:00Z'), readShipped);
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-1`;
const AS_ROLE = {
  type: 'AssumedRole',
  arn: SESSION,
  accountId: ACCOUNT,
  sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE } },
};

let count = 0;
function record(eventSource: string, eventName: string, more: Readonly<Record<string, unknown>> = {}) {
  count += 1;
  return {
    eventTime: '2026-11-20T10:00:00Z',
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    awsRegion: 'eu-west-1',
    recipientAccountId: ACCOUNT,
    eventID: `event-${String(count)}`,
    userIdentity: AS_ROLE,
    ...more,
  };
}

function get(bucketName: string, more: Readonly<Record<string, unknown>> = {}) {
  return record('s3', 'GetObject', { requestParameters: { bucketName, key: 'a' }, ...more });
}

function logFile(...records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}

const idsOf = async (...records: readonly unknown[]) =>
  (await collected(source, targetOf({ 'cloudtrail.json': logFile(...records) }))).edges.map(
    ({ from, edge, to, actions }) => `${from} ${edge} ${to} by ${actions.join(' ')}`,
  );

it.each([
  { why: 'an object read', call: get('kb'), edge: 'can-read arn:aws:s3:::kb by s3:GetObject' },
  {
    why: 'a bucket that is named as a resource alone',
    call: record('s3', 'HeadObject', {
      resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::kb/a/b' }],
    }),
    edge: 'can-read arn:aws:s3:::kb by s3:GetObject',
  },
  {
    why: 'an upload in parts',
    call: record('s3', 'CompleteMultipartUpload', { requestParameters: { bucketName: 'kb' } }),
    edge: 'can-write arn:aws:s3:::kb by s3:PutObject',
  },
  {
    why: 'a bucket policy that was changed',
    call: record('s3', 'PutBucketPolicy', { requestParameters: { bucketName: 'kb' } }),
    edge: 'can-admin arn:aws:s3:::kb by s3:PutBucketPolicy',
  },
  {
    why: 'an index of a table',
    call: record('dynamodb', 'Query', {
      resources: [
        { type: 'AWS::DynamoDB::Table', ARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/day` },
      ],
    }),
    edge: `can-read arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders by dynamodb:Query`,
  },
  {
    why: 'a PartiQL statement that only selects',
    call: record('dynamodb', 'ExecuteStatement', {
      requestParameters: { statement: ' SELECT * FROM "orders"', tableName: 'orders' },
    }),
    edge: `can-read arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders by dynamodb:PartiQLSelect`,
  },
  {
    why: 'a function under an API version, by name and alias',
    call: record('lambda', 'UpdateFunctionCode20150331v2', {
      requestParameters: { functionName: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:chat:live` },
    }),
    edge: `can-write arn:aws:lambda:eu-west-1:${ACCOUNT}:function:chat by lambda:UpdateFunctionCode`,
  },
  {
    why: 'a secret by its ARN',
    call: record('secretsmanager', 'GetSecretValue', {
      requestParameters: { secretId: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/key-AbCdEf` },
    }),
    edge: `can-read arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/key-AbCdEf by secretsmanager:GetSecretValue`,
  },
  {
    why: 'a secret by its name, which is no ARN',
    call: record('secretsmanager', 'GetSecretValue', { requestParameters: { secretId: 'shop/key' } }),
    edge: `can-read secret-location:observed/${ACCOUNT}/eu-west-1#shop/key by secretsmanager:GetSecretValue`,
  },
  {
    why: 'a model that Bedrock ran',
    call: record('bedrock', 'ConverseStream', { requestParameters: { modelId: 'anthropic.claude-x-v1:0' } }),
    edge: 'can-invoke model:amazon-bedrock/anthropic.claude-x-v1:0 by bedrock:InvokeModelWithResponseStream',
  },
  {
    why: 'another role',
    call: record('sts', 'AssumeRole', {
      requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/other` },
    }),
    edge: `can-assume arn:aws:iam::${ACCOUNT}:role/other by sts:AssumeRole`,
  },
])('sees $why', async ({ call, edge }) => {
  expect(await idsOf(call)).toEqual([`${ROLE} ${edge}`]);
});

it.each([
  {
    who: 'the role of a session whose issuer is not told, by its name',
    userIdentity: { type: 'AssumedRole', arn: SESSION },
    from: `cloud-role:observed/${ACCOUNT}#app`,
  },
  {
    who: 'a user',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/ann` },
    from: `arn:aws:iam::${ACCOUNT}:user/ann`,
  },
  {
    who: 'a service in its own name',
    userIdentity: { type: 'AWSService', invokedBy: 'delivery.logs.amazonaws.com' },
    from: 'cloud-service:aws/delivery.logs.amazonaws.com',
  },
  {
    who: 'anyone',
    userIdentity: { type: 'AWSAccount', accountId: 'anonymous' },
    from: 'internet:internet',
  },
  {
    who: 'a role of another account, by its unique id',
    userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:i-1', accountId: '444455556666' },
    from: 'cloud-role:observed/444455556666#AROAEXAMPLE',
  },
  {
    who: 'a session that has no ARN, by the unique id of its role',
    userIdentity: { type: 'AssumedRole', principalId: 'AROAEXAMPLE:i-1', accountId: ACCOUNT },
    from: `cloud-role:observed/${ACCOUNT}#AROAEXAMPLE`,
  },
  {
    who: 'a user, by the unique id',
    userIdentity: { type: 'IAMUser', principalId: 'AIDAEXAMPLE' },
    from: 'cloud-user:observed/aws#AIDAEXAMPLE',
  },
])('names $who as the caller', async ({ userIdentity, from }) => {
  expect(await idsOf(get('kb', { userIdentity }))).toEqual([
    `${from} can-read arn:aws:s3:::kb by s3:GetObject`,
  ]);
});

it.each([
  {
    what: 'a listing of names',
    call: record('s3', 'ListObjects', { requestParameters: { bucketName: 'kb' } }),
  },
  {
    what: 'a call by AWS itself',
    call: get('kb', { userIdentity: { type: 'AWSService', invokedBy: 'AWS Internal' } }),
  },
  { what: 'a call that failed for another reason', call: get('kb', { errorCode: 'NoSuchKey' }) },
])('makes nothing of $what', async ({ call }) => {
  expect(await idsOf(call)).toEqual([]);
});

it('takes a refusal for no access, and tells it with the caller', async () => {
  const denied = get('payroll', { errorCode: 'AccessDenied' });
  const { edges, nodes } = await collected(
    source,
    targetOf({ 'a.json': logFile(denied, { ...denied, eventID: 'x' }) }),
  );
  expect(edges).toEqual([]);
  expect(nodes.map(({ id, evidence }) => [id, evidence[0]?.note])).toEqual([
    [ROLE, '2 calls denied: s3:GetObject on payroll (2)'],
  ]);
});

it('counts a call once that two accounts or two files record', async () => {
  const call = get('kb', { sharedEventID: 'shared' });
  const twin = { ...call, eventID: 'other', recipientAccountId: '444455556666' };
  const input = targetOf({ 'a.json': logFile(call, twin), 'b.json': logFile(call) });
  expect((await collected(source, input)).lines).toEqual(['app can-read kb 1']);
});

const line = JSON.stringify(get('kb'));
it.each([
  { form: 'a log file', name: 'a.json', content: logFile(get('kb')), at: { pointer: '/Records/0' } },
  {
    form: 'a gzipped log file',
    name: 'x_CloudTrail_y.json.gz',
    content: gzipSync(logFile(get('kb'))),
    at: { pointer: '/Records/0' },
  },
  {
    form: 'records on lines',
    name: 'a.jsonl',
    content: `${JSON.stringify(get('no', { errorCode: 'X' }))}\n${line}\n`,
    at: { startLine: 2, endLine: 2 },
  },
  {
    form: 'an answer of lookup-events',
    name: 'a.json',
    content: JSON.stringify({ Events: [{ EventName: 'GetObject', CloudTrailEvent: line }] }),
    at: { pointer: '/Events/0' },
  },
])('reads $form', async ({ name, content, at }) => {
  const { edges, coverage } = await collected(source, targetOf({ [name]: content }));
  expect(edges.map(({ evidence }) => evidence[0]?.at)).toEqual([{ path: name, ...at }]);
  expect(coverage.gaps.filter(({ reason }) => reason !== 'not-handed-over')).toEqual([]);
});

const GOOD = logFile(get('kb'));
it.each([
  { what: 'a log that is cut short', content: GOOD.slice(0, -4), reason: 'not-parsed' },
  { what: 'Records that are no list', content: '{"Records":{"eventSource":1}}', reason: 'unsupported' },
  { what: 'a record that is a number', content: logFile(get('x'), 7), reason: 'wrong-shape' },
  {
    what: 'a record from the future',
    content: logFile(get('x', { eventTime: '2099-01-01T00:00:00Z' })),
    reason: 'wrong-shape',
  },
  {
    what: 'a record without a time',
    content: logFile(get('x', { eventTime: 'soon' })),
    reason: 'wrong-shape',
  },
  {
    what: 'a call on nothing',
    content: logFile(record('s3', 'GetObject', { resources: 'x', requestParameters: [] })),
    reason: 'unresolved',
  },
  {
    what: 'a PartiQL call that neither reads nor writes',
    content: logFile(record('dynamodb', 'ExecuteStatement', { requestParameters: { tableName: 'orders' } })),
    reason: 'unresolved',
  },
  {
    what: 'a resource name of ten thousand characters',
    content: logFile(get('k'.repeat(10_000))),
    reason: 'unresolved',
  },
  { what: 'a broken gzip', content: gzipSync(GOOD).subarray(0, 50), reason: 'not-parsed' },
])('takes $what as a gap ($reason), and reads the other file', async ({ content, reason }) => {
  const { coverage, lines } = await collected(
    source,
    targetOf({ 'cloudtrail-a.json': content, 'z.json': GOOD }),
  );
  const gaps = coverage.gaps.filter(({ where }) => where === 'cloudtrail-a.json').map((gap) => gap.reason);
  expect(gaps).toContain(reason);
  expect(lines).toContain('app can-read kb 1');
  expect(coverage.window).toEqual({ from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z' });
});

const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`;
const WATCHED = {
  'selectors.json': JSON.stringify({
    argv: ['aws', 'cloudtrail', 'get-event-selectors'],
    output: { TrailARN: TRAIL, EventSelectors: [{ IncludeManagementEvents: true }] },
  }),
  'trails.json': JSON.stringify({
    argv: ['aws', 'cloudtrail', 'describe-trails'],
    output: { trailList: [{ TrailARN: TRAIL, IsMultiRegionTrail: true }] },
  }),
  'a.json': GOOD,
};
const digest = (...names: readonly string[]) => digestAt('2026-11-20T09:30:00Z', null, ...names);
const digestAt = (digestStartTime: string, previous: string | null, ...names: readonly string[]) =>
  JSON.stringify({
    awsAccountId: ACCOUNT,
    digestStartTime,
    previousDigestS3Object: previous,
    logFiles: names.map((name) => ({ s3Object: `AWSLogs/${ACCOUNT}/CloudTrail/${name}` })),
  });

it.each([
  { why: 'all is there', files: {}, claims: true },
  { why: 'a digest names no other file', files: { 'digest.json': digest('a.json.gz') }, claims: true },
  {
    why: 'a digest names a file that is missing',
    files: { 'digest.json': digest('a.json.gz', 'b.json.gz') },
    claims: false,
  },
  {
    why: 'a digest in the middle is missing',
    files: {
      'd1.json': digestAt('2026-11-20T08:30:00Z', 'AWSLogs/d0.json.gz'),
      'd3.json': digestAt('2026-11-20T10:30:00Z', 'AWSLogs/d2.json.gz', 'a.json.gz'),
    },
    claims: false,
  },
  {
    why: 'digests follow each other',
    files: {
      'd1.json': digestAt('2026-11-20T08:30:00Z', 'AWSLogs/d0.json.gz'),
      'd2.json': digestAt('2026-11-20T09:30:00Z', 'AWSLogs/d1.json.gz', 'a.json.gz'),
    },
    claims: true,
  },
  { why: 'one log could not be read', files: { 'cloudtrail-b.json': GOOD.slice(0, -4) }, claims: false },
  {
    why: 'one record could not be read',
    files: { 'b.json': logFile(get('x'), { eventSource: 7 }) },
    claims: false,
  },
  { why: 'nobody handed the selectors over', files: { 'selectors.json': '[]' }, claims: false },
])('where $why, claims that absence means something: $claims', async ({ files, claims }) => {
  const { coverage } = await collected(source, targetOf({ ...WATCHED, ...files }));
  expect(coverage.complete.length > 0).toBe(claims);
  // Whoever loses the claim is told why.
  expect(coverage.gaps.length > 0).toBe(!claims);
});

it.each([
  { what: 'a log file is a link out of the target', where: 'b.json', reason: 'outside-tree', claims: false },
  { what: 'a folder may not be opened', where: '2026/11.20', reason: 'unreadable', claims: false },
  { what: 'older logs are packed', where: 'old.tar.gz', reason: 'unsupported', claims: false },
  { what: 'there were too many files', where: '.', reason: 'too-many', claims: false },
  { what: 'a log file that ends in .txt is a link', where: 'b.txt', reason: 'outside-tree', claims: false },
  { what: 'a guide is a link out of the target', where: 'README.md', reason: 'outside-tree', claims: true },
  { what: 'a file of traces is a link', where: 'otlp-1.json', reason: 'outside-tree', claims: true },
] as const)(
  'where $what, claims that absence means something: $claims',
  async ({ where, reason, claims }) => {
    const { coverage } = await collected(source, targetOf(WATCHED, [{ where, reason, detail: 'x' }]));
    expect(coverage.complete.length > 0).toBe(claims);
  },
);

/** Without what was not handed over. */
function gapsOfFiles({ coverage }: Awaited<ReturnType<typeof collected>>): readonly string[] {
  return coverage.gaps.flatMap(({ where, reason }) => (where === '.' ? [] : [`${where} ${reason}`]));
}

it.each(['b.txt', 'b.md', 'trail-2026.11.20', 'logs/20'])(
  'reads a log file by its content, whatever it is called: %s',
  async (name) => {
    const { edges } = await collected(source, targetOf({ 'a.json': GOOD }));
    const renamed = await collected(source, targetOf({ [name]: GOOD }));
    expect(renamed.edges.length).toBe(edges.length);
    expect(gapsOfFiles(renamed)).toEqual([]);
    const cut = await collected(source, targetOf({ [name]: GOOD.slice(0, -4) }));
    expect(gapsOfFiles(cut)).toEqual([`${name} not-parsed`]);
  },
);

it('says nothing of notes beside the logs', async () => {
  const files = { 'a.json': GOOD, 'notes.txt': 'handed over on Friday', 'README.md': '# Logs' };
  expect(gapsOfFiles(await collected(source, targetOf(files)))).toEqual([]);
});

it('claims nothing beside a packed file that may be a log, whatever its name', async () => {
  const broken = { ...WATCHED, 'b.json.gz': gzipSync(GOOD).subarray(0, 50) };
  expect((await collected(source, targetOf(broken))).coverage.complete).toEqual([]);
});

const DATA_WATCHED = {
  ...WATCHED,
  'selectors.json': JSON.stringify({
    argv: ['aws', 'cloudtrail', 'get-event-selectors'],
    output: {
      TrailARN: TRAIL,
      AdvancedEventSelectors: [
        { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
          ],
        },
      ],
    },
  }),
};
const READS = `account:${ACCOUNT} bucket can-read`;
const WRITES = `account:${ACCOUNT} bucket can-write`;
const KB_OBJECT = { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::kb/a' };
const CROSS_ACCOUNT = { type: 'AWSAccount', principalId: 'AROAEXAMPLE:i-1', accountId: '444455556666' };

it.each([
  { who: 'an empty identity', more: { userIdentity: {} }, claims: false },
  { who: 'no identity', more: { userIdentity: null }, claims: false },
  { who: 'an identity that is text', more: { userIdentity: 'x' }, claims: false },
  {
    who: 'a foreign account that is told by its number alone',
    more: { userIdentity: { type: 'AWSAccount', accountId: '444455556666' } },
    claims: false,
  },
  { who: 'a type that nobody knows', more: { userIdentity: { type: 'Unknown' } }, claims: false },
  {
    who: 'nobody, in a log that is no account’s',
    more: { userIdentity: {}, recipientAccountId: null, resources: [KB_OBJECT] },
    claims: false,
  },
  { who: 'nobody, and was refused', more: { userIdentity: {}, errorCode: 'AccessDenied' }, claims: true },
  { who: 'AWS itself', more: { userIdentity: { type: 'AWSService', invokedBy: 'x' } }, claims: true },
  {
    who: 'the root of the account',
    more: { userIdentity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root` } },
    claims: true,
  },
])('where $who read, claims that no one else did: $claims', async ({ more, claims }) => {
  const files = { ...DATA_WATCHED, 'b.json': logFile(get('kb', more), get('kb', more)) };
  const { coverage } = await collected(source, targetOf(files));
  const marks = coverage.complete.map(({ scope, kind, edge }) => `${scope} ${String(kind)} ${String(edge)}`);
  expect(marks.includes(READS)).toBe(claims);
  // One kind of call is in doubt, not all that happened.
  expect(marks).toContain(WRITES);
  expect(coverage.gaps.map(({ where, detail }) => `${where} ${detail}`)).toEqual(
    claims ? [] : ['b.json s3:GetObject: the record does not say who called (2 times)'],
  );
});

it('hears the copy of a call that names the caller, whichever copy comes first', async () => {
  const named = get('kb', { sharedEventID: 'twice' });
  const unnamed = { ...named, eventID: 'owner', userIdentity: CROSS_ACCOUNT };
  for (const copies of [
    [named, unnamed],
    [unnamed, named, unnamed],
  ]) {
    expect((await collected(source, targetOf({ 'a.json': logFile(...copies) }))).lines).toEqual([
      'app can-read kb 1',
    ]);
  }
});

it('lets a claim hang on knowing whose the unique id of a caller is', async () => {
  const call = get('kb', { userIdentity: CROSS_ACCOUNT });
  const { coverage, nodes } = await collected(
    source,
    targetOf({ ...DATA_WATCHED, 'b.json': logFile(call, get('kb'), call) }),
  );
  const mark = coverage.complete.find(
    ({ scope, kind, edge }) => `${scope} ${String(kind)} ${String(edge)}` === READS,
  );
  expect(mark?.onlyWithCallers).toEqual(['AROAEXAMPLE']);
  expect(nodes.flatMap(({ identifiers }) => identifiers)).toContainEqual({
    scheme: 'aws-unique-id',
    value: 'AROAEXAMPLE',
  });
});
