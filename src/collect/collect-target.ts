import { ContentError, type Coverage, type Fact, type FactBatch, type Gap } from '#model';
import type { Inspector } from '#inspect';
import type { Source, SourceInput, Target } from './source.ts';
import type { OpenedTarget } from './target-files.ts';

/**
 * Runs every source that reads this kind of target. A source that throws has a bug or met input nobody thought of: its
 * facts are given up, the gap says so, and the others go on. One whose content is broken would find nothing in any target.
 *
 * @param isAlone No other target is read in the same run.
 * @throws ContentError
 */
export async function collectTarget(
  target: Target,
  files: OpenedTarget,
  inspector: Inspector,
  sources: readonly Source[],
  isAlone = false,
): Promise<FactBatch> {
  const facts: Fact[] = [];
  const coverage: Coverage[] = [];
  // A source that claims absence must know of what lies in the target and cannot be opened.
  const given: OpenedTarget = { ...files, gaps: [...files.gaps, ...packedGaps(target, files)] };
  for (const source of sources) {
    // What a target is was decided once: an export that lies inside a tree stays a fixture.
    if (!source.declaration.targetKinds.includes(target.kind)) continue;
    const batch = await collectOne(source, { target, files: given, inspector, isAlone });
    // One by one: spreading a hundred thousand facts into a call overflows the stack.
    for (const fact of batch.facts) facts.push(fact);
    coverage.push(...batch.coverage);
  }
  return { facts, coverage: [walkCoverage(target, given), ...coverage] };
}

/** What the walk itself saw and refused, under the name `files`; its counts are those of the whole target. */
function walkCoverage(target: Target, files: OpenedTarget): Coverage {
  return {
    source: 'files',
    plane: 'declared',
    target: target.id,
    window: null,
    files: files.counts(),
    complete: [],
    gaps: [...files.gaps],
  };
}

/** Nothing is unpacked in an export, and telemetry alone is read out of its gzip. */
const PACKED_NAME = /\.(gz|zip|tar|tgz|tbz2?|txz|bz2|xz|zst|7z|rar)$/i;
const PACKED_TELEMETRY_NAME = /\.(tar\.gz|zip|tar|tgz|tbz2?|txz|bz2|xz|zst|7z|rar)$/i;

/** What a packed file of an export or of telemetry holds was handed over and not read: never silently. In a tree it is data. */
function packedGaps(target: Target, files: OpenedTarget): readonly Gap[] {
  if (target.kind !== 'aws-export' && target.kind !== 'telemetry') return [];
  const packed = target.kind === 'telemetry' ? PACKED_TELEMETRY_NAME : PACKED_NAME;
  return files.paths
    .filter((path) => packed.test(path))
    .map((path) => ({ where: path, reason: 'unsupported', detail: 'packed, so not read; unpack it' }));
}

async function collectOne(source: Source, input: SourceInput): Promise<FactBatch> {
  try {
    return await source.collect(input);
  } catch (error) {
    if (error instanceof ContentError) throw error;
    // The name alone: a message may quote what was being read.
    const detail = `the source gave up: ${error instanceof Error ? error.name : 'unknown error'}`;
    return {
      facts: [],
      coverage: [
        {
          source: source.declaration.name,
          plane: source.declaration.plane,
          target: input.target.id,
          window: null,
          files: { seen: input.files.paths.length, read: 0, bytes: 0 },
          complete: [],
          gaps: [{ where: '.', reason: 'failed', detail }],
        },
      ],
    };
  }
}
