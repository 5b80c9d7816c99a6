import { accessSync, constants, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import type { Coverage, FactBatch, Gap } from '#model';
import { assess, registerDoubts, type Assessment } from '#assess';
import { collectTarget, detectTarget, openTarget, type FileCounts, type TargetKind } from '#collect';
import { buildGraph, type GraphView } from '#graph';
import type { Inspector } from '#inspect';
import type { Report, ScanGap } from '#present';
import { accessOf, awsCatalogue, resourcesOf } from './access-port.ts';
import { ALL_SOURCES } from './all-sources.ts';
import { takeCompiledWasm } from './compiled-wasm.ts';
import { findConfiguration, readConfiguration, type ConfigurationFile } from './configuration-file.ts';
import type { Content } from './content.ts';
import { UsageError } from './exit-codes.ts';
import { lostOf, watchedOf } from './lost-input.ts';
import { setApart, type PlacedTarget } from './overlapping-targets.ts';
import { ruleParameters } from './rule-parameters.ts';
import { targetNames } from './target-names.ts';
import { registerGaps, registerWarnings } from './register-warnings.ts';
import { withUnmatched } from './unmatched-configuration.ts';

interface ScanRequest {
  /** Folders or files as given; those of the configuration where there are none. */
  readonly targets: readonly string[];
  readonly config: string | undefined;
  readonly cwd: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** One scan, finished: the graph to ask, and what was found in it. */
export interface Scan {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly coverage: readonly Coverage[];
  readonly targets: Report['targets'];
  readonly files: FileCounts;
  /** Every gap of every source and of the merge, each once. */
  readonly gaps: readonly ScanGap[];
  /** What the registers say of nothing, or were to be looked at for: one line each, for whoever keeps them. */
  readonly warnings: readonly string[];
  readonly resourcesOf: ReturnType<typeof resourcesOf>;
}

/** `root` is never part of a fact. */
interface ResolvedTarget extends PlacedTarget {
  /** Where its content pulls two ways, so that its kind is a guess. */
  readonly gaps: readonly Gap[];
}

/** collect → graph → assess, wired. The only place that knows all of them. */
export async function scan(request: ScanRequest, content: Content, inspector: Inspector): Promise<Scan> {
  const configPath = findConfiguration(request.config, request.cwd);
  const config = configPath === null ? null : readConfiguration(configPath);
  // Before anything is collected: a threshold with a misspelt name must not cost a scan first.
  const params = config === null ? {} : ruleParameters(config.configuration.rules, content.rules, config);
  const targets = setApart(resolveTargets(request, config));
  const { batches, counts } = await collected(targets, inspector);
  const catalogue = awsCatalogue();
  const built = buildGraph(batches, { access: accessOf(request.now, catalogue), now: request.now });
  // Of less than what the configuration lists nothing can be expected to fit all that it says.
  const unmatched = isWhole(targets, config) ? built.unmatched : [];
  const doubts = registerDoubts(built.view, request.now).filter(
    ({ is }) => is === 'overdue' || isWhole(targets, config),
  );
  const coverage = withUnmatched(
    batches.flatMap((batch) => batch.coverage),
    unmatched,
  );
  const assessment = assess({
    view: built.view,
    lost: lostOf(
      coverage,
      targets.map(({ target }) => target),
    ),
    watched: watchedOf(coverage),
    unmatched: built.unmatched,
    rules: content.rules,
    frameworks: content.frameworks,
    now: request.now,
    params,
  });
  return {
    view: built.view,
    assessment,
    coverage,
    targets: targets.map(({ target, root }) => ({ ...target, location: relative(request.cwd, root) || '.' })),
    files: total(counts),
    gaps: gapsOf(coverage, [...built.gaps, ...built.rejectedEdges.map(rejection), ...registerGaps(doubts)]),
    warnings: registerWarnings(doubts),
    resourcesOf: resourcesOf(catalogue),
  };
}

/** What all sources say of all targets. */
async function collected(
  targets: ReturnType<typeof setApart<ResolvedTarget>>,
  inspector: Inspector,
): Promise<{ readonly batches: readonly FactBatch[]; readonly counts: readonly FileCounts[] }> {
  // Before a source starts a thread of its own.
  if (targets.some(({ target }) => target.kind === 'tree')) takeCompiledWasm();
  const batches: FactBatch[] = [];
  const counts: FileCounts[] = [];
  for (const { target, root, gaps, without } of targets) {
    // One target after the other: each holds up to 64 MB of its files while its sources read them.
    const opened = openTarget(root, target.kind, { without });
    const files = { ...opened, gaps: [...gaps, ...opened.gaps] };
    batches.push(await collectTarget(target, files, inspector, ALL_SOURCES, targets.length === 1));
    counts.push(files.counts());
  }
  return { batches, counts };
}

/** Whether every target that the configuration lists is scanned. */
function isWhole(targets: readonly PlacedTarget[], config: ConfigurationFile | null): boolean {
  const listed = config?.configuration.targets ?? [];
  return listed.every(({ path }) => targets.some(({ root }) => root === resolve(config?.folder ?? '', path)));
}

/** A refused edge as a gap: some source drew what the model does not allow, or drew it into nothing. */
function rejection(one: {
  readonly from: string;
  readonly edge: string;
  readonly to: string;
  readonly why: string;
}): Gap {
  return { where: one.from, reason: 'wrong-shape', detail: `${one.edge} to ${one.to}: ${one.why}` };
}

function total(counts: readonly FileCounts[]): FileCounts {
  return counts.reduce(
    (sum, one) => ({ seen: sum.seen + one.seen, read: sum.read + one.read, bytes: sum.bytes + one.bytes }),
    {
      seen: 0,
      read: 0,
      bytes: 0,
    },
  );
}

/**
 * Two sources that read one file may both say that it cannot be read; `target` is null where the join itself says it.
 */
function gapsOf(coverage: readonly Coverage[], merge: readonly Gap[]): readonly ScanGap[] {
  const all: readonly ScanGap[] = [
    ...coverage.flatMap(({ source, target, gaps }) => gaps.map((gap) => ({ ...gap, source, target }))),
    ...merge.map((gap) => ({ ...gap, source: 'graph', target: null })),
  ];
  return [...new Map(all.map((gap) => [JSON.stringify(gap), gap])).values()];
}

/** Undefined: the folder's own name; the kind that its content shows. */
interface WantedTarget {
  readonly root: string;
  readonly name: string | undefined;
  readonly as: TargetKind | undefined;
}

/** What the caller named, else what the configuration lists, else the folder they stand in; and the configuration itself. */
function resolveTargets(request: ScanRequest, config: ConfigurationFile | null): readonly ResolvedTarget[] {
  const configured: readonly WantedTarget[] = (config?.configuration.targets ?? []).map((one) => ({
    root: resolve(config?.folder ?? request.cwd, one.path),
    name: one.name,
    as: one.as,
  }));
  const given = request.targets.map((path): WantedTarget => {
    const root = resolve(request.cwd, path);
    // A target that the configuration also lists keeps the name it has there, so that ids do not depend on how it was called.
    return configured.find((one) => one.root === root) ?? { root, name: undefined, as: undefined };
  });
  const here: WantedTarget = { root: resolve(request.cwd), name: undefined, as: undefined };
  const chosen = given.length > 0 ? given : configured.length > 0 ? configured : [here];
  const nameOf = targetNames(chosen.filter(({ name }) => name === undefined).map(({ root }) => root));
  const taken = new Set<string>();
  const resolved = chosen.map(({ root, name, as }) => {
    checkTarget(root, relative(request.cwd, root) || '.');
    const { kind, gaps } = as === undefined ? detectTarget(root) : { kind: as, gaps: [] };
    const isNamed = name !== undefined || as !== undefined;
    return { ...targetAt(root, name ?? nameOf(root), kind, taken), isNamed, gaps };
  });
  // The configuration is a target as well: what it says is evidence with a line.
  return config === null
    ? resolved
    : [...resolved, targetAt(config.path, basename(config.folder), 'configuration', taken)];
}

/** A device or a pipe has no files to walk, and reading one may never end. */
function checkTarget(root: string, shown: string): void {
  const found = statSync(root, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`no such target: ${shown}`);
  if (!found.isFile() && !found.isDirectory())
    throw new UsageError(`${shown} is neither a folder nor a file; a target is one of them`);
  try {
    accessSync(root, found.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
  } catch {
    throw new UsageError(`${shown} may not be read by this user`);
  }
}

/** A target's name is its id: evidence, marks and declared ids all speak of it by name, so no two may share one. */
function targetAt(root: string, name: string, kind: TargetKind, taken: Set<string>): ResolvedTarget {
  let id = name;
  for (let count = 2; taken.has(id); count += 1) id = `${name}-${String(count)}`;
  taken.add(id);
  return { root, target: { id, name: id, kind }, isNamed: true, gaps: [] };
}
