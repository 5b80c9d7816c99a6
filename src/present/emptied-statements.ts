import { ACCESS_VERBS, IDENTITY_KINDS, type AwsStatement, type NodeId } from '#model';
import type { GraphNode, GraphView, Hop } from '#graph';
import { isGrant, type Change } from './cuts.ts';

type PolicyChange = Extract<Change, { kind: 'policy' }>;

/** Statements, by their labels, of which nothing is left when a change is made. */
export interface Emptied {
  readonly statements: readonly string[];
  /** The document holds nothing else: it goes with them. */
  readonly isAll: boolean;
}

/**
 * Statements of a change that give nothing but what it takes away. In doubt a statement is none of these: one that names more than
 * assets of the graph, by wildcards, accounts or services, or more than one action, may give what nobody looked at.
 *
 * @param takes What the cuts of the findings take away.
 */
export function emptiedStatements(change: PolicyChange, takes: readonly Hop[], view: GraphView): Emptied {
  const held = view
    .policies(change.attachedTo)
    .filter(({ policy, policyType }) => policy === change.policy && policyType === change.on)
    .flatMap(({ document }) => document.statements)
    .map((statement, index) => ({ statement, label: statement.sid ?? `#${String(index + 1)}` }));
  const taken = takes.flatMap((hop) =>
    hop.kind === 'computed' ? [`${hop.from} ${hop.computed} ${hop.to}`] : [],
  );
  const statements = change.statements.filter((label) => {
    const same = held.filter((one) => one.label === label);
    return (
      same.length === 1 &&
      same.every(({ statement }) => isEmptied(statement, label, change, new Set(taken), view))
    );
  });
  return { statements, isAll: statements.length > 0 && statements.length === held.length };
}

function isEmptied(
  statement: AwsStatement,
  label: string,
  change: PolicyChange,
  taken: ReadonlySet<string>,
  view: GraphView,
): boolean {
  const { effect, actions, principals, resources } = statement;
  if (effect !== 'Allow' || actions.not || !isOneAction(actions.patterns)) return false;
  const on = view.node(change.attachedTo);
  const who = change.on === 'resource' ? identitiesOf(principals, view) : on === null ? null : [on];
  const what = storesOf(resources, view);
  if (who === null || what === null) return false;
  const given = who.flatMap(({ id }) =>
    what.flatMap((store) =>
      ACCESS_VERBS.filter((verb) =>
        view
          .access(id, verb, store.id)
          .proof.some((step) => isGrant(step) && step.policy === change.policy && step.statement === label),
      ).map((verb) => `${id} can-${verb} ${store.id}`),
    ),
  );
  return given.length > 0 && given.every((one) => taken.has(one));
}

/** Of several actions one may be of none of the verbs (`s3:GetBucketLocation`): what else they give was not asked. */
function isOneAction(patterns: readonly string[]): boolean {
  return patterns.length === 1 && !/[*?]/.test(patterns[0] ?? '');
}

const IDENTITIES: ReadonlySet<string> = new Set(IDENTITY_KINDS);

/** Null where it lets in anybody beside identities of the graph. */
function identitiesOf(principals: AwsStatement['principals'], view: GraphView): readonly GraphNode[] | null {
  if (principals === null || principals.not || principals.any) return null;
  const { aws, services, federated, canonicalUsers } = principals;
  if (services.length + federated.length + canonicalUsers.length > 0) return null;
  return allNodes(aws, (id) => {
    const node = view.node(id);
    return node !== null && IDENTITIES.has(node.kind) ? node : null;
  });
}

/** Null where it names anything beside whole assets of the graph, or what lies in them. */
function storesOf(resources: AwsStatement['resources'], view: GraphView): readonly GraphNode[] | null {
  if (resources === null || resources.not) return null;
  return allNodes(resources.patterns, (pattern) => view.node(pattern) ?? view.node(holderOf(pattern)));
}

/** `arn:aws:s3:::records` of `arn:aws:s3:::records/*`, and a table of its indexes. */
function holderOf(pattern: string): NodeId {
  return pattern.replace(/\/(?:index\/)?[^/]*\*?$/, '');
}

/** Null where one of them is no node, and where there are none. */
function allNodes(
  names: readonly string[],
  nodeOf: (name: string) => GraphNode | null,
): readonly GraphNode[] | null {
  const nodes = names.flatMap((name) => nodeOf(name) ?? []);
  if (nodes.length === 0 || nodes.length < names.length) return null;
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}
