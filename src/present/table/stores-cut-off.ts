import { STORE_KINDS, type AccessVerb, type NodeId } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphNode, GraphView } from '#graph';
import { listed } from './counted.ts';
import { differenceOf, NEVER_USED } from './differences-text.ts';

const STORES: ReadonlySet<string> = new Set(STORE_KINDS);
/** What a charter can be exceeded by at a store. */
const VERBS: readonly AccessVerb[] = ['read', 'write', 'admin'];

/**
 * Behind a step that takes tools from an agent: the stores that go with them and that no step names, so that nobody looks for
 * the step that they are in. Only where the rule was quiet when it was asked again without these calls. What identities may do
 * there all the same is told by the findings about unused rights.
 *
 * @param told The step itself and those before it.
 */
export function storesCutOff(
  finding: Finding,
  tools: readonly NodeId[],
  told: readonly string[],
  assessment: Pick<Assessment, 'findings' | 'verdicts'>,
  view: GraphView,
): string {
  const hops = finding.cut?.hops ?? [];
  if (finding.cut?.after !== 'settled' || tools.length === 0 || hops.length !== tools.length) return '';
  const words = new Set(told.flatMap((text) => text.split(/[\s,;:()"]+/)));
  const sinks = [...new Set(finding.paths.map(({ sink }) => sink))].flatMap((id) => view.node(id) ?? []);
  const stores = sinks.filter(({ kind, name }) => STORES.has(kind) && !words.has(name));
  if (stores.length === 0) return '';
  const which = tools.length === 1 ? 'this tool' : 'these tools';
  const names = [...stores].map(({ name }) => name).sort();
  const unused = unusedRights(finding.asset, stores, assessment, view);
  const kept =
    unused.length === 0
      ? ''
      : ` (unused rights of its roles to them, where no step takes those: ${listed(unused)})`;
  return `; without ${which} it has no way to ${listed(names)} either${kept}`;
}

/** Ids of the findings about unused rights of whoever the agent, or what it calls, runs as and has a right to one of the stores. */
function unusedRights(
  agent: NodeId,
  stores: readonly GraphNode[],
  { findings, verdicts }: Pick<Assessment, 'findings' | 'verdicts'>,
  view: GraphView,
): readonly string[] {
  const actors = [
    agent,
    ...(['calls-tool', 'connects-to'] as const).flatMap((edge) => ends(agent, edge, view)),
  ];
  const identities = new Set(
    actors.flatMap((id) => view.runtimeIdentities(id).map(({ identity }) => identity.id)),
  );
  const rules = new Set(verdicts.flatMap(({ rule }) => (differenceOf(rule) === NEVER_USED ? [rule.id] : [])));
  return findings
    .filter(({ verdict, rule, asset }) => verdict === 'fires' && rules.has(rule) && identities.has(asset))
    .filter(({ asset }) =>
      stores.some(({ id }) =>
        VERBS.some((verb) => ['allow', 'conditional'].includes(view.access(asset, verb, id).kind)),
      ),
    )
    .map(({ id }) => id);
}

function ends(from: NodeId, edge: 'calls-tool' | 'connects-to', view: GraphView): readonly NodeId[] {
  return view
    .out(from, edge)
    .filter(({ walked }) => walked)
    .map(({ to }) => to);
}
