import { bucketArn, nodeFact, type AttributesOf, type AwsPolicyDocument } from '#model';
import type { SourceRun } from '../../source-run.ts';
import { addBucketAcls } from './bucket-acls.ts';
import type { Call } from './call.ts';
import { arnNode, isCutShort, known, outputOf, tagRecord, utc, type ExportRun } from './export-run.ts';
import { customerKey } from './keys.ts';
import { addResourcePolicy } from './resource-policies.ts';
import {
  BucketAbac,
  BucketEncryption,
  BucketLocation,
  BucketPolicyStatus,
  BucketTagging,
  ListBuckets,
  OwnershipControls,
  PolicyOutput,
  PublicAccessBlock,
} from './schema.ts';

type BucketAttributes = AttributesOf<'bucket'>;

/** S3 buckets: the list, and what was asked about each. */
export function addBuckets(exported: ExportRun): void {
  for (const call of exported.calls('s3api', 'list-buckets')) addList(exported.run, call);
  const open = addBucketAcls(exported);
  for (const [command, read] of Object.entries(READERS)) {
    for (const call of exported.calls('s3api', command)) addAbout(exported.run, call, read, open);
  }
  for (const call of exported.calls('s3control', 'get-public-access-block'))
    addAccountBlock(exported.run, call);
  for (const call of exported.calls('s3api', 'get-bucket-policy')) addBucketPolicy(exported, call);
}

/** Never says that a bucket is not public: that is AWS's own verdict, or a block's, below. */
function addBucketPolicy({ run, calls }: ExportRun, call: Call): void {
  const name = call.options.get('--bucket');
  if (name === undefined) {
    run.gap(call.path, 'wrong-shape', 'argv names no --bucket');
    return;
  }
  const id = bucketArn(name);
  const policy = addResourcePolicy(run, call, {
    resource: id,
    none: ['NoSuchBucketPolicy'],
    schema: PolicyOutput,
    field: 'Policy',
  });
  const block = calls('s3api', 'get-public-access-block').find(
    (other) => other.options.get('--bucket') === name,
  );
  const ofAccount = calls('s3control', 'get-public-access-block').find(
    (other) => accountOf(other) === call.account,
  );
  // Public only where the policy opens it and nothing blocks it: either alone is an ordinary bucket.
  if (policy == null || !letsEverybodyRead(policy) || block === undefined || !isUnblocked(block)) return;
  if (ofAccount !== undefined && !isUnblocked(ofAccount)) return;
  const evidence = run.pointer(call.path, `${call.base}/Policy`);
  run.facts.push(arnNode(run, { kind: 'bucket', id, name, attributes: { publicAccess: true }, evidence }));
}

/** The block of the whole account, which adds to those of its buckets. */
function addAccountBlock(run: SourceRun, call: Call): void {
  const id = accountOf(call);
  if (id === null) {
    run.gap(call.path, 'wrong-shape', 'argv names no --account-id');
    return;
  }
  const block = blockOf(run, call);
  if (block === null) return;
  run.facts.push(
    nodeFact({
      kind: 'account',
      id,
      name: id,
      attributes: {
        restrictsPublicPolicy: block.RestrictPublicBuckets,
        ignoresPublicAcls: block.IgnorePublicAcls,
      },
      evidence: run.pointer(call.path, call.errorCode === null ? call.base : ''),
    }),
  );
}

function accountOf(call: Call): string | null {
  return call.options.get('--account-id') ?? call.account;
}

const NO_BLOCK = { IgnorePublicAcls: false, RestrictPublicBuckets: false };

/** Never configured means open at this level; null where the answer could not be read. */
function blockOf(run: SourceRun, call: Call): typeof NO_BLOCK | null {
  if (call.errorCode === 'NoSuchPublicAccessBlockConfiguration') return NO_BLOCK;
  return outputOf(run, call, PublicAccessBlock)?.PublicAccessBlockConfiguration ?? null;
}

/** Anybody, without any condition; a policy that is open under conditions is left to the evaluator. */
function letsEverybodyRead(policy: AwsPolicyDocument): boolean {
  return policy.statements.some(
    ({ effect, principals, conditions, actions }) =>
      effect === 'Allow' &&
      principals?.any === true &&
      !principals.not &&
      conditions.length === 0 &&
      !actions.not &&
      // Reading an object or listing them; a wildcard elsewhere in the name is not taken apart here.
      actions.patterns.some((action) => /^(\*|s3:(\*|get\*|getobject\*?|list\*|listbucket))$/i.test(action)),
  );
}

/** Never configured means not blocked at this level. An unread answer is not taken for an open one. */
function isUnblocked(call: Call): boolean {
  if (call.errorCode !== null) return call.errorCode === 'NoSuchPublicAccessBlockConfiguration';
  const parsed = PublicAccessBlock.safeParse(call.output);
  return parsed.success && !parsed.data.PublicAccessBlockConfiguration.RestrictPublicBuckets;
}

