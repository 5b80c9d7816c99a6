import type { MarkOnPlane } from '#model';
import type { CompleteQuestion } from './graph-view.ts';
import { parseArn } from './merge/aws-arn.ts';
import type { MergedAsset, MergedGraph } from './merged-graph.ts';

/** In the three spellings of CompleteMark's `scope`. */
function scopesOf(asset: MergedAsset, accounts: readonly string[]): readonly string[] {
  const targets = new Set(asset.facts.flatMap((fact) => fact.evidence.map((one) => one.target)));
  return [
    ...asset.aliases.map((alias) => `node:${alias}`),
    ...accounts.map((account) => `account:${account}`),
    ...[...targets].map((target) => `target:${target}`),
  ];
}

/** Accounts by every source's word and by ARN; an account node stands for itself. */
function accountsOfAsset(asset: MergedAsset): readonly string[] {
  const names = asset.facts.flatMap((fact) => [
    fact.id,
    ...fact.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value),
  ]);
  const fromArns = names.map((name) => parseArn(name)?.account ?? '');
  const said = asset.facts.flatMap((fact) => fact.attributes.account ?? []);
  const assigned = asset.assigned.flatMap((one) =>
    one.attribute === 'account' && typeof one.value === 'string' ? [one.value] : [],
  );
  const own = asset.kind === 'account' ? asset.aliases : [];
  return [...new Set([...fromArns, ...said, ...assigned, ...own])].filter((one) => one !== '').sort();
}

function answers(mark: MarkOnPlane, asset: MergedAsset, what: CompleteQuestion): boolean {
  if (what.plane !== undefined && mark.plane !== what.plane) return false;
  if (what.edge !== undefined) {
    if (mark.edge !== what.edge) return false;
    if (mark.toKind != null && mark.toKind !== what.toKind) return false;
    // Beside an edge, the kind says at which assets of an account or target the edges end or begin; a mark of one node
    // speaks of that node whatever its edges lead to.
    return mark.kind === null || mark.kind === (what.kind ?? asset.kind) || mark.scope.startsWith('node:');
  }
  return what.kind !== undefined && mark.kind === what.kind && mark.edge === null;
}

/**
 * Unique ids by which callers were told and that no identity with an ARN has. Such a caller may be the very identity of which it
 * would be said that it never called, so marks that hang on it do not hold.
 */
export function unknownCallers(graph: MergedGraph, marks: readonly MarkOnPlane[]): ReadonlySet<string> {
  const unknown = new Set(marks.flatMap((mark) => mark.onlyWithCallers ?? []));
  // Most estates have no such mark, and none needs its assets looked through.
  for (const asset of unknown.size === 0 ? [] : graph.assets) {
    if (!asset.aliases.some((alias) => alias.startsWith('arn:'))) continue;
    for (const { scheme, value } of asset.facts.flatMap((fact) => fact.identifiers))
      if (scheme === 'aws-unique-id') unknown.delete(value);
  }
  return unknown;
}

/** By scope: a rule asks for every asset, and marks are many where principals could not be read. */
export function indexMarks(marks: readonly MarkOnPlane[]): ReadonlyMap<string, readonly MarkOnPlane[]> {
  const byScope = new Map<string, MarkOnPlane[]>();
  for (const mark of marks) {
    const list = byScope.get(mark.scope);
    if (list === undefined) byScope.set(mark.scope, [mark]);
    else list.push(mark);
  }
  return byScope;
}

/** Marks whose scope is the asset itself (by any alias), its account or its target, and that answer the question. */
export function marksFor(
  byScope: ReadonlyMap<string, readonly MarkOnPlane[]>,
  asset: MergedAsset,
  what: CompleteQuestion,
): readonly MarkOnPlane[] {
  return scopesOf(asset, accountsOfAsset(asset)).flatMap((scope) =>
    (byScope.get(scope) ?? []).filter((mark) => answers(mark, asset, what)),
  );
}
