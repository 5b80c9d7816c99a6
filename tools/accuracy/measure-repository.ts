import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { collectTarget, openTarget, SOURCES, type Source } from '#collect';
import type { Inspector } from '#inspect';
import { err, ok, type FactBatch, type Result } from '#model';
import { scopeMatcher, type Labels, type LabelsAt } from './labels.ts';
import { reportedOf } from './reports.ts';
import { scoreOf, type Score } from './score.ts';
import { treeCommit } from './tree-commit.ts';

/** The sources that read what is labelled. */
const MEASURED_SOURCES = ['code', 'mcp-config'];

export interface Measurement {
  /** owner/name; the name of the labels file where that could not be read. */
  readonly repository: string;
  /** null where the labels could not be read. */
  readonly commit: string | null;
  /** An error is the reason why nothing was measured: never a pass. */
  readonly score: Result<Score, string>;
}

/** Scans the tree that a labels file is about, and compares. */
export async function measureRepository(
  { name, labels }: LabelsAt,
  corpus: string | null,
  inspector: Inspector,
): Promise<Measurement> {
  if (!labels.ok) return { repository: name, commit: null, score: labels };
  const { repository, commit } = labels.value;
  // Told before anything is scanned: figures of another commit would look like figures of this one.
  const root = treeOf(name, labels.value, corpus);
  const facts = root.ok ? await scan(name, root.value, inspector) : root;
  const inScope = scopeMatcher(labels.value);
  const score = facts.ok ? ok(scoreOf(reportedOf(facts.value.facts, inScope), labels.value)) : facts;
  return { repository, commit, score };
}

/** The folder to scan, or why it is not the one that was labelled. Reasons hold no path of this machine. */
function treeOf(name: string, labels: Labels, corpus: string | null): Result<string, string> {
  if (corpus === null) return err('no folder of repositories was given (SIGHTLINE_CORPUS or --corpus)');
  const root = join(corpus, name);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    const clone = `git clone https://github.com/${labels.repository} ${name}`;
    return err(`no tree ${name}: ${clone} && git -C ${name} checkout ${labels.commit}`);
  }
  const commit = treeCommit(corpus, name);
  if (commit !== null && commit !== labels.commit)
    return err(`the tree stands at ${commit}, the labels are of ${labels.commit}`);
  // Also where the commit is not told: a label without its file is of another tree.
  const absent = labels.items.find(({ path }) => !existsSync(join(root, path)));
  return absent === undefined ? ok(root) : err(`the tree has no ${absent.path}, which is labelled`);
}

async function scan(name: string, root: string, inspector: Inspector): Promise<Result<FactBatch, string>> {
  const sources: readonly Source[] = SOURCES.filter(({ declaration }) =>
    MEASURED_SOURCES.includes(declaration.name),
  );
  // A source that was renamed would otherwise measure as one that finds nothing.
  const lacking = MEASURED_SOURCES.filter(
    (source) => !sources.some(({ declaration }) => declaration.name === source),
  );
  if (lacking.length > 0) return err(`no source ${lacking.join(', ')} is registered`);
  const batch = await collectTarget(
    { id: 't1', name, kind: 'tree' },
    openTarget(root, 'tree'),
    inspector,
    sources,
  );
  // A source that gave up has facts of nothing: that is no recall of 0, but no measurement.
  const failure = batch.coverage.flatMap(({ source, gaps }) =>
    gaps.filter(({ reason }) => reason === 'failed').map(({ detail }) => `${source}: ${detail}`),
  )[0];
  return failure === undefined ? ok(batch) : err(failure);
}
