import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN, renderWhoCan, whoCan, type WhoCan } from '#present';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan } from '../src/cli/scan-pipeline.ts';

// Who may do it and was never handed over: an answer that leaves them out reads as a no.
const ACCOUNT = '111122223333';
const content = loadContent();
let state = '';

beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'sightline-who-can-'));
});
afterAll(() => rmSync(state, { recursive: true }));

type Output = Readonly<Record<string, unknown>>;

/** One saved answer of the AWS CLI; an error is one that means "none". */
interface Call {
  readonly ask: string;
  readonly output?: Output;
  readonly error?: string;
}

function policyOf(...statements: readonly Output[]): Output {
  return { Version: '2012-10-17', Statement: statements };
}

const READS = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const LAMBDA = policyOf({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
});

function role(name: string, changed: Output = {}): Output {
  return {
    RoleName: name,
    Path: '/',
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    AssumeRolePolicyDocument: LAMBDA,
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    ...changed,
  };
}

function identities(...roles: readonly Output[]): Call {
  const output = { UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] };
  return { ask: 'iam get-account-authorization-details', output };
}

const APP = role('app', { RolePolicyList: [{ PolicyName: 'p', PolicyDocument: READS }] });
const BUCKET: readonly Call[] = [
  { ask: 's3api list-buckets', output: { Buckets: [{ Name: 'records' }] } },
  { ask: 's3api get-public-access-block --bucket records', output: blocked(false) },
  { ask: 's3control get-public-access-block --account-id 111122223333', output: blocked(false) },
];
const ENFORCED: Call = {
  ask: 's3api get-bucket-ownership-controls --bucket records',
  output: ownership('BucketOwnerEnforced'),
};
const NO_POLICY: Call = { ask: 's3api get-bucket-policy --bucket records', error: 'NoSuchBucketPolicy' };

function ownership(ObjectOwnership: string): Output {
  return { OwnershipControls: { Rules: [{ ObjectOwnership }] } };
}

function blocked(on: boolean): Output {
  const names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  return { PublicAccessBlockConfiguration: Object.fromEntries(names.map((name) => [name, on])) };
}

/** Where ACLs do not count, unless the case is about them. */
async function asked(
  calls: readonly Call[],
  action = 's3:GetObject',
  acls: readonly Call[] = [ENFORCED],
): Promise<{ readonly who: WhoCan; readonly text: string }> {
  const root = mkdtempSync(join(state, 'case-'));
  for (const [at, { ask, output, error }] of [...calls, ...acls].entries()) {
    const answer = {
      argv: ['aws', ...ask.split(' ')],
      account: ACCOUNT,
      region: 'eu-west-1',
      time: '2026-11-21T07:30:00Z',
      output: output ?? null,
      ...(error === undefined
        ? {}
        : { error: `An error occurred (${error}) when calling the operation: there is none` }),
    };
    writeFileSync(join(root, `${String(at)}.json`), JSON.stringify(answer));
  }
  const config = join(root, 'sightline.config.yaml');
  const standalone = `accounts:\n  - { id: '${ACCOUNT}', standalone: true }\n`;
  writeFileSync(config, `version: 1\ntargets:\n  - { path: ., name: aws, as: aws-export }\n${standalone}`);
  const request = { targets: [], config, cwd: root, now: '2026-11-21T08:00:00Z' };
  const { view } = await scan(request, content, openInspector({ ...process.env, XDG_STATE_HOME: state }));
  const who = whoCan(action, 'arn:aws:s3:::records', view);
  return { who, text: renderWhoCan(who, view, { width: 5_000, paint: PLAIN, place: (at) => at }) };
}

function reasons(who: WhoCan): readonly string[] {
  return who.unknown.map((one) => one.why);
}

