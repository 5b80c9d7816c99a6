import { bucketArn } from '#model';
import { parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { arnNode, known, type ExportRun } from './export-run.ts';
import { SecretPolicy } from './schema.ts';

interface Store {
  readonly kind: 'bucket' | 'table' | 'secret-location';
  readonly id: string;
  readonly name: string;
}

/** Answers that a store gives of itself, and those that say of one that it is there, and has none. */
const BUCKET_ANSWERS = ['get-bucket-policy', 'get-bucket-acl', 'get-public-access-block'] as const;
const NONE = new Set([
  'NoSuchBucketPolicy',
  'NoSuchPublicAccessBlockConfiguration',
  'PolicyNotFoundException',
]);

/**
 * Stores of which nothing but their policy or their ACL was handed over: a policy that opens one to everyone must not vanish because
 * the list that names it is missing. After all that tells of stores.
 */
export function addStoresOfPolicies({ run, calls }: ExportRun): void {
  const told = new Set(run.facts.flatMap((fact) => (fact.fact === 'node' ? [fact.id] : [])));
  const add = (call: Call, store: Store | null): void => {
    if (store === null || told.has(store.id)) return;
    if (call.errorCode !== null && !NONE.has(call.errorCode)) return;
    told.add(store.id);
    const parsed = parseArn(store.id);
    // A bucket's ARN says neither.
    const attributes = known({ account: parsed?.account || undefined, region: parsed?.region || undefined });
    const evidence = run.pointer(call.path, call.errorCode === null ? call.base : '');
    run.facts.push(arnNode(run, { ...store, attributes, evidence }));
  };
  for (const command of BUCKET_ANSWERS) for (const call of calls('s3api', command)) add(call, bucketOf(call));
  for (const call of calls('dynamodb', 'get-resource-policy')) add(call, tableOf(call));
  for (const call of calls('secretsmanager', 'get-resource-policy')) add(call, secretOf(call));
}

function bucketOf({ options }: Call): Store | null {
  const name = options.get('--bucket');
  return name === undefined ? null : { kind: 'bucket', id: bucketArn(name), name };
}

/** Indexes and streams have policies too and are no tables. */
function tableOf({ options }: Call): Store | null {
  const id = options.get('--resource-arn');
  const name = id === undefined ? undefined : /:table\/([^/]+)$/.exec(id)?.[1];
  return id === undefined || name === undefined ? null : { kind: 'table', id, name };
}

/** The option takes a name as well as an ARN; the output always says both. */
function secretOf({ output }: Call): Store | null {
  const parsed = SecretPolicy.safeParse(output);
  if (!parsed.success) return null;
  const { ARN: id, Name: name = id } = parsed.data;
  return { kind: 'secret-location', id, name };
}
