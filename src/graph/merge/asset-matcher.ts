import type { AttributeValue, Matcher, NodeFact, NodeKind } from '#model';
import { anyMatch, compileGlob, type Glob } from '../glob.ts';
import { parseArn } from './aws-arn.ts';
import { factsOf, identifiersOf, kindOf, valuesOf, type Draft } from './draft.ts';

/** What matchers look at, read once per asset. Everything is compared as it was written, upper and lower case apart. */
export interface MatchSubject {
  readonly slot: number;
  readonly kind: NodeKind;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** `<target>/<path>` of declared evidence: of the file that defines it where its id names that file, else of each that names it. */
  readonly paths: readonly string[];
  readonly accounts: readonly string[];
  readonly tags: readonly Readonly<Record<string, string>>[];
  readonly packages: readonly string[];
  readonly urls: readonly string[];
  /** service.name of the telemetry that has shown it. */
  readonly services: readonly string[];
}

type CompiledMatcher = (subject: MatchSubject) => boolean;

function texts(values: readonly AttributeValue[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

function isTags(value: AttributeValue): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** With and without the version: `name@1.2.3` pins, `name` does not. */
function packagesOf(draft: Draft, slot: number, kind: NodeKind, names: readonly string[]): readonly string[] {
  if (kind === 'package') {
    const versioned = identifiersOf(draft, slot, 'package-url').map((url) => url.replace(/^pkg:[^/]+\//, ''));
    return [...names, ...versioned];
  }
  if (kind !== 'mcp-server') return [];
  const versions = texts(valuesOf(draft, slot, 'packageVersion'));
  return texts(valuesOf(draft, slot, 'packageName')).flatMap((name) => [
    name,
    ...versions.map((version) => `${name}@${version}`),
  ]);
}

/** Accounts that hold the asset: said by a source, or part of an ARN by which it is known. */
export function accountsOf(draft: Draft, slot: number): readonly string[] {
  const arns = [...factsOf(draft, slot).map((fact) => fact.id), ...identifiersOf(draft, slot, 'arn')];
  const fromArns = arns.map((arn) => parseArn(arn)?.account ?? '').filter((account) => account !== '');
  return [...new Set([...texts(valuesOf(draft, slot, 'account')), ...fromArns])].sort();
}

/**
 * A declared id holds the file that defines the asset (declaredId in the model). Other files that name it, such as the client
 * of a server, say nothing of whose it is.
 */
function pathsOf(facts: readonly NodeFact[]): readonly string[] {
  const at = facts.flatMap((fact) =>
    fact.evidence
      .filter((one) => one.plane === 'declared')
      .map((one) => ({
        path: `${one.target}/${one.at.path}`,
        defines: fact.id.includes(`:${one.target}/${one.at.path}#`),
      })),
  );
  const defining = at.filter(({ defines }) => defines);
  return [...new Set((defining.length > 0 ? defining : at).map(({ path }) => path))];
}

/**
 * Of every id, name and path under which any source knows the asset, so that a join takes nothing out of a
 * matcher's sight.
 */
export function matchSubject(draft: Draft, slot: number): MatchSubject {
  const facts = factsOf(draft, slot);
  const kind = kindOf(draft, slot);
  const names = [...new Set(facts.map((fact) => fact.name))];
  return {
    slot,
    kind,
    ids: [...new Set(facts.map((fact) => fact.id))],
    names,
    paths: pathsOf(facts),
    accounts: accountsOf(draft, slot),
    tags: valuesOf(draft, slot, 'tags').filter(isTags),
    packages: packagesOf(draft, slot, kind, names),
    urls: texts(valuesOf(draft, slot, 'url')),
    services: identifiersOf(draft, slot, 'service-name'),
  };
}

function textGlobs(patterns: readonly string[]): readonly Glob[] {
  return patterns.map((pattern) => compileGlob(pattern, 'text'));
}

/** A matcher with no property at all speaks of nothing: an empty record must not reach every asset. */
export function compileMatcher(matcher: Matcher): CompiledMatcher {
  // Properties are joined by and, values of one property by or.
  const checks: CompiledMatcher[] = [];
  // Cheap comparisons first: what they refuse costs no glob.
  const { kinds, ids, names, paths, accounts, tags, packages, urls, services } = matcher;
  if (kinds !== undefined) checks.push((subject) => kinds.includes(subject.kind));
  if (accounts !== undefined)
    checks.push((subject) => accounts.some((one) => subject.accounts.includes(one)));
  for (const [patterns, property] of [
    [ids, 'ids'],
    [names, 'names'],
    [packages, 'packages'],
    [urls, 'urls'],
    [services, 'services'],
  ] as const) {
    if (patterns === undefined) continue;
    const globs = textGlobs(patterns);
    checks.push((subject) => anyMatch(globs, subject[property]));
  }
  if (paths !== undefined) {
    const globs = paths.map((pattern) => compileGlob(pattern, 'path'));
    checks.push((subject) => anyMatch(globs, subject.paths));
  }
  for (const [key, pattern] of Object.entries(tags ?? {})) {
    const glob = compileGlob(pattern, 'text');
    // Own properties: a tag called `constructor` is a tag.
    checks.push((subject) => subject.tags.some((bag) => Object.hasOwn(bag, key) && glob(bag[key] ?? '')));
  }
  return (subject) => checks.length > 0 && checks.every((check) => check(subject));
}
