import { parseNamesakeId, type Fact, type FactBatch, type NodeFact } from '#model';

/** Unique ids that exports show for an ARN; empty where they show none. */
function listedIds(batches: readonly FactBatch[]): ReadonlyMap<string, ReadonlySet<string>> {
  const listed = new Map<string, Set<string>>();
  for (const { facts } of batches)
    for (const fact of facts) {
      if (fact.fact !== 'node' || !fact.evidence.some(({ plane }) => plane === 'granted')) continue;
      for (const { scheme, value } of fact.identifiers)
        if (scheme === 'aws-unique-id') listed.set(fact.id, (listed.get(fact.id) ?? new Set()).add(value));
    }
  return listed;
}

/**
 * A role that is deleted and made again keeps its ARN and gets a new unique id (IAM user guide, "Unique identifiers"): what the log shows
 * of the first is nothing that the second did. Where an export knows the ARN under another unique id the caller stays an asset of
 * its own; everywhere else it is the ARN's.
 */
export function tellNamesakesApart(batches: readonly FactBatch[]): readonly FactBatch[] {
  const ids = new Map<string, string>();
  let listed: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  for (const { facts } of batches)
    for (const fact of facts) {
      const parts = fact.fact === 'node' && fact.id.includes('#') ? parseNamesakeId(fact.id) : null;
      if (parts === null || fact.fact !== 'node' || ids.has(fact.id)) continue;
      listed ??= listedIds(batches);
      const known = listed.get(parts.arn);
      ids.set(fact.id, known === undefined || known.has(parts.uniqueId) ? parts.arn : fact.id);
    }
  if (ids.size === 0) return batches;
  return batches.map((batch) => ({ ...batch, facts: batch.facts.map((fact) => renamed(fact, ids)) }));
}

function renamed(fact: Fact, ids: ReadonlyMap<string, string>): Fact {
  if (fact.fact === 'edge') {
    const [from, to] = [ids.get(fact.from), ids.get(fact.to)];
    return from === undefined && to === undefined
      ? fact
      : { ...fact, from: from ?? fact.from, to: to ?? fact.to };
  }
  if (fact.fact !== 'node') return fact;
  const id = ids.get(fact.id);
  if (id === undefined) return fact;
  return id === fact.id ? apart(fact) : { ...fact, id };
}

/** By the ARN it would join its successor. */
function apart(fact: NodeFact): NodeFact {
  const uniqueId = parseNamesakeId(fact.id)?.uniqueId ?? '';
  return {
    ...fact,
    name: `${fact.name} (${uniqueId}, not the one of today)`,
    identifiers: fact.identifiers.filter(({ scheme }) => scheme !== 'arn'),
  };
}
