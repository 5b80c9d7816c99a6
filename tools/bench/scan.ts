import { spawnSync } from 'node:child_process';
import { basename, delimiter } from 'node:path';
import type { ScanBaseline } from './scan-baseline.ts';

/** Scans and baselines. Of three the median swung by a fifth on a machine that others share; of nine it does not. */
export const ROUNDS = 9;

/** One tree, scanned and measured against what reading, hashing and parsing it costs at the least. */
export interface ScanFigures {
  readonly tree: string;
  readonly files: number;
  readonly hits: number;
  readonly megabytes: number;
  /** CPU of the whole scan process, start-up and report included. */
  readonly scanCpuSeconds: number;
  readonly baselineCpuSeconds: number;
  /** Median of the ratios of the rounds, each of one scan and one baseline one after the other. */
  readonly ratio: number;
  /** Of the fastest round: whatever else the machine does can only add to it. */
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

const REPORTER = './tools/bench/usage-reporter.cjs';

/** What a machine has Node load before any program (certificates, a loader) is no part of a scan. */
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...ENVIRONMENT } = process.env;

/** The built program as users start it; descriptor 3 carries the reporter's line. */
function scanOnce(tree: string): Usage {
  const started = performance.now();
  const run = spawnSync(
    process.execPath,
    ['--require', REPORTER, 'bin/sightline.cjs', 'scan', tree, '--format', 'json'],
    {
      encoding: 'utf8',
      env: ENVIRONMENT,
      maxBuffer: 256_000_000,
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    },
  );
  // Start of the process to its end, as somebody waits for it.
  const wallSeconds = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(`the scan exited ${String(run.status)}`);
  // A report that is cut short would have been cheap to print.
  JSON.parse(run.stdout);
  const { cpu, rss } = JSON.parse(run.output[3] ?? '') as { cpu: number; rss: number };
  return { cpuSeconds: cpu, wallSeconds, peakMegabytes: rss };
}

function baselineOnce(tree: string): ScanBaseline {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'tools/bench/scan-baseline.ts', tree], {
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
  if (run.status !== 0) throw new Error(`the baseline failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as ScanBaseline;
}

function scanTree(tree: string): ScanFigures {
  // Scan and baseline by turns, so that a busy minute slows both.
  const rounds = Array.from({ length: ROUNDS }, () => ({
    scan: scanOnce(tree),
    baseline: baselineOnce(tree),
  }));
  const [{ baseline: first } = { baseline: baselineOnce(tree) }] = rounds;
  return {
    tree: basename(tree),
    files: first.files,
    hits: first.hits,
    megabytes: first.bytes / 1e6,
    scanCpuSeconds: median(rounds.map(({ scan }) => scan.cpuSeconds)),
    baselineCpuSeconds: median(rounds.map(({ baseline }) => baseline.cpuSeconds)),
    ratio: median(rounds.map(({ scan, baseline }) => scan.cpuSeconds / baseline.cpuSeconds)),
    wallSeconds: Math.min(...rounds.map(({ scan }) => scan.wallSeconds)),
    peakMegabytes: Math.max(...rounds.map(({ scan }) => scan.peakMegabytes)),
  };
}

/** The trees that SIGHTLINE_BENCH_TREE names (separated as a PATH is); none where it is not set. Needs the build. */
export function benchScan(): readonly ScanFigures[] {
  const trees = process.env['SIGHTLINE_BENCH_TREE'] ?? '';
  return trees
    .split(delimiter)
    .filter((tree) => tree !== '')
    .map(scanTree);
}

/** Wall time of `sightline --version`, in seconds, start of the process to its end: the fastest of ten. */
export function benchVersion(): number {
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const started = performance.now();
    const run = spawnSync(process.execPath, ['bin/sightline.cjs', '--version'], {
      encoding: 'utf8',
      env: ENVIRONMENT,
    });
    if (run.status !== 0) throw new Error(`--version failed: ${run.stderr}`);
    times.push((performance.now() - started) / 1000);
  }
  return Math.min(...times);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