/** The account of a bucket stands in no ARN: the list of one account is what says it. */
function addList(run: SourceRun, call: Call): void {
  const output = outputOf(run, call, ListBuckets);
  if (output === null) return;
  for (const [i, bucket] of output.Buckets.entries()) {
    run.facts.push(
      arnNode(run, {
        kind: 'bucket',
        id: bucketArn(bucket.Name),
        name: bucket.Name,
        attributes: known({ account: call.account ?? undefined, createdAt: utc(bucket.CreationDate) }),
        evidence: run.pointer(call.path, `${call.base}/Buckets/${String(i)}`),
      }),
    );
  }
  // A listing narrowed by prefix or region is a part of the whole.
  const isPart =
    isCutShort(run, call, output) || call.options.has('--prefix') || call.options.has('--bucket-region');
  if (!isPart && call.account !== null) run.complete({ scope: `account:${call.account}`, kind: 'bucket' });
}

interface Reader {
  /** Error codes that are an answer, with what they say. */
  readonly none: Readonly<Record<string, BucketAttributes>>;
  /** Null where the output could not be read; the gap is recorded. */
  readonly read: (run: SourceRun, call: Call) => BucketAttributes | null;
}

/** What is asked of one bucket, by command. An empty answer adds nothing but that the bucket exists. */
const READERS: Readonly<Record<string, Reader>> = {
  'get-bucket-location': {
    none: {},
    read: (run, call) => {
      const output = outputOf(run, call, BucketLocation);
      return output === null ? null : { region: regionOf(output.LocationConstraint ?? null) };
    },
  },
  'get-bucket-tagging': {
    none: { NoSuchTagSet: { tags: {} } },
    read: (run, call) => {
      const output = outputOf(run, call, BucketTagging);
      return output === null ? null : { tags: tagRecord(run, output.TagSet) };
    },
  },
  // An AWS CLI from before November 2025 does not know the call: its error is a gap, and nothing is said.
  'get-bucket-abac': {
    none: {},
    read: (run, call) => {
      const status = outputOf(run, call, BucketAbac)?.AbacStatus.Status;
      return status === undefined ? null : { abacEnabled: status === 'Enabled' };
    },
  },
  // Since January 2023 every bucket has a default (S3 user guide, "Default encryption"), so only old exports hold
  // the error.
  'get-bucket-encryption': {
    none: { ServerSideEncryptionConfigurationNotFoundError: { encrypted: false } },
    read: (run, call) => {
      const rules = outputOf(run, call, BucketEncryption)?.ServerSideEncryptionConfiguration.Rules;
      if (rules === undefined) return null;
      const byDefault = rules.map((rule) => rule.ApplyServerSideEncryptionByDefault ?? null);
      const named = byDefault.find((rule) => rule?.SSEAlgorithm.startsWith('aws:kms') === true);
      return { encrypted: true, kmsKey: customerKey(named?.KMSMasterKeyID, call) };
    },
  },
  'get-public-access-block': {
    none: {},
    read: (run, call) => {
      const block = blockOf(run, call);
      if (block === null) return null;
      // Only these two bind what exists already; an open block says nothing of the policy behind it.
      const shut = block.IgnorePublicAcls && block.RestrictPublicBuckets ? { publicAccess: false } : {};
      return {
        ...shut,
        restrictsPublicPolicy: block.RestrictPublicBuckets,
        ignoresPublicAcls: block.IgnorePublicAcls,
      };
    },
  },
  // Never set: what was the default until April 2023, when lists counted (S3 user guide, about-object-ownership).
  'get-bucket-ownership-controls': {
    none: { OwnershipControlsNotFoundError: { aclsDisabled: false } },
    read: (run, call) => {
      const rules = outputOf(run, call, OwnershipControls)?.OwnershipControls.Rules;
      if (rules === undefined) return null;
      return { aclsDisabled: rules.some((rule) => rule.ObjectOwnership === 'BucketOwnerEnforced') };
    },
  },
  /** AWS's own verdict, which weighs conditions too; a bucket without a policy gets no answer from it. */
  'get-bucket-policy-status': {
    none: { NoSuchBucketPolicy: {} },
    read: (run, call) => {
      const status = outputOf(run, call, BucketPolicyStatus)?.PolicyStatus;
      return status === undefined ? null : { publicAccess: status.IsPublic };
    },
  },
};

/** The oldest region has no name, and the second oldest an old one (S3 API reference, GetBucketLocation). */
function regionOf(constraint: string | null): string {
  if (constraint === null || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

/** One answer about one bucket, which --bucket names: the output itself does not. */
function addAbout(run: SourceRun, call: Call, reader: Reader, openByAcl: ReadonlySet<string>): void {
  const name = call.options.get('--bucket');
  if (name === undefined) {
    run.gap(call.path, 'wrong-shape', 'argv names no --bucket');
    return;
  }
  const said = reader.none[call.errorCode ?? ''] ?? reader.read(run, call);
  if (said === null) return;
  // AWS's verdict is on the policy alone: it does not take back what a list may open.
  const attributes = call.command === 'get-bucket-policy-status' && openByAcl.has(name) ? {} : said;
  const account = known({ account: call.account ?? undefined });
  run.facts.push(
    arnNode(run, {
      kind: 'bucket',
      id: bucketArn(name),
      name,
      attributes: { ...account, ...attributes },
      // A failed call has no output to point into: the file as a whole is the proof.
      evidence: run.pointer(call.path, call.base === '' || call.errorCode !== null ? '' : call.base),
    }),
  );
}
