import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { tuneEngine } from '../../src/cli/tune-engine.ts';
import { withMeasurements } from './benchmarks-document.ts';
import { budgetOf, isWithin, rounded, verdictOf, type Measurement } from './measurement.ts';
import { SUITES } from './suites.ts';

const DOCUMENT = 'docs/benchmarks.md';
const USAGE = 'npm run bench [-- [suite…] [--write]]';

/** `--only` prints JSON for this process; standard error goes through. */
function inOwnProcess(suite: string): readonly Measurement[] {
  const run = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', import.meta.filename, '--only', suite],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 16_000_000 },
  );
  if (run.status !== 0) throw new Error(`${suite} exited ${String(run.status)}`);
  return JSON.parse(run.stdout) as Measurement[];
}

function say(measurement: Measurement): void {
  const figure = `${rounded(measurement.figure)} ${measurement.unit}`.trim();
  const budget = budgetOf(measurement);
  process.stdout.write(
    `${verdictOf(measurement).padEnd(4)}  ${measurement.what}: ${figure}${budget === '' ? '' : ` (${budget})`}\n`,
  );
}

function runAll(names: readonly string[], write: boolean): void {
  // Before the first suite: afterwards the benchmark itself is the load.
  const [loadBefore = 0] = loadavg();
  const measurements: Measurement[] = [];
  for (const suite of names) {
    const found = inOwnProcess(suite);
    // Said, since a suite without figures could pass for one within its budgets.
    if (found.length === 0)
      process.stdout.write(`      ${suite}: not measured, SIGHTLINE_BENCH_TREE names no tree\n`);
    found.forEach(say);
    measurements.push(...found);
  }
  const over = measurements.filter((one) => !isWithin(one)).length;
  process.stdout.write(`bench: ${String(measurements.length)} figures, ${String(over)} over budget\n`);
  // CPU times hold nevertheless.
  if (loadBefore > 0.5 * availableParallelism())
    process.stdout.write(
      `The machine was busy (load ${loadBefore.toFixed(1)}): wall times are longer than the program's own.\n`,
    );
  if (!write) return;
  const run = {
    node: process.versions.node,
    cores: availableParallelism(),
    load: loadBefore,
    day: new Date().toISOString().slice(0, 10),
    measurements,
  };
  writeFileSync(DOCUMENT, withMeasurements(readFileSync(DOCUMENT, 'utf8'), run));
}

const args = process.argv.slice(2);
const named = args.filter((one) => !one.startsWith('--'));
const unknown = named.find((one) => SUITES[one] === undefined);
if (unknown !== undefined) {
  process.stderr.write(`no suite ${unknown}; ${USAGE}, suites: ${Object.keys(SUITES).join(', ')}\n`);
  process.exitCode = 2;
} else if (args.includes('--only')) {
  // As the program does: what is measured is what its users get.
  tuneEngine();
  process.stdout.write(JSON.stringify(await SUITES[named[0] ?? '']?.()));
} else runAll(named.length > 0 ? named : Object.keys(SUITES), args.includes('--write'));
