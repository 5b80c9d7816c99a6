import { STORE_KINDS, type NodeId, type NodeKind, type PolicyFact } from '#model';
import type { GraphIndex } from '../graph-index.ts';
import type { GraphEdge } from '../graph-view.ts';
import type { NodeAccess } from '../node-access.ts';

/** What the search reads. */
export interface ReachWorld {
  readonly index: GraphIndex;
  readonly access: NodeAccess;
  /** Roles whose trust policy could name this principal; the verdict is asked of access/. */
  readonly assumable: (principal: NodeId) => readonly NodeId[];
}

const STORES: ReadonlySet<NodeKind> = new Set(STORE_KINDS);

export function isStore(world: ReachWorld, id: NodeId): boolean {
  const kind = world.index.node(id)?.kind;
  return kind !== undefined && STORES.has(kind);
}

/** Facts and candidates by name alone are never part of a path. */
export function walkedOut(
  world: ReachWorld,
  id: NodeId,
  ...kinds: readonly GraphEdge['edge'][]
): readonly GraphEdge[] {
  return kinds.flatMap((kind) => world.index.out(id, kind)).filter((edge) => edge.walked);
}

interface TrustedBy {
  readonly role: NodeId;
  readonly anyone: boolean;
  readonly names: ReadonlySet<string>;
}

function trustOf(policies: readonly PolicyFact[], index: GraphIndex): readonly TrustedBy[] {
  const trusts = policies.filter((policy) => policy.policyType === 'trust');
  return trusts.flatMap((policy) => {
    const role = index.node(policy.attachedTo);
    if (role === null) return [];
    const sets = policy.document.statements.flatMap((one) => one.principals ?? []);
    const names = sets.flatMap((set) => set.aws).map((name) => sessionRole(name) ?? name);
    // A NotPrincipal lets in whom it does not name; a wildcard is left to the evaluator.
    const anyone = sets.some((set) => set.any || set.not) || names.some((name) => name.includes('*'));
    return [{ role: role.id, anyone, names: new Set(names) }];
  });
}

/**
 * `<account> <role>`, where the name is that of one session of a role; null for every other. A session's ARN leaves out the
 * path of its role (IAM user guide, "Role session principals").
 */
function sessionRole(name: string): string | null {
  const [, account, role] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(name) ?? [];
  return account === undefined || role === undefined ? null : `${account} ${role}`;
}

/** The same of the role itself. */
function nameForSessions(arn: string): readonly string[] {
  const [, account, role] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return account === undefined || role === undefined ? [] : [`${account} ${role}`];
}

/**
 * A cheap first sieve, so that access/ is not asked of every pair of principal and role: a role can be assumed only by
 * whom its trust policy names, by ARN, by account, or by anyone.
 */
export function assumableRoles(
  policies: readonly PolicyFact[],
  index: GraphIndex,
): (principal: NodeId) => readonly NodeId[] {
  const trusts = trustOf(policies, index);
  return (principal) => {
    const node = index.node(principal);
    if (node === null) return [];
    const account = index.known(node.id, 'account');
    const arns = [
      ...node.aliases,
      ...node.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value),
    ];
    const accounts = [
      typeof account === 'string' ? account : '',
      ...arns.map((arn) => arn.split(':')[4] ?? ''),
    ];
    // A policy may name the principal or its whole account, in either form.
    const names = [
      ...arns,
      ...arns.flatMap(nameForSessions),
      ...accounts.filter((one) => one !== '').flatMap((one) => [one, `arn:aws:iam::${one}:root`]),
    ];
    const roles = trusts.filter((one) => one.anyone || names.some((name) => one.names.has(name)));
    return [...new Set(roles.map((one) => one.role))].filter((role) => role !== node.id).sort();
  };
}
