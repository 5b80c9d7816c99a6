import { kindText, type AssignmentFact, type Coverage, type Gap } from '#model';

const SOURCE = 'configuration';

/**
 * The coverage with a gap for each thing that the configuration says of nothing: a misspelt name would otherwise leave what it
 * speaks of unclassified, in silence.
 */
export function withUnmatched(
  coverage: readonly Coverage[],
  unmatched: readonly AssignmentFact[],
): readonly Coverage[] {
  return coverage.map((one) => {
    const own = unmatched.filter(({ evidence }) => evidence.some(({ target }) => target === one.target));
    return one.source !== SOURCE || own.length === 0 ? one : { ...one, gaps: [...one.gaps, ...gapsOf(own)] };
  });
}

function gapsOf(unmatched: readonly AssignmentFact[]): readonly Gap[] {
  const gaps = unmatched.map(({ where, evidence }): Gap => {
    const [at] = evidence.flatMap((one) => ('startLine' in one.at ? [one.at] : []));
    const place = at === undefined ? '.' : `${at.path}:${String(at.startLine)}`;
    const detail = `${matcherText(where)} fits no asset of this scan: misspelt, or not handed over`;
    return { where: place, reason: 'unresolved', detail };
  });
  // Several attributes of one entry are one gap; in the order of the file.
  const distinct = new Map(gaps.map((gap) => [`${gap.where} ${gap.detail}`, gap]));
  return [...distinct.values()].sort((a, b) => lineOf(a) - lineOf(b));
}

function lineOf({ where }: Gap): number {
  return Number(where.slice(where.lastIndexOf(':') + 1));
}

/** `bucket with name kb`, `tag env=production`: as it stands in the file. */
function matcherText({ kinds = [], tags = {}, ...lists }: AssignmentFact['where']): string {
  const parts = [
    ...Object.entries(lists).map(([name, values]) => `${name.slice(0, -1)} ${(values ?? []).join(', ')}`),
    ...Object.entries(tags).map(([key, value]) => `tag ${key}=${value}`),
  ];
  return [kinds.map(kindText).join(' or '), parts.join(' and ')].filter((part) => part !== '').join(' with ');
}
