import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { AssignmentFact, EdgeFact, Evidence, Fact, FactBatch, NodeFact, PolicyFact } from '#model';
import type { Inspector } from '#inspect';
import { collectTarget } from './collect-target.ts';
import type { Source, TargetKind } from './source.ts';
import { openTarget } from './target-files.ts';

/** A batch as a person writes it in expected.yaml: one line an edge, places as `path:1-3` or `path#/pointer`. */
interface CaseOutcome {
  readonly nodes: readonly unknown[];
  readonly edges: readonly unknown[];
  readonly policies: readonly unknown[];
  readonly assignments: readonly unknown[];
  readonly complete: readonly string[];
  readonly gaps: readonly string[];
}

/** Runs one source alone over a folder, as the whole target of its first kind (or the given one). */
export async function collectFolder(
  source: Source,
  folder: string,
  inspector: Inspector,
  kind: TargetKind = source.declaration.targetKinds[0] ?? 'tree',
): Promise<FactBatch> {
  const target = { id: 't1', name: 'case', kind };
  return collectTarget(target, openTarget(folder, kind), inspector, [source]);
}

/** Folders of `cases/`, sorted; none where a source has no cases, which the conformance test refuses. */
export function caseFolders(sourceFolder: string): readonly string[] {
  const cases = join(sourceFolder, 'cases');
  if (!existsSync(cases)) return [];
  return readdirSync(cases, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(cases, entry.name))
    .sort();
}

/**
 * What the case says must come out.
 *
 * @param actual With UPDATE_CASES=1 in the environment it is written first, to be read before it is committed.
 */
export function expectedOutcome(folder: string, actual: CaseOutcome): CaseOutcome {
  const path = join(folder, 'expected.yaml');
  if (process.env['UPDATE_CASES'] === '1') writeFileSync(path, stringify(actual, { lineWidth: 120 }));
  return parse(readFileSync(path, 'utf8')) as CaseOutcome;
}

/** What is ordinary (active, allow, no guards) is left out, so that a person sees what is special. */
export function outcomeOf(batch: FactBatch): CaseOutcome {
  const of = <F extends Fact>(kind: F['fact']): F[] =>
    batch.facts.filter((fact): fact is F => fact.fact === kind);
  return plain({
    nodes: of<NodeFact>('node').map(node),
    edges: of<EdgeFact>('edge').map(edge),
    policies: of<PolicyFact>('policy').map(policy),
    assignments: of<AssignmentFact>('assignment').map(assignment),
    complete: batch.coverage.flatMap(({ complete }) =>
      complete.map((mark) =>
        [mark.scope, mark.kind, mark.edge, mark.policyType].filter((part) => part != null).join(' '),
      ),
    ),
    gaps: batch.coverage.flatMap(({ gaps }) =>
      gaps.map((gap) => `${gap.where}: ${gap.reason}: ${gap.detail}`),
    ),
  });
}

/** As YAML would give it back: without undefined properties. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Evidence in the spelling of editors: a case is checked by opening it. */
function place(evidence: readonly Evidence[]): string {
  return evidence
    .map(({ at }) => {
      if ('pointer' in at) return `${at.path}#${at.pointer}`;
      if ('trace' in at) return `${at.path}@${at.time}`;
      const lines = at.startLine === at.endLine ? '' : `-${String(at.endLine)}`;
      return `${at.path}:${String(at.startLine)}${lines}`;
    })
    .join(' ');
}

function node(fact: NodeFact): unknown {
  return {
    id: fact.id,
    kind: fact.kind,
    name: fact.name,
    state: fact.state === 'active' ? undefined : fact.state,
    attributes: fact.attributes,
    identifiers:
      fact.identifiers.length === 0
        ? undefined
        : fact.identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
    at: place(fact.evidence),
  };
}

function edge(fact: EdgeFact): unknown {
  return {
    edge: `${fact.from} ${fact.edge} ${fact.to}`,
    effect: fact.effect === 'allow' ? undefined : fact.effect,
    guards: fact.guards.length === 0 ? undefined : fact.guards,
    rung: fact.rung ?? undefined,
    actions: fact.actions.length === 0 ? undefined : fact.actions,
    actsAs: fact.actsAs?.map((who) =>
      who.as === 'runtime' ? who.as : who.as === 'role' ? who.role : who.why,
    ),
    unlessSet: fact.unlessSet,
    setBy: fact.setBy,
    at: place(fact.evidence),
  };
}

function policy(fact: PolicyFact): unknown {
  const statements = fact.document.statements.map(
    ({ effect, actions, resources }) =>
      `${effect}${actions.not ? ' not' : ''} ${actions.patterns.join(',')} on ${resources?.patterns.join(',') ?? '-'}`,
  );
  return {
    policy: `${fact.policyType} ${fact.policy} at ${fact.attachedTo}`,
    statements,
    at: place(fact.evidence),
  };
}

function assignment(fact: AssignmentFact): unknown {
  return { where: fact.where, precedence: fact.precedence, assign: fact.assign, at: place(fact.evidence) };
}
