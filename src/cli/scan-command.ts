import { resolve } from 'node:path';
import { ContentError } from '#model';
import { printable, quoted, renderScan, reportOf, type ScanView, type Style } from '#present';
import { loadContent } from './content.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { openInspector } from './open-inspector.ts';
import { checkOutput, writeOutput } from './output-file.ts';
import { packageVersion } from './package-root.ts';
import type { ScanOptions } from './scan-options.ts';
import { scan, type Scan } from './scan-pipeline.ts';
import { styleOf } from './terminal.ts';

/**
 * Runs the pipeline with the clock, the content and the key of this machine. The only place where the command line asks
 * what time it is.
 *
 * @throws UsageError for what the caller can mend; any other error for an installation that is not sound.
 */
export async function scanWith(
  targets: readonly string[],
  options: Pick<ScanOptions, 'config' | 'now'>,
): Promise<{ readonly found: Scan; readonly now: string }> {
  const content = loadContent();
  const [problem] = content.problems;
  // Not a usage error: a rule that fell out in silence would read as nothing found.
  if (problem !== undefined) throw new ContentError('content', problem);
  const now = clockOf(options.now);
  const found = await scan(
    { targets, config: options.config, cwd: process.cwd(), now },
    content,
    openInspector(process.env),
  );
  return { found, now };
}

/** As ISO 8601 UTC, however it was written. @throws UsageError */
function clockOf(given: string | undefined): string {
  if (given === undefined) return new Date().toISOString();
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw new UsageError(`--now takes an ISO 8601 time, not ${given}`);
  return new Date(time).toISOString();
}

/**
 * Scans, writes the files that were asked for, prints, and gives the exit code.
 *
 * @throws UsageError before anything is read where an output could not be written.
 */
export async function runScan(targets: readonly string[], options: ScanOptions): Promise<number> {
  const outputs = options.output.map(parseOutput);
  for (const { path } of outputs) checkOutput(path);
  const paths = outputs.map(({ path }) => resolve(path));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  // The second would take the place of the first, and nobody be told.
  if (twice !== undefined) throw new UsageError(`two outputs go to ${twice}; give each a file of its own`);
  const { found, now } = await scanWith(targets, options);
  warnOfConfiguration(found);
  // A file is read by programs and in editors.
  const plain = styleOf({ ...options, color: 'never' });
  // Files first: a run that fails to write one says so alone, and nobody takes its report for a whole result.
  for (const { format, path } of outputs)
    writeOutput(path, text(format, found, { ...options, now, targets }, plain));
  process.stdout.write(text(options.format, found, { ...options, now, targets }, styleOf(options)));
  return options.strict === true && found.gaps.length > 0 ? EXIT.incomplete : EXIT.done;
}

/** The report tells it among its gaps; who wrote the file is told where they look for mistakes of it. */
function warnOfConfiguration({ coverage, warnings }: Scan): void {
  const gaps = coverage.flatMap((one) => (one.source === 'configuration' ? one.gaps : []));
  const lines = [...gaps.map(({ where, detail }) => `${where}: ${detail}`), ...warnings];
  for (const line of lines) process.stderr.write(`sightline: ${printable(line)}\n`);
}

/** At the first `=`: a path may hold others. @throws UsageError */
function parseOutput(given: string): { readonly format: 'table' | 'json'; readonly path: string } {
  const at = given.indexOf('=');
  const format = given.slice(0, at);
  if (at < 1 || at === given.length - 1 || (format !== 'table' && format !== 'json')) {
    throw new UsageError(`--output takes format=path with format table or json, not ${given}`);
  }
  return { format, path: given.slice(at + 1) };
}

function text(
  format: 'table' | 'json',
  found: Scan,
  run: Pick<ScanOptions, 'all' | 'config'> & { readonly now: string; readonly targets: readonly string[] },
  style: Style,
): string {
  const all = run.all === true;
  const started = startedBy(run.targets, run.config);
  const report = { ...found, assessedAt: run.now, version: packageVersion() };
  return format === 'table'
    ? renderScan({ ...report, started }, all, style)
    : `${JSON.stringify(reportOf(report), null, 2)}\n`;
}

/** As it can be pasted: from a clone there is no program on the path, and npm says which script it runs. */
function startedBy(targets: readonly string[], config: string | undefined): NonNullable<ScanView['started']> {
  const { npm_lifecycle_event: script, npm_package_name: name } = process.env;
  const isClone = name === 'sightline' && (script === 'demo' || script === 'sightline');
  return {
    program: isClone ? 'npm run -s sightline --' : 'sightline',
    with: [...targets.map(quoted), ...(config === undefined ? [] : ['--config', quoted(config)])],
  };
}
