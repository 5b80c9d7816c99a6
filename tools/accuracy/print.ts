import type { Measurement } from './measure-repository.ts';
import { precisionOf, recallOf, sumOf, totalOf, type Remark, type Score, type Tally } from './score.ts';

type Row = Omit<Tally, 'subject'> & { readonly subject: string };

/** In this order in the terminal and in docs/benchmarks.md. */
export const COLUMNS = ['labelled', 'found', 'missed', 'false reports', 'precision', 'recall'] as const;

/** `97 %`; 100 only where nothing is wrong, so that rounding never hides the last miss. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  const whole = share === 1 ? 100 : Math.min(99, Math.round(share * 100));
  return `${String(whole)} %`;
}

/** One text for each of COLUMNS. */
export function cellsOf(row: Row): readonly string[] {
  const counts = [row.labelled, row.found, row.missed, row.falseReports].map(String);
  return [...counts, percent(precisionOf(row)), percent(recallOf(row))];
}

/** The kinds, then everything together. */
export function rowsOf(tallies: readonly Tally[]): readonly Row[] {
  return [...tallies, sumOf('all', tallies)];
}

function table(tallies: readonly Tally[]): string {
  const lines = [['', ...COLUMNS], ...rowsOf(tallies).map((row) => [row.subject, ...cellsOf(row)])];
  const widths = lines.reduce<number[]>(
    (widest, line) => line.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** Nothing at all where there is nothing to remark. */
function remarks(title: string, list: readonly Remark[]): readonly string[] {
  if (list.length === 0) return [];
  const lines = list.map(({ subject, name, path, line, because }) => {
    // A place that an editor opens.
    const place = line === null ? path : `${path}:${String(line)}`;
    return `  ${place}  ${subject}  ${name}${because === null ? '' : `  (${because})`}`;
  });
  return [`${title}: ${String(list.length)}`, ...lines];
}

function scored(score: Score): readonly string[] {
  const { latitude, repetitions } = score;
  return [
    table(score.tallies),
    `latitude: ${String(latitude.equal)} of ${String(latitude.labelled)} tools found as labelled, ${String(latitude.unsaid)} unsaid; repeated reports: ${String(repetitions)}`,
    ...remarks('missed', score.misses),
    ...remarks('false reports', score.falseReports),
    ...remarks('found, but described otherwise', score.differences),
  ];
}

/** Everything that was measured, for a terminal or a pipe. */
export function textOf(measurements: readonly Measurement[]): string {
  const parts = measurements.map(({ repository, commit, score }) => {
    const head = commit === null ? repository : `${repository} at ${commit.slice(0, 12)}`;
    return [head, ...(score.ok ? scored(score.value) : [`not run: ${score.error}`])].join('\n');
  });
  const scores = scoresOf(measurements);
  // One table over all of them: the sum of counts, not a mean of shares, so that large repositories count as such.
  const total =
    scores.length === 0
      ? 'nothing was measured'
      : `${String(scores.length)} of ${String(measurements.length)} repositories together\n${table(totalOf(scores))}`;
  return `${[...parts, total].join('\n\n')}\n`;
}

/** Those that were measured; the others are named where they are printed. */
export function scoresOf(measurements: readonly Measurement[]): readonly Score[] {
  return measurements.flatMap(({ score }) => (score.ok ? [score.value] : []));
}

/** The same for a program: shares are 0 to 1, null where there is nothing to divide by. */
export function jsonOf(measurements: readonly Measurement[]): string {
  const shares = (tally: Tally) => ({ ...tally, precision: precisionOf(tally), recall: recallOf(tally) });
  const repositories = measurements.map(({ repository, commit, score }) =>
    score.ok
      ? { repository, commit, ...score.value, tallies: score.value.tallies.map(shares) }
      : { repository, commit, notRun: score.error },
  );
  const total = totalOf(scoresOf(measurements)).map(shares);
  return `${JSON.stringify({ repositories, total }, null, 2)}\n`;
}