describe('identities of the account that holds the asset', () => {
  it.each(['RolePolicyList', 'AttachedManagedPolicies'])(
    'does not take a role without %s for one that has none',
    async (list) => {
      const { [list]: _left, ...idle } = role('idle');
      const { who } = await asked([...BUCKET, NO_POLICY, identities(idle)]);
      expect(who.direct.map(({ principal, verdict }) => [principal, verdict.kind])).toEqual([
        [`arn:aws:iam::${ACCOUNT}:role/idle`, 'unknown'],
      ]);
    },
  );

  it('counts them all where all were handed over', async () => {
    const { who, text } = await asked([...BUCKET, NO_POLICY, identities(APP, role('idle'))]);
    expect(who.direct.map((pair) => pair.principal)).toEqual([`arn:aws:iam::${ACCOUNT}:role/app`]);
    expect(reasons(who)).toEqual([]);
    expect(text).toContain('1 identity can s3:GetObject');
  });

  const { UserDetailList: _users, ...withoutUsers } = identities(APP).output ?? {};
  it.each([
    {
      what: 'none was handed over',
      calls: [],
      why: 'its identities were not handed over',
      known: '0 identities are',
    },
    {
      what: 'a role could not be read',
      calls: [identities(role('idle'), role('odd', { Arn: 5 }))],
      why: 'not all of its identities',
      known: '0 identities are',
    },
    {
      what: 'users were not asked for',
      calls: [{ ask: 'iam get-account-authorization-details', output: withoutUsers }],
      why: 'not all of its identities',
      known: '1 identity is',
    },
    {
      what: 'the listing has further pages',
      calls: [
        { ...identities(role('idle')), output: { ...identities(role('idle')).output, IsTruncated: true } },
      ],
      why: 'not all of its identities',
      known: '0 identities are',
    },
  ])('says that others may where $what', async ({ calls, why, known }) => {
    const { who, text } = await asked([...BUCKET, NO_POLICY, ...calls]);
    expect(reasons(who).join()).toContain(`who else in account ${ACCOUNT} can: ${why}`);
    expect(text).toContain(`${known} known to be able to s3:GetObject`);
    expect(text).toContain(`not known of other identities of account ${ACCOUNT}`);
    expect(text).toContain(`cannot tell: who else in account ${ACCOUNT} can`);
  });
});

