import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { openInspector } from '../../src/cli/open-inspector.ts';
import { packageRoot } from '../../src/cli/package-root.ts';
import { accuracySection, withSection } from './benchmark-section.ts';
import { loadLabels } from './labels.ts';
import { measureRepository, type Measurement } from './measure-repository.ts';
import { jsonOf, textOf } from './print.ts';

const USAGE = `npm run accuracy -- [--corpus <folder>] [--labels <folder>] [--json] [--write]

  --corpus  folder of the labelled repositories, each as <owner>__<name> at the labelled commit (default: SIGHTLINE_CORPUS)
  --labels  folder of the labels (default: accuracy/labels)
  --json    for a program
  --write   put the figures into docs/benchmarks.md; only with the default labels, and only if every repository was measured

Exit 0 measured, 2 usage, 3 a repository was not run.
`;
/** Of the package, wherever it is called from. */
const LABELS = join(packageRoot(), 'accuracy/labels');
const BENCHMARKS = join(packageRoot(), 'docs/benchmarks.md');

interface Arguments {
  readonly corpus: string | null;
  readonly labels: string;
  readonly asJson: boolean;
  readonly write: boolean;
}

/** Null for anything that is not understood: the usage says more than a message about one option. */
function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments | null {
  try {
    // Strict: an option that is misspelt is an error and not ignored.
    const { values } = parseArgs({
      args: [...argv],
      options: {
        corpus: { type: 'string' },
        labels: { type: 'string' },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
    // Other labels are held back, so that nobody corrects the scanner by them: their figures are not published.
    if (values.write && values.labels !== undefined) return null;
    const labels = values.labels ?? LABELS;
    if (!existsSync(labels) || !statSync(labels).isDirectory()) return null;
    const corpus = values.corpus ?? env['SIGHTLINE_CORPUS'] ?? null;
    return { corpus, labels, asJson: values.json, write: values.write };
  } catch {
    return null;
  }
}

/** Formatted as the repository formats, so that the check finds nothing to say. */
async function writeBenchmarks(measurements: readonly Measurement[]): Promise<void> {
  const document = existsSync(BENCHMARKS) ? readFileSync(BENCHMARKS, 'utf8') : '# Benchmarks\n';
  const text = withSection(document, accuracySection(measurements));
  const style = await resolveConfig(BENCHMARKS);
  writeFileSync(BENCHMARKS, await format(text, { ...style, parser: 'markdown' }));
}

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2), process.env);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  // Real detectors: keys in code are among what is measured.
  const inspector = openInspector(process.env);
  const measurements: Measurement[] = [];
  // One after the other: each scan has the machine to itself, and the output is in one order.
  for (const labels of loadLabels(asked.labels))
    measurements.push(await measureRepository(labels, asked.corpus, inspector));
  process.stdout.write(asked.asJson ? jsonOf(measurements) : textOf(measurements));
  // Figures over the repositories that happened to be there would not be those of the document.
  const isComplete = measurements.length > 0 && measurements.every(({ score }) => score.ok);
  if (asked.write && isComplete) await writeBenchmarks(measurements);
  if (asked.write && !isComplete)
    process.stderr.write('nothing was written: not every repository was measured\n');
  return isComplete ? 0 : 3;
}

process.exitCode = await main();
