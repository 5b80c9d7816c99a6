import type { NodeId } from '#model';
import { anyMatch, compileGlob } from '../glob.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { GraphNode, Hop } from '../graph-view.ts';
import type { Allowance, CutJudge } from './cheapest-cut.ts';

/**
 * What charters and approvals say of the hops of an agent's work. Charters speak of tools, hosts and callers; of what is done to a
 * store approvals speak, each of its verbs.
 *
 * @param today `2026-11-22`; null where nobody said, and then no approval is taken to have lapsed.
 */
export function createAllowances(index: GraphIndex, today: string | null): CutJudge['allowance'] {
  // Asked of every hop of every path.
  const kept = new Map<string, Allowance>();
  return (hop, agent) => {
    const step = hop.kind === 'edge' ? hop.edge.edge : hop.computed;
    const key = `${agent}\n${step}\n${hop.from}\n${hop.to}`;
    const answer = kept.get(key) ?? allowanceOf(step, hop, { index, agent, today });
    kept.set(key, answer);
    return answer;
  };
}

/** Whose records are asked. */
interface Asked {
  readonly index: GraphIndex;
  readonly agent: NodeId;
  readonly today: string | null;
}

function allowanceOf(step: string, hop: Hop, asked: Asked): Allowance {
  const names = [hop.to, asked.index.node(hop.to)?.name ?? hop.to];
  switch (step) {
    case 'calls-tool':
      return hop.from === asked.agent ? chartered(asked, 'allowedTools', names) : 'silent';
    case 'egresses-to':
      return chartered(asked, 'allowedEgress', names);
    case 'exposes':
      return chartered(asked, 'allowedCallers', ['public']);
    case 'can-read':
    case 'retrieves-from':
      return approved(asked, 'read', hop.to);
    case 'can-write':
    case 'can-admin':
      return approved(asked, step.slice('can-'.length), hop.to);
    default:
      return 'silent';
  }
}

function chartered(asked: Asked, list: string, names: readonly string[]): Allowance {
  const speaking = records(asked, 'charter').flatMap((record) => textsOf(record, list, asked) ?? []);
  if ([...names, '*'].some((name) => speaking.includes(name)))
    return { by: `the charter of ${asked.index.node(asked.agent)?.name ?? asked.agent}` };
  const isSilent = records(asked, 'charter').every((record) => textsOf(record, list, asked) === null);
  return isSilent ? 'silent' : 'outside';
}

function approved(asked: Asked, verb: string, store: NodeId): Allowance {
  const { index, today } = asked;
  const node = index.node(store);
  const names = [store, ...(node === null ? [] : [node.name, ...node.aliases])];
  const live = records(asked, 'approval').filter((one) => isLive(one, index, today));
  const by = live.find((record) => {
    const globs = (textsOf(record, 'stores', asked) ?? []).map((one) => compileGlob(one, 'text'));
    // One that names no verbs covers them all; one of which they are not known covers none for sure.
    const isAny = index.known(record.id, 'verbs') === null;
    const covers = isAny || textsOf(record, 'verbs', asked)?.includes(verb) === true;
    return covers && anyMatch(globs, names);
  });
  if (by !== undefined) return { by: `approval ${by.name}` };
  return live.length === 0 ? 'silent' : 'outside';
}

/** Its own, and those of the system that contains it. */
function records({ index, agent }: Asked, kind: 'charter' | 'approval'): readonly GraphNode[] {
  return [agent, ...index.into(agent, 'contains').map(({ from }) => from)]
    .flatMap((id) => index.into(id, 'applies-to'))
    .flatMap(({ from }) => index.node(from) ?? [])
    .filter((record) => record.kind === kind);
}

/** Empty where it is known to be none; null where nobody said. */
function textsOf(record: GraphNode, name: string, { index }: Asked): readonly string[] | null {
  const value = index.known(record.id, name);
  return Array.isArray(value) ? (value as readonly string[]) : value === null ? [] : null;
}

/** Days are ISO 8601, so text order is time order. */
function isLive(approval: GraphNode, index: GraphIndex, today: string | null): boolean {
  if (today === null) return true;
  const [from, until] = ['approvedAt', 'expiresAt'].map((name) => index.known(approval.id, name));
  const starts = typeof from !== 'string' || from.slice(0, 10) <= today;
  return starts && (typeof until !== 'string' || until.slice(0, 10) >= today);
}
