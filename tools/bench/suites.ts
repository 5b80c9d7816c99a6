import { benchAccess } from './access.ts';
import { benchGraph } from './graph.ts';
import { benchInspect } from './inspect.ts';
import type { Measurement } from './measurement.ts';
import { benchOtlp } from './otlp.ts';
import { ROUNDS, benchScan, benchVersion, type ScanFigures } from './scan.ts';

const atMost = (value: number): Measurement['budget'] => ({ bound: 'at most', value });
const atLeast = (value: number): Measurement['budget'] => ({ bound: 'at least', value });

/** What is promised of each part, measured. Each suite runs in a process of its own: one must not warm up or fill another. */
export const SUITES: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  version: () =>
    Promise.resolve([
      {
        what: '`sightline --version`, wall, fastest of 10',
        figure: benchVersion(),
        unit: 's',
        budget: atMost(0.25),
      },
    ]),
  scan: () => Promise.resolve(benchScan().flatMap(scanMeasurements)),
  inspect: inspectMeasurements,
  access: accessMeasurements,
  graph: () => Promise.resolve(graphMeasurements()),
  otlp: () => {
    const { spansPerRequest, bytesPerSpan, spansPerCpuSecond } = benchOtlp();
    const what = `OTLP protobuf decoding, ${String(spansPerRequest)} spans of ${String(bytesPerSpan)} bytes a request`;
    return Promise.resolve([
      { what, figure: spansPerCpuSecond, unit: 'spans per CPU-second', budget: atLeast(200_000) },
    ]);
  },
};

/** The ratio is held to a budget and so holds on any machine; seconds are told beside it. */
function scanMeasurements(scan: ScanFigures): readonly Measurement[] {
  const of = `${scan.tree} (${String(scan.files)} code files, ${String(scan.hits)} of them parsed)`;
  return [
    {
      what: `${of}: scan CPU ÷ (read + SHA-256 + bare parse + one keyword pass)`,
      figure: scan.ratio,
      unit: '',
      budget: atMost(2.5),
    },
    {
      what: `${of}: scan, wall, fastest of ${String(ROUNDS)}`,
      figure: scan.wallSeconds,
      unit: 's',
      budget: atMost(3),
    },
    {
      what: `${of}: scan, peak resident memory`,
      figure: scan.peakMegabytes,
      unit: 'MB',
      budget: atMost(400),
    },
    { what: `${of}: scan, CPU of the process`, figure: scan.scanCpuSeconds, unit: 's', budget: null },
    { what: `${of}: what it is divided by`, figure: scan.baselineCpuSeconds, unit: 's', budget: null },
  ];
}

async function inspectMeasurements(): Promise<readonly Measurement[]> {
  const { figures } = await benchInspect();
  const texts = `${String(figures['texts'])} texts of 1–8 KB, ${String(figures['detectors'])} detectors`;
  return [
    {
      what: `inspection without decoding, ${texts}`,
      // NaN is within no budget: a figure that lost its name fails.
      figure: figures['plainMbPerCpuSecond'] ?? Number.NaN,
      unit: 'MB per CPU-second',
      budget: atLeast(40),
    },
    {
      what: `inspection with decoding to depth 3, ${texts}`,
      figure: figures['decodingMbPerCpuSecond'] ?? Number.NaN,
      unit: 'MB per CPU-second',
      budget: atLeast(25),
    },
  ];
}

async function accessMeasurements(): Promise<readonly Measurement[]> {
  const { figures } = await benchAccess();
  const size = `${String(figures['principals'])} principals × ${String(figures['columns'])} columns`;
  return [
    {
      what: `AWS access, compilation, ${size}, CPU`,
      figure: figures['compileMs'] ?? Number.NaN,
      unit: 'ms',
      budget: atMost(300),
    },
    {
      what: `AWS access, decisions, ${size}, CPU`,
      figure: figures['decideMs'] ?? Number.NaN,
      unit: 'ms',
      budget: atMost(100),
    },
  ];
}

/** Only the first question has a budget. */
function graphMeasurements(): readonly Measurement[] {
  return benchGraph().flatMap(({ what, buildMs, askMs, heapMb }, index) => [
    { what, figure: (buildMs + askMs) / 1000, unit: 's', budget: index === 0 ? atMost(2) : null },
    { what: `${what}: heap held`, figure: heapMb, unit: 'MB', budget: index === 0 ? atMost(300) : null },
  ]);
}