describe('principals elsewhere, whom the policy of the asset lets in', () => {
  const LET_IN = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' };
  const narrowed = (key: string, value: string, operator = 'StringEquals'): Output => ({
    ...LET_IN,
    Principal: '*',
    Condition: { [operator]: { [key]: value } },
  });

  async function askedUnder(statement: Output): Promise<{ readonly who: WhoCan; readonly text: string }> {
    const output = { Policy: JSON.stringify(policyOf(statement)) };
    return asked([
      ...BUCKET,
      identities(role('idle')),
      { ask: 's3api get-bucket-policy --bucket records', output },
    ]);
  }

  it.each([
    { statement: narrowed('aws:PrincipalOrgID', 'o-zzzzzzzzzz'), named: 'organisation o-zzzzzzzzzz' },
    { statement: narrowed('aws:principalaccount', '999999999999'), named: 'account 999999999999' },
    {
      statement: narrowed('aws:PrincipalArn', 'arn:aws:iam::999999999999:role/etl', 'ArnLike'),
      named: 'principal arn:aws:iam::999999999999:role/etl',
    },
    { statement: { ...LET_IN, Principal: { CanonicalUser: 'ab12' } }, named: 'canonical user ab12' },
  ])('are named where they were not handed over: $named', async ({ statement, named }) => {
    const { who, text } = await askedUnder(statement);
    expect(reasons(who)).toEqual([
      `its policy lets in ${named} (s3:GetObject): their identities were not handed over`,
    ]);
    expect(text).toContain('0 identities are known to be able to s3:GetObject');
  });

  it.each(['s3:GetObject', 's3:getobjectversion', 's3:PutObject', 's3:DeleteObject'])(
    'are told of %s where the statement speaks of it',
    async (action) => {
      const statement = {
        ...narrowed('aws:PrincipalOrgID', 'o-zzzzzzzzzz'),
        Action: ['s3:Get*', 's3:P?tObject'],
      };
      const output = { Policy: JSON.stringify(policyOf(statement)) };
      const policy = { ask: 's3api get-bucket-policy --bucket records', output };
      const { who, text } = await asked([...BUCKET, identities(role('idle')), policy], action);
      const isToldOf = action !== 's3:DeleteObject';
      expect(reasons(who)).toHaveLength(isToldOf ? 1 : 0);
      expect(text).toContain(isToldOf ? '0 identities are known' : '0 identities can s3:DeleteObject');
    },
  );

  it.each([
    {
      what: 'of a handed over role',
      statement: narrowed('aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/idle`),
    },
    { what: 'of a handed over account', statement: narrowed('aws:PrincipalAccount', ACCOUNT) },
    { what: 'that denies', statement: { ...narrowed('aws:PrincipalOrgID', 'o-zzzzzzzzzz'), Effect: 'Deny' } },
  ])('are not looked for in a statement $what', async ({ statement }) => {
    expect(reasons((await askedUnder(statement)).who)).toEqual([]);
  });
});

describe('whom access control lists let in', () => {
  const OWNER = { ID: 'aa11', Type: 'CanonicalUser' };
  const everyone = { URI: 'http://acs.amazonaws.com/groups/global/AllUsers', Type: 'Group' };
  const listed = (...grants: readonly Output[]): Call => ({
    ask: 's3api get-bucket-acl --bucket records',
    output: { Owner: OWNER, Grants: [{ Grantee: OWNER, Permission: 'FULL_CONTROL' }, ...grants] },
  });
  const WRITER: Call = {
    ask: 's3api get-bucket-ownership-controls --bucket records',
    output: ownership('ObjectWriter'),
  };
  const NEVER_SET: Call = {
    ask: 's3api get-bucket-ownership-controls --bucket records',
    error: 'OwnershipControlsNotFoundError',
  };
  const IGNORED: Call = {
    ask: 's3api get-public-access-block --bucket records',
    output: blocked(true),
  };
  const world = [...BUCKET, NO_POLICY, identities(role('idle'))];

  it.each([
    {
      what: 'nothing of them was handed over',
      acls: [],
      action: 'read',
      why: 'ACL not seen: those of its objects',
    },
    {
      what: 'nothing of them was handed over',
      acls: [],
      action: 's3:ListBucket',
      why: 'ACL not seen: it may let in anyone',
    },
    {
      what: 'the list could not be read',
      acls: [WRITER],
      action: 'write',
      why: 'ACL not seen: it may let in anyone',
    },
    { what: 'they count', acls: [WRITER, listed()], action: 'read', why: 'ACLs of its objects not seen' },
    {
      what: 'nobody ever set Object Ownership',
      acls: [NEVER_SET, listed()],
      action: 's3:getobject',
      why: 'they count here',
    },
  ])('is not a 0 where $what ($action)', async ({ acls, action, why }) => {
    const { who, text } = await asked(world, action, acls);
    expect(reasons(who).join()).toContain(why);
    expect(text).toContain(
      `0 identities are known to be able to ${action} bucket records; not known of others`,
    );
  });

  it('names other accounts where grants to everyone are ignored', async () => {
    const { who } = await asked([...world.filter(({ ask }) => ask !== IGNORED.ask), IGNORED], 'read', []);
    expect(reasons(who).join()).toContain('may let in another account');
  });

  it.each([
    { what: 'no list counts', acls: [ENFORCED], action: 'read' },
    { what: 'the list names its owner alone', acls: [WRITER, listed()], action: 'write' },
    { what: 'no list can grant it', acls: [], action: 's3:PutBucketPolicy' },
  ])('is a 0 where $what ($action)', async ({ acls, action }) => {
    const { who, text } = await asked(world, action, acls);
    expect(reasons(who)).toEqual([]);
    expect(text).toContain(`0 identities can ${action} bucket records`);
  });

  it('is everyone where the list says so', async () => {
    const { who } = await asked(world, 's3:ListBucket', [
      WRITER,
      listed({ Grantee: everyone, Permission: 'READ' }),
    ]);
    expect(who.direct.map(({ principal, verdict }) => [principal, verdict.kind])).toEqual([
      ['*', 'allow'],
      [`arn:aws:iam::${ACCOUNT}:role/idle`, 'allow'],
    ]);
  });
});

describe('one answer for each action', () => {
  it('does not put an action that is not known to be allowed under an allow', async () => {
    const onlyObjects = policyOf({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::records/*',
    });
    const { who, text } = await asked(
      [
        ...BUCKET,
        identities(role('idle')),
        { ask: 's3api get-bucket-policy --bucket records', output: { Policy: JSON.stringify(onlyObjects) } },
      ],
      'read',
      [{ ask: 's3api get-bucket-ownership-controls --bucket records', output: ownership('ObjectWriter') }],
    );
    expect(
      who.direct
        .filter(({ principal }) => principal === '*')
        .map(({ verdict, actions }) => [verdict.kind, actions.join()]),
    ).toEqual([
      ['allow', 's3:GetObject'],
      ['unknown', 's3:GetObjectVersion'],
    ]);
    expect(text).toContain('anyone can read bucket records: 1 identity beside everyone;');
  });
});

describe('a policy of the asset that was not handed over', () => {
  it('may let in whom no list of identities shows', async () => {
    const { who, text } = await asked([...BUCKET, identities(role('idle'))], 'read');
    expect(reasons(who)).toEqual([
      'whether others can, whom it lets in itself: resource policy of arn:aws:s3:::records not seen',
    ]);
    expect(text).toContain('not known of others');
  });

  it('is looked for in a list of grants too', async () => {
    const owner = { ID: 'aa11', Type: 'CanonicalUser' };
    const stranger = { Grantee: { ID: 'bb22', Type: 'CanonicalUser' }, Permission: 'WRITE' };
    const { who } = await asked([...BUCKET, NO_POLICY, identities(role('idle'))], 'write', [
      { ask: 's3api get-bucket-ownership-controls --bucket records', output: ownership('ObjectWriter') },
      {
        ask: 's3api get-bucket-acl --bucket records',
        output: { Owner: owner, Grants: [{ Grantee: owner, Permission: 'FULL_CONTROL' }, stranger] },
      },
    ]);
    expect(reasons(who)).toEqual([
      'its ACL lets in canonical user bb22 (s3:PutObject): their identities were not handed over',
    ]);
  });
});
