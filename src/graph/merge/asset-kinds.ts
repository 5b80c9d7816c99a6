import type { NodeKind } from '#model';

/**
 * Kinds under which different sources know one asset, most specific first. Code sees a token in the environment, the
 * provider lists the same secret as an api-key; telemetry says host where the cloud says vm. No other kinds unify.
 */
const UNIFIABLE_KINDS: readonly (readonly NodeKind[])[] = [
  ['access-key', 'api-key', 'token'],
  ['vm', 'host'],
];

const FAMILY = new Map<NodeKind, readonly NodeKind[]>(
  UNIFIABLE_KINDS.flatMap((kinds) => kinds.map((kind) => [kind, kinds] as const)),
);

/** The kind that stands for all that may be one asset with this one: itself, or the head of its family. */
export function kindFamily(kind: NodeKind): NodeKind {
  return FAMILY.get(kind)?.[0] ?? kind;
}

/** The most specific of kinds of one family. */
export function mostSpecific(kinds: readonly NodeKind[]): NodeKind | undefined {
  const family = kinds[0] === undefined ? undefined : FAMILY.get(kinds[0]);
  return family?.find((kind) => kinds.includes(kind)) ?? kinds[0];
}
