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
  const texts = (record: GraphNode, name: string): readonly string[] | null => {
    const value = index.known(record.id, name);
    return Array.isArray(value) ? (value as readonly string[]) : value === null ? [] : null;
  };
  const records = (agent: NodeId, kind: 'charter' | 'approval'): readonly GraphNode[] =>
    [agent, ...index.into(agent, 'contains').map(({ from }) => from)]
      .flatMap((id) => index.into(id, 'applies-to'))
      .flatMap(({ from }) => index.node(from) ?? [])
      .filter((record) => record.kind === kind);
  function chartered(agent: NodeId, list: string, names: readonly string[]): Allowance {
    const speaking = records(agent, 'charter').flatMap((record) => {
      const allowed = texts(record, list);
      return allowed === null ? [] : [{ record, allowed }];
    });
    const by = speaking.find(({ allowed }) => [...names, '*'].some((name) => allowed.includes(name)));
    if (by !== undefined) return { by: `the charter of ${index.node(agent)?.name ?? agent}` };
    return speaking.length === 0 ? 'silent' : 'outside';
  }
  function approved(agent: NodeId, verb: string, store: NodeId): Allowance {
    const names = [store, ...(index.node(store)?.aliases ?? []), index.node(store)?.name ?? store];
    const live = records(agent, 'approval').filter((one) => isLive(one, index, today));
    const by = live.find((record) => {
      const globs = (texts(record, 'stores') ?? []).map((one) => compileGlob(one, 'text'));
      const verbs = index.known(record.id, 'verbs');
      // One that names no verbs covers them all; one of which they are not known covers none for sure.
      const covers = verbs === null || (Array.isArray(verbs) && (verbs as readonly string[]).includes(verb));
      return covers && anyMatch(globs, names);
    });
    if (by !== undefined) return { by: `approval ${by.name}` };
    return live.length === 0 ? 'silent' : 'outside';
  }
  function judged(step: string, hop: Hop, agent: NodeId): Allowance {
    const names = [hop.to, index.node(hop.to)?.name ?? hop.to];
    switch (step) {
      case 'calls-tool':
        return hop.from === agent ? chartered(agent, 'allowedTools', names) : 'silent';
      case 'egresses-to':
        return chartered(agent, 'allowedEgress', names);
      case 'exposes':
        return chartered(agent, 'allowedCallers', ['public']);
      case 'can-read':
      case 'retrieves-from':
        return approved(agent, 'read', hop.to);
      case 'can-write':
      case 'can-admin':
        return approved(agent, step.slice('can-'.length), hop.to);
      default:
        return 'silent';
    }
  }
  // Asked of every hop of every path.
  const kept = new Map<string, Allowance>();
  return (hop, agent) => {
    const step = stepOf(hop);
    const key = `${agent}\n${step}\n${hop.from}\n${hop.to}`;
    const answer = kept.get(key) ?? judged(step, hop, agent);
    kept.set(key, answer);
    return answer;
  };
}

function stepOf(hop: Hop): string {
  return hop.kind === 'edge' ? hop.edge.edge : hop.computed;
}

/** Days are ISO 8601, so text order is time order. */
function isLive(approval: GraphNode, index: GraphIndex, today: string | null): boolean {
  if (today === null) return true;
  const [from, until] = ['approvedAt', 'expiresAt'].map((name) => index.known(approval.id, name));
  const starts = typeof from !== 'string' || from.slice(0, 10) <= today;
  return starts && (typeof until !== 'string' || until.slice(0, 10) >= today);
}
