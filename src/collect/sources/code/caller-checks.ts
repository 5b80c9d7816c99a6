import { nodeFact, type Evidence, type Fact, type NodeFact } from '#model';
import type { Target, TargetFiles } from '../../source.ts';
import { CallerFiles, languageOf } from './caller-files.ts';
import { lineAt, signReader, type CallerSign, type ReadSigns, type Strength } from './caller-signs.ts';
import type { Program } from './program.ts';
import type { CallerFile } from './recognise/catalog/caller-schema.ts';

/** Places that are told. A reader begins with the first. */
const MAX_PLACES = 4;
/** Files of code whose imports are read for it: of 2,137 that took 115 ms. Larger trees are repositories of many programs. */
const MAX_JOINED = 1_500;

/** One place at which code may look at who calls it. */
interface CallerCheck extends CallerSign {
  readonly path: string;
}

interface Searched {
  readonly target: Target;
  readonly files: TargetFiles;
  readonly importedFile: Program['importedFile'];
  /** Libraries of the catalogue run agents and let nobody in, also where the target holds their source. */
  readonly isLibrary: (module: string) => boolean;
  readonly words: CallerFile;
}

/**
 * Agents beside whose code anything may look at who calls it, with the places, the strongest signs first. By the text of all files
 * that run with the agent, since the module that lets callers in need name no AI library. What it does with those whom it does not
 * know is not read, and so nothing is proven by it; where nothing is found, those files hold no sign that anybody is asked.
 */
export function callerChecks(
  { target, files, importedFile, isLibrary, words }: Searched,
  facts: readonly Fact[],
): readonly NodeFact[] {
  const agents = facts.flatMap((fact) =>
    fact.fact === 'node' && fact.kind === 'agent' && fact.state === 'active' ? [fact] : [],
  );
  if (agents.length === 0) return [];
  const among = new CallerFiles(files, importedFile, isLibrary);
  const read = signReader(words, importedFile);
  const searching = { among, files, read, known: new Map<string, readonly CallerCheck[]>() };
  const byFolder = new Map<string, readonly CallerCheck[]>();
  const checksIn = (folder: string): readonly CallerCheck[] => {
    let checks = byFolder.get(folder);
    if (checks === undefined) byFolder.set(folder, (checks = search(folder, searching)));
    return checks;
  };
  return agents.flatMap((agent) => {
    const folders = new Set(placesOf(agent).map((path) => among.packageOf(path)));
    const checks = [...folders].flatMap(checksIn).slice(0, MAX_PLACES);
    return checks.length === 0 ? [] : [agentWith(agent, target, checks)];
  });
}

interface Searching {
  readonly among: CallerFiles;
  readonly files: TargetFiles;
  readonly read: ReadSigns;
  /** By strength and path: several packages may import one file. */
  readonly known: Map<string, readonly CallerCheck[]>;
}

/**
 * The package first, and in it what is strong: what is lesser is looked for only where nothing is, and what runs beside the package only
 * where it holds neither, since that takes the imports of all files. Weak signs are told where there are no others.
 */
function search(folder: string, searching: Searching): readonly CallerCheck[] {
  const own = searching.among.ofPackage(folder);
  const places = (paths: readonly string[], ...asked: readonly ReadFile[]): readonly CallerCheck[] => {
    for (const read of asked) {
      const found = firstPlaces(paths, read);
      if (found.length > 0) return found;
    }
    return [];
  };
  const strong = signsOf('strong', searching);
  const lesser = signsOf('lesser', searching);
  const found = places(own, strong, lesser);
  if (found.length > 0) return found;
  const first = own[0];
  // What was not looked for is not absent: the rule asks a person then.
  if (first !== undefined && searching.among.codeFiles > MAX_JOINED)
    return [
      { path: first, line: 1, what: 'is of a package among so many that what runs with it was not searched' },
    ];
  const besides = searching.among.besides(folder);
  const beside = places(besides, strong, lesser);
  return beside.length > 0 ? beside : places([...own, ...besides], weakSigns(searching));
}

type ReadFile = (path: string) => readonly CallerCheck[];

function signsOf(strength: Strength, { files, read, known }: Searching): ReadFile {
  return (path) => {
    const key = `${strength} ${path}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = files.text(path);
    const file = { path, language: languageOf(path), text: text.ok ? text.value : '' };
    const checks = read(strength, file).map((sign) => ({ path, ...sign }));
    known.set(key, checks);
    return checks;
  };
}

/** A framework that may ask, and what was not read of the program. */
function weakSigns(searching: Searching): ReadFile {
  const { files, among } = searching;
  const frameworks = signsOf('weak', searching);
  return (path) => {
    const text = files.text(path);
    if (!text.ok) return [{ path, line: 1, what: 'was not read' }];
    const missing = among.missing(path, languageOf(path), text.value);
    if (missing === null) return frameworks(path);
    const what = `imports ${missing.module}, which was not seen`;
    return [...frameworks(path), { path, line: lineAt(text.value, missing.at), what }];
  };
}

/** One a line: what reads a header to compare it is one place to look at. */
function firstPlaces(paths: readonly string[], read: ReadFile): readonly CallerCheck[] {
  const byLine = new Map<string, CallerCheck>();
  for (const path of paths) {
    if (byLine.size >= MAX_PLACES) break;
    for (const check of read(path)) if (!byLine.has(placeOf(check))) byLine.set(placeOf(check), check);
  }
  return [...byLine.values()].slice(0, MAX_PLACES);
}

function placeOf({ path, line }: CallerCheck): string {
  return `${path}:${String(line)}`;
}

function agentWith({ id, name }: NodeFact, target: Target, checks: readonly CallerCheck[]): NodeFact {
  const evidence = checks.map(({ path, line, what }): Evidence => ({
    plane: 'declared',
    source: 'code',
    target: target.id,
    at: { path, startLine: line, endLine: line },
    note: what,
  }));
  const attributes = { callerChecks: checks.map((check) => `${placeOf(check)} ${check.what}`) };
  return nodeFact({ id, kind: 'agent', name, attributes, evidence });
}

function placesOf({ evidence }: NodeFact): readonly string[] {
  return evidence.flatMap(({ at }) => ('path' in at ? [at.path] : []));
}
