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

/** Nodes of which there is one: everything that reaches us from outside. */
export const INTERNET_ID = 'internet:internet';

/** Bucket names are unique in a partition and their ARNs hold no account or region; this is the partition `aws`. */
export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}
