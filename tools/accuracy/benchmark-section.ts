import type { Measurement } from './measure-repository.ts';
import { cellsOf, COLUMNS, rowsOf, scoresOf } from './print.ts';
import { sumOf, totalOf } from './score.ts';

const TITLE = '## Accuracy';

/** The section of docs/benchmarks.md; its title included, no path of this machine in it. */
export function accuracySection(measurements: readonly Measurement[]): string {
  // One that was not measured has a row that says why, so that the table has no hidden holes.
  const repositories = measurements.map(({ repository, commit, score }) => {
    const name = `[${repository}](https://github.com/${repository}/tree/${commit ?? 'HEAD'})`;
    return row([
      name,
      ...(score.ok ? cellsOf(sumOf(repository, score.value.tallies)) : [`not run: ${score.error}`]),
    ]);
  });
  const kinds = rowsOf(totalOf(scoresOf(measurements))).map((tally) =>
    row([tally.subject, ...cellsOf(tally)]),
  );
  return [
    TITLE,
    '',
    'What the code scanner and the reader of MCP client files report about public repositories, held against what one',
    'reader found there before any scan ([accuracy/labels](../accuracy/labels/README.md)). Precision is the share of the',
    'reports that are real, recall the share of the labels that were found. The scanner has since been corrected by what',
    'was wrong in these repositories, so the figures say less about code that it has never met.',
    '',
    '```sh',
    'SIGHTLINE_CORPUS=<folder of the repositories> npm run accuracy -- --write',
    '```',
    '',
    row(['kind', ...COLUMNS]),
    rule(),
    ...kinds,
    '',
    row(['repository', ...COLUMNS]),
    rule(),
    ...repositories,
    '',
  ].join('\n');
}

/** Prettier aligns the table afterwards. */
function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function rule(): string {
  return row(['---', ...COLUMNS.map(() => '---:')]);
}

/** The document with its section of this title replaced, or added at the end; the other sections are kept. */
export function withSection(document: string, section: string): string {
  const lines = document.split('\n');
  const start = lines.indexOf(TITLE);
  if (start < 0) return `${document.trimEnd()}\n\n${section}`;
  // A section ends where the next heading of its level or above begins.
  const next = lines.findIndex((line, index) => index > start && /^##? /.test(line));
  const after = next < 0 ? '' : `\n${lines.slice(next).join('\n')}`;
  return `${lines.slice(0, start).join('\n').trimEnd()}\n\n${section}${after}`;
}
