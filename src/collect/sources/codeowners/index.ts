import {
  AI_KINDS,
  COMPUTE_KINDS,
  CREDENTIAL_KINDS,
  type Evidence,
  type FactBatch,
  type NodeKind,
  UNREAD_REASONS,
} from '#model';
import { ownerNode } from '../../owner.ts';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun, type SourceRun } from '../../source-run.ts';
import { ownedPaths } from './owned-paths.ts';
import { Owner } from './schema.ts';

const declaration: SourceDeclaration = {
  name: 'codeowners',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['the working tree of a repository'],
  reads: ['.github/CODEOWNERS, else CODEOWNERS, else docs/CODEOWNERS'],
  enumerates: ['nothing: a file without an owner may have one elsewhere'],
  cannotSee: ['members of a team', 'whether a person is still there', 'sections of GitLab'],
  nodeKinds: ['human', 'group'],
  edgeKinds: [],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** AI kinds that code names rather than defines. */
const REFERENCED_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'model',
  'model-endpoint',
  'vector-store',
  'knowledge-base',
  'dataset',
  'ai-project',
]);

/** Owners of code, by the last line that matches. */
export const codeowners: Source = { declaration, collect };

/**
 * What a file of the tree defines. A store, a model or a stranger is merely named there: whoever owns the line does not own
 * the bucket that it reads.
 */
const DEFINED_KINDS: NodeKind[] = [
  ...AI_KINDS.filter((kind) => !REFERENCED_KINDS.has(kind)),
  ...COMPUTE_KINDS,
  ...CREDENTIAL_KINDS,
  ...(['cloud-role', 'cloud-user', 'charter', 'sanction', 'approval'] as const),
];

/** Stores that Terraform makes: their id holds its file (declaredId in the model), which no id of a store that code names does. */
const MADE_KINDS: NodeKind[] = ['bucket', 'table'];

/** The first that exists counts (GitHub, "About code owners"). */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** No list that people keep is as long as this. */
const MAX_LINES = 20_000;

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  const path = PLACES.find((place) => input.files.paths.includes(place));
  const text = path === undefined ? null : run.text(path);
  if (path !== undefined && text !== null) {
    const lines = text.split(/\r?\n/);
    if (lines.length > MAX_LINES) run.gap(path, 'too-many', `more than ${String(MAX_LINES)} lines`);
    for (const [i, line] of lines.slice(0, MAX_LINES).entries()) addLine(run, path, line, i + 1);
  }
  return Promise.resolve(run.batch());
}

function addLine(run: SourceRun, path: string, line: string, number: number): void {
  const words = wordsOf(line);
  const [pattern, ...owners] = words;
  if (pattern === undefined) return;
  const where = `${path}:${String(number)}`;
  // GitLab's sections and negation: read as GitHub's syntax they would name the wrong owner.
  if (/^\^?\[/.test(pattern) || pattern.startsWith('!')) {
    run.gap(where, 'unsupported', 'sections and negated patterns are not read');
    return;
  }
  const paths = ownedPaths(pattern).map((glob) => `${run.input.target.name}/${glob}`);
  // The last line that matches wins (GitHub, "CODEOWNERS syntax"), one that names nobody as well.
  const made = { kinds: MADE_KINDS, ids: [`*:${run.input.target.name}/*.tf#*`], paths };
  const own = (to: string | null, evidence: readonly Evidence[]): void => {
    const said = { fact: 'assignment', precedence: number, assign: { edge: 'owned-by', to } } as const;
    for (const matcher of [{ kinds: DEFINED_KINDS, paths }, made])
      run.facts.push({ ...said, where: matcher, evidence: [...evidence] });
  };
  if (owners.length === 0) {
    own(null, [...run.lines(path, number)]);
    return;
  }
  for (const owner of owners) {
    if (!Owner.safeParse(owner).success) {
      run.gap(where, 'wrong-shape', 'an owner is neither @login, @organisation/team nor an address');
      continue;
    }
    // A name is free text as well: people paste keys anywhere.
    const node = ownerNode(run.input.inspector.redact(owner), run.lines(path, number));
    run.facts.push(node);
    own(node.id, node.evidence);
  }
}

/** Words of a line: `\ ` and `\#` are part of a word, an unescaped `#` ends the line. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment < 0 ? words : words.slice(0, comment)).map((word) => word.replaceAll(/\\(.)/g, '$1'));
}
