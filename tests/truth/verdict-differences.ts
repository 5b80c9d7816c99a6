import type { NamedScan } from './estate-names.ts';
import { listed, setDifferences, type Said } from './set-differences.ts';
import type { Truth } from './truth-schema.ts';

function about(rule: string, asset: string, subject: string | null | undefined): string {
  return subject === null || subject === undefined
    ? `${rule} on ${asset}`
    : `${rule} on ${asset} / ${subject}`;
}

function statedVerdicts(truth: Truth): readonly (Said & { readonly verdict: string })[] {
  return Object.entries(truth.verdicts).flatMap(([rule, rows]) =>
    rows.flatMap(({ assets, subject, verdict, waits, why }) =>
      assets.map((asset) => ({
        key: `${about(rule, asset, subject)}: ${verdict}`,
        properties: { 'waits for': listed(waits.map(([asks, at]) => `${asks} of ${at}`)) },
        verdict,
        why,
      })),
    ),
  );
}

/**
 * What every rule says of every asset, and the findings that come of it: a verdict that makes no finding, or a finding without
 * its verdict, is a difference too.
 *
 * @param rules Ids of all rules that were asked.
 */
export function verdictDifferences(
  truth: Truth,
  { scan, labelOf }: NamedScan,
  rules: readonly string[],
): readonly string[] {
  const stated = statedVerdicts(truth);
  const { verdicts, findings } = scan.assessment;
  const said = verdicts.map(({ rule, node, subject, verdict, missing }) => ({
    key: `${about(rule.id, labelOf(node.id), subject === null ? null : labelOf(subject))}: ${verdict}`,
    properties: {
      'waits for': listed(
        missing.map(({ kind, at }) => `${kind} of ${at === null ? 'nothing' : labelOf(at)}`),
      ),
    },
  }));
  const reported = findings.map(({ rule, asset, subject, verdict }) => ({
    key: `finding ${about(rule, labelOf(asset), subject === null ? null : labelOf(subject))}: ${verdict}`,
  }));
  const expected = stated
    .filter(({ verdict }) => verdict === 'fires' || verdict === 'cannot-tell')
    .map(({ key, why }) => ({ key: `finding ${key}`, ...(why === undefined ? {} : { why }) }));
  const accepted = findings.filter(({ suppressed }) => suppressed !== null);
  return [
    ...setDifferences(stated, said),
    ...setDifferences(expected, reported),
    ...setDifferences(
      truth.exceptions.map(({ rule, asset, why }) => ({ key: `exception ${about(rule, asset, null)}`, why })),
      accepted.map(({ rule, asset }) => ({ key: `exception ${about(rule, labelOf(asset), null)}` })),
    ),
    ...setDifferences(
      Object.keys(truth.verdicts).map((key) => ({ key: `rule ${key}` })),
      rules.map((key) => ({ key: `rule ${key}` })),
    ),
  ];
}
