import { existsSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import type { Coverage, FactBatch } from '#model';
import { assess, type Assessment } from '#assess';
import {
  collectTarget,
  detectTarget,
  openTarget,
  SOURCES,
  type FileCounts,
  type Source,
  type Target,
  type TargetKind,
} from '#collect';
import { buildGraph, type GraphView } from '#graph';
import type { Inspector } from '#inspect';
import type { Report } from '#present';
import { RUNTIME_SOURCES } from '#runtime';
import { accessOf } from './access-port.ts';
import { findConfiguration, readConfiguration, type ConfigurationFile } from './configuration-file.ts';
import type { Content } from './content.ts';
import { UsageError } from './exit-codes.ts';

export interface ScanRequest {
  /** Folders or files as given; those of the configuration where there are none. */
  readonly targets: readonly string[];
  readonly config: string | undefined;
  readonly cwd: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

export interface Scan {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly coverage: readonly Coverage[];
  readonly targets: Report['targets'];
  readonly files: FileCounts;
  /** Every gap of every source and of the merge, as one line each. */
  readonly gaps: readonly string[];
}

interface ResolvedTarget {
  readonly target: Target;
  readonly root: string;
}

const ALL_SOURCES: readonly Source[] = [...SOURCES, ...RUNTIME_SOURCES];

/** collect → graph → assess, wired. The only place that knows all of them. */
export async function scan(request: ScanRequest, content: Content, inspector: Inspector): Promise<Scan> {
  const configPath = findConfiguration(request.config, request.cwd);
  const config = configPath === null ? null : readConfiguration(configPath);
  const targets = resolveTargets(request, config);
  const batches: FactBatch[] = [];
  const counts: FileCounts[] = [];
  for (const { target, root } of targets) {
    const files = openTarget(root, target.kind);
    batches.push(await collectTarget(target, files, inspector, ALL_SOURCES));
    counts.push(files.counts());
  }
  const built = buildGraph(batches, { access: accessOf(request.now) });
  const assessment = assess({
    view: built.view,
    rules: content.rules,
    frameworks: content.frameworks,
    now: request.now,
    params: paramsOf(config),
  });
  const coverage = batches.flatMap((batch) => batch.coverage);
  return {
    view: built.view,
    assessment,
    coverage,
    targets: targets.map(({ target, root }) => ({ ...target, location: relative(request.cwd, root) || '.' })),
    files: total(counts),
    gaps: gapLines(coverage, targets, [...built.gaps, ...built.rejectedEdges.map(rejection)]),
  };
}

function rejection(one: {
  readonly from: string;
  readonly edge: string;
  readonly to: string;
  readonly why: string;
}): { where: string; reason: string; detail: string } {
  return { where: one.from, reason: 'wrong-shape', detail: `${one.edge} to ${one.to}: ${one.why}` };
}

function paramsOf(config: ConfigurationFile | null): Parameters<typeof assess>[0]['params'] {
  const rules = config?.configuration.rules ?? {};
  return Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, rule.params]));
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

function gapLines(
  coverage: readonly Coverage[],
  targets: readonly ResolvedTarget[],
  merge: readonly { where: string; reason: string; detail: string }[],
): readonly string[] {
  const names = new Map(targets.map(({ target }) => [target.id, target.name]));
  const collected = coverage.flatMap((one) =>
    one.gaps.map(
      (gap) =>
        `${one.source}: ${names.get(one.target) ?? one.target}/${gap.where}: ${gap.reason}, ${gap.detail}`,
    ),
  );
  return [
    ...new Set([...collected, ...merge.map((gap) => `graph: ${gap.where}: ${gap.reason}, ${gap.detail}`)]),
  ];
}

function resolveTargets(request: ScanRequest, config: ConfigurationFile | null): readonly ResolvedTarget[] {
  const configured = (config?.configuration.targets ?? []).map((one) => ({
    root: resolve(config?.folder ?? request.cwd, one.path),
    name: one.name,
    as: one.as as TargetKind | undefined,
  }));
  const given = request.targets.map((path) => {
    const root = resolve(request.cwd, path);
    // A target that the configuration also lists keeps the name it has there, so that ids do not depend on how it was called.
    return configured.find((one) => one.root === root) ?? { root, name: undefined, as: undefined };
  });
  const chosen =
    given.length > 0
      ? given
      : configured.length > 0
        ? configured
        : [{ root: resolve(request.cwd), name: undefined, as: undefined }];
  const folders = chosen.map((one, index) => {
    if (!existsSync(one.root)) throw new UsageError(`no such target: ${relative(request.cwd, one.root)}`);
    const kind = one.as ?? detectTarget(one.root).kind;
    return {
      root: one.root,
      target: { id: `t${String(index + 1)}`, name: one.name ?? basename(one.root), kind },
    };
  });
  if (config === null) return folders;
  const id = `t${String(folders.length + 1)}`;
  return [
    ...folders,
    { root: config.path, target: { id, name: basename(config.folder), kind: 'configuration' as const } },
  ];
}
