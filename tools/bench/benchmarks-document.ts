import { budgetOf, rounded, verdictOf, type Measurement } from './measurement.ts';

/** Marks around what is measured; Markdown does not show them. */
const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

/** What a reader needs to believe the figures. */
interface BenchRun {
  readonly node: string;
  readonly cores: number;
  /** Mean number of processes that wanted to run in the minute before, the benchmark's own not among them. */
  readonly load: number;
  /** Day of the run, YYYY-MM-DD. */
  readonly day: string;
  readonly measurements: readonly Measurement[];
}

/** The document with its tables made anew; what stands around them is written by hand and kept. */
export function withMeasurements(document: string, run: BenchRun): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  // Written without its marks, the tables would be added a second time.
  if (begin < 0 || end < begin) throw new Error('docs/benchmarks.md has lost its marks');
  return `${document.slice(0, begin + BEGIN.length)}\n\n${table(run)}\n\n${document.slice(end)}`;
}

function table({ node, cores, load, day, measurements }: BenchRun): string {
  const rows = measurements.map((one) =>
    [one.what, `${rounded(one.figure)} ${one.unit}`.trim(), budgetOf(one), verdictOf(one)].map(cell),
  );
  const head = ['What', 'Measured', 'Budget', ''];
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    `Measured on ${day} with Node ${node} on ${String(cores)} cores, at a load of ${load.toFixed(1)} before it began.`,
    '',
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
}

/** A bar would end the cell (GitHub Flavored Markdown, "Tables"). */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
