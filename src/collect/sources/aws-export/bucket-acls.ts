import { bucketArn, S3_ACL_PERMISSIONS } from '#model';
import type { Call } from './call.ts';
import { addPolicy, outputOf, type ExportRun } from './export-run.ts';
import { AclGrant, BucketAcl, ListBuckets } from './schema.ts';

/** S3 user guide, acl-overview, "Amazon S3 predefined groups". */
const GROUPS = 'http://acs.amazonaws.com/groups/';

/** What every caller but an anonymous one has (IAM user guide, global condition keys, aws:PrincipalAccount). */
const SIGNED_IN = { StringNotEquals: { 'aws:PrincipalAccount': 'anonymous' } };

type Json = Readonly<Record<string, unknown>>;

/** Whom a grant names, as the principal of a statement. */
interface Grantee {
  readonly label: string;
  readonly principal: unknown;
  readonly condition?: Json;
}

/**
 * The lists of buckets, each put as a document that grants the same: access/ then weighs it beside the bucket's policy.
 *
 * @returns Names of the buckets that a list opens to everyone, were it not ignored or switched off.
 */
export function addBucketAcls(exported: ExportRun): ReadonlySet<string> {
  const accounts = accountsByOwner(exported);
  const open = exported
    .calls('s3api', 'get-bucket-acl')
    .map((call) => addAcl(exported, call, accounts))
    .filter((name) => name !== null);
  return new Set(open);
}

/** The id that S3 has of an account stands beside the account's own buckets, and nowhere else in an export. */
function accountsByOwner({ calls }: ExportRun): ReadonlyMap<string, string> {
  return new Map(
    calls('s3api', 'list-buckets').flatMap((call) => {
      const id = ListBuckets.safeParse(call.output).data?.Owner?.ID;
      return id === undefined || call.account === null ? [] : [[id, call.account]];
    }),
  );
}

/** The bucket's name where its list names everyone, else null. */
function addAcl({ run }: ExportRun, call: Call, accounts: ReadonlyMap<string, string>): string | null {
  const name = call.options.get('--bucket');
  if (name === undefined) {
    run.gap(call.path, 'wrong-shape', 'argv names no --bucket');
    return null;
  }
  const output = outputOf(run, call, BucketAcl);
  if (output === null) return null;
  const arn = bucketArn(name);
  const statements: Json[] = [];
  for (const [i, raw] of output.Grants.entries()) {
    const statement = statementOf(raw, arn, output.Owner.ID, accounts);
    if (statement === null) {
      // No mark: whom this grant names may be anyone.
      run.gap(
        `${call.path}#${call.base}/Grants/${String(i)}`,
        'wrong-shape',
        `ACL of ${arn}: a grant that is not known`,
      );
      return null;
    }
    if (statement !== OWNERS) statements.push(statement);
  }
  const pointer = `${call.base}/Grants`;
  if (statements.length > 0) {
    addPolicy(run, {
      policyType: 'acl',
      attachedTo: arn,
      policy: `${arn}/acl`,
      raw: { Version: '2012-10-17', Statement: statements },
      evidence: run.pointer(call.path, pointer),
      where: `${call.path}#${pointer}`,
    });
  }
  run.complete({ scope: `node:${arn}`, kind: 'policy', policyType: 'acl' });
  return statements.some((one) => one['Principal'] === '*') ? name : null;
}

/** The owner's own grant hands nothing over that its account does not have. */
const OWNERS: Json = {};

function statementOf(
  raw: unknown,
  arn: string,
  owner: string,
  accounts: ReadonlyMap<string, string>,
): Json | null {
  const grant = AclGrant.safeParse(raw).data;
  const actions =
    grant === undefined || !Object.hasOwn(S3_ACL_PERMISSIONS, grant.Permission)
      ? undefined
      : S3_ACL_PERMISSIONS[grant.Permission]?.bucket;
  if (grant === undefined || actions === undefined) return null;
  if (grant.Grantee.ID === owner) return OWNERS;
  const grantee = granteeOf(grant.Grantee, accounts);
  if (grantee === null) return null;
  return {
    Sid: `${grant.Permission} to ${grantee.label}`,
    Effect: 'Allow',
    Principal: grantee.principal,
    Action: actions,
    Resource: [arn, `${arn}/*`],
    ...(grantee.condition === undefined ? {} : { Condition: grantee.condition }),
  };
}

function granteeOf({ ID, URI }: AclGrant['Grantee'], accounts: ReadonlyMap<string, string>): Grantee | null {
  if (ID !== undefined) {
    const account = accounts.get(ID);
    // Whose id it is, only that account can say.
    return account === undefined
      ? { label: 'a canonical user', principal: { CanonicalUser: ID } }
      : { label: `account ${account}`, principal: { AWS: `arn:aws:iam::${account}:root` } };
  }
  switch (URI) {
    case `${GROUPS}global/AllUsers`:
      return { label: 'AllUsers', principal: '*' };
    case `${GROUPS}global/AuthenticatedUsers`:
      return { label: 'AuthenticatedUsers', principal: '*', condition: SIGNED_IN };
    case `${GROUPS}s3/LogDelivery`:
      return { label: 'LogDelivery', principal: { Service: 'logging.s3.amazonaws.com' } };
    default:
      return null;
  }
}
