import { declaredId, edgeFact, nodeFact, type Evidence, type NodeId } from '#model';
import { describeCredential, type Match } from '#inspect';
import type { SourceRun } from './source-run.ts';

/** Where a literal value was found: under which name, in which file, held by which asset. */
interface LiteralValue {
  readonly holder: NodeId;
  readonly path: string;
  /** Unique in the file, part of the credential's id. */
  readonly name: string;
  /** What it is given under: a variable, a header, an option. Shown to the inspector, and the credential's name. */
  readonly label: string;
  readonly isEnvironment: boolean;
  /** As written; it goes to the inspector and nowhere else. */
  readonly value: string;
  readonly evidence: Evidence[];
}

/** Characters shown to the inspector. A longer value is a document, and scanned as a file if it is one. */
const MAX_VALUE = 20_000;

/**
 * A credential node and its has-secret edge for each secret inside a literal value. The value itself goes no further than
 * the inspector, which is shown the name beside it: some kinds of key are known by context alone.
 *
 * @returns How many secrets were recognised.
 */
export function addCredentials(run: SourceRun, literal: LiteralValue): number {
  const shown = `${literal.label}="${literal.value.slice(0, MAX_VALUE)}"`;
  const matches = run.input.inspector.inspect(shown).filter((match) => match.category === 'secret');
  // One secret may be seen by several detectors; its fingerprint tells that it is one.
  const distinct = new Map(matches.map((match) => [match.fingerprint, match]));
  let index = 0;
  for (const match of distinct.values()) {
    addOne(run, literal, match, index);
    index += 1;
  }
  return distinct.size;
}

function addOne(run: SourceRun, literal: LiteralValue, match: Match, index: number): void {
  const { kind, attributes, identifiers } = describeCredential(match);
  // A connection string may hold two: the first keeps the plain name, so that adding a second renames nothing.
  const symbol = index === 0 ? literal.name : `${literal.name}[${String(index)}]`;
  // Labels are written by strangers as well: somebody does put a key into the name of a variable.
  const name = run.input.inspector.redact(literal.label).slice(0, 200);
  const id = declaredId(kind, run.input.target.name, literal.path, symbol);
  run.facts.push(
    nodeFact({
      id,
      kind,
      name,
      attributes: { ...(literal.isEnvironment ? { envName: name } : {}), ...attributes },
      identifiers,
      evidence: literal.evidence,
    }),
    edgeFact({ from: literal.holder, edge: 'has-secret', to: id, evidence: literal.evidence }),
  );
}
