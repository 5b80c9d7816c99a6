import type { NodeKind } from './node-kinds.ts';

/**
 * Id of an asset that has no native id: kind, target's name, path inside the target and symbol. Never a line, an absolute
 * path or a run, so that it survives edits and machines. Native ids (ARN, URL) are used as they are.
 */
export function declaredId(kind: NodeKind, target: string, path: string, symbol: string): string {
  return `${kind}:${target}/${path}#${symbol}`;
}

/** Id of something the whole world calls by one name, such as a model of a provider: `model:openai/gpt-4o`. */
export function globalId(kind: NodeKind, ...names: readonly string[]): string {
  return `${kind}:${names.join('/')}`;
}

/** Id of an asset known by telemetry alone: the frame is the workload's resource id, or the service name where there is none. */
export function observedId(kind: NodeKind, frame: string, name: string): string {
  return `${kind}:observed/${frame}#${name}`;
}

/** Where telemetry says that a name means something: names are given anew in every account and environment. */
export interface FrameSetting {
  /** cloud.account.id, of whatever platform. */
  readonly account: string | null;
  /** deployment.environment.name, as it was written. */
  readonly environment: string | null;
}

/** A name as frame of `observedId`, such as `shop;account=111122223333;environment=staging`. */
export function frameIn(name: string, { account, environment }: FrameSetting): string {
  return [
    name,
    ...(account === null ? [] : [`account=${account}`]),
    ...(environment === null ? [] : [`environment=${environment}`]),
  ].join(';');
}

/** The setting in an id that `observedId` made of such a frame; nothing is known where there is none. */
export function settingIn(id: string): FrameSetting {
  const frame = /^[a-z-]+:observed\/([^#]*)#/.exec(id)?.[1] ?? '';
  // arn:partition:service:region:account:…: a native id says its account itself.
  if (frame.startsWith('arn:')) return { account: frame.split(':', 5)[4] ?? null, environment: null };
  const read = (key: string): string | null => new RegExp(`;${key}=([^;]*)`).exec(frame)?.[1] ?? null;
  return { account: read('account'), environment: read('environment') };
}

/** Nodes of which there is one: everything that reaches us from outside. */
export const INTERNET_ID = 'internet:internet';

/** Bucket names are unique in a partition and their ARNs hold no account or region; this is the partition `aws`. */
export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/**
 * Of a role or user as one record tells it, by ARN and unique id: `<ARN>#AROA…`. The graph makes the ARN of it, unless an
 * export shows that the ARN is now another's.
 */
export function namesakeId(arn: string, uniqueId: string): string {
  return `${arn}#${uniqueId}`;
}

/** Null for every other id. */
export function parseNamesakeId(id: string): { readonly arn: string; readonly uniqueId: string } | null {
  const [, arn, uniqueId] =
    /^(arn:[^:]+:iam::\d{12}:(?:role|user)\/[^#]+)#(A(?:ROA|IDA)[A-Z0-9]+)$/.exec(id) ?? [];
  return arn === undefined || uniqueId === undefined ? null : { arn, uniqueId };
}
