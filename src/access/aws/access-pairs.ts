import type { AccessVerb, AccessVerdict } from '#model';
import type { AccessRows } from './access-rows.ts';
import { hasBit } from './bits.ts';
import type { EstateIndex } from './estate-index.ts';
import { outsidersNamedFor } from './outsiders.ts';

/**
 * Asked in one of the five verbs, or natively. A verb is any one of the native actions that content/catalog/verbs/aws.yaml
 * lists for the resource's kind; a native action (`s3:GetObject`, case ignored) may be one the catalogue does not know.
 */
export type AwsQuestion = AccessVerb | { readonly action: string };

/** Who may do it to what; denied pairs are left out. */
export interface AwsAccessPair {
  readonly principal: string;
  readonly resource: string;
  readonly verb: AccessVerb | null;
  /** Native actions that are allowed, conditional or unknown. */
  readonly actions: readonly string[];
  /** Worked out when it is first read. */
  readonly verdict: AccessVerdict;
}

/** What listing needs of the compiled estate: the vectors where a question has columns, single decisions where not. */
export interface Lookup {
  readonly index: EstateIndex;
  readonly rows: () => AccessRows;
  readonly ask: (principal: string, question: AwsQuestion, resource: string) => AccessVerdict;
  /** Native actions that are not denied, asked one by one. */
  readonly possible: (principal: string, question: AwsQuestion, resource: string) => readonly string[];
}

/** Over the estate's listed resources, in their order; what is not listed is never in the answer, though it may be open. */
export function accessibleBy(lookup: Lookup, principal: string, verb: AccessVerb): AwsAccessPair[] {
  return lookup.index.estate.resources.flatMap(({ arn }) => pairOf(lookup, principal, verb, arn) ?? []);
}

/**
 * Over listed principals and those that the resource's own policy names, once for each answer. An outside account is one entry: which of its
 * identities were given the right there is for that account to say.
 */
export function whoCan(
  lookup: Lookup,
  question: AwsQuestion,
  resource: string,
  isAsked: (principal: string) => boolean,
): AwsAccessPair[] {
  const listed = lookup.index.estate.principals.map(({ arn }) => arn);
  const all = [...listed, ...outsidersNamedFor(lookup.index, resource)];
  return all.filter(isAsked).flatMap((principal) => {
    const pair = pairOf(lookup, principal, question, resource);
    return pair === null ? [] : byAnswer(lookup, pair);
  });
}

/**
 * A verb stands for several actions, of which one may be allowed and another not be known: each answer says which it is of, the
 * strongest first.
 */
function byAnswer(lookup: Lookup, pair: AwsAccessPair): AwsAccessPair[] {
  const { principal, resource, actions } = pair;
  if (actions.length < 2) return [pair];
  const groups = new Map<string, { readonly verdict: AccessVerdict; readonly actions: string[] }>();
  for (const action of actions) {
    const verdict = lookup.ask(principal, { action }, resource);
    const guards = verdict.kind === 'conditional' ? verdict.guards : [];
    const key = JSON.stringify([verdict.kind, guards, verdict.missing]);
    const group = groups.get(key) ?? { verdict, actions: [] };
    groups.set(key, group);
    group.actions.push(action);
  }
  const parts = [...groups.values()].map((group) => ({ ...pair, ...group }));
  return parts.sort((a, b) => STRENGTH[b.verdict.kind] - STRENGTH[a.verdict.kind]);
}

/** unknown stands above deny: a right that may be there is not reported as one that is not. */
export const STRENGTH = { allow: 3, conditional: 2, unknown: 1, deny: 0 } as const;

function pairOf(
  lookup: Lookup,
  principal: string,
  question: AwsQuestion,
  resource: string,
): AwsAccessPair | null {
  const actions = actionsOpen(lookup, principal, question, resource);
  if (actions.length === 0) return null;
  let verdict: AccessVerdict | null = null;
  // The vector says that a pair is open, not why: proof and guards cost a full evaluation and are worked out on demand.
  return {
    principal,
    resource,
    verb: typeof question === 'string' ? question : null,
    actions,
    get verdict(): AccessVerdict {
      verdict ??= lookup.ask(principal, question, resource);
      return verdict;
    },
  };
}

/** From the caller's vector where the question has columns, one by one where it has none. */
function actionsOpen(
  lookup: Lookup,
  principal: string,
  question: AwsQuestion,
  resource: string,
): readonly string[] {
  const { columns } = lookup.rows();
  const ids = columnsFor(lookup, question, resource);
  const row = ids === null ? null : lookup.rows().row(principal);
  if (ids === null || row === null) return lookup.possible(principal, question, resource);
  const open = ids.filter((id) => hasBit(row.may, id)).map((id) => columns.list[id]?.action ?? '');
  // An action has a column for each of its ways.
  return [...new Set(open)];
}

function columnsFor(lookup: Lookup, question: AwsQuestion, resource: string): readonly number[] | null {
  const { columns } = lookup.rows();
  if (!columns.ofResource.has(resource)) return null;
  if (typeof question === 'string') return columns.ofVerb(resource, question);
  const ids = columns.ofAction(resource, question.action);
  return ids.length === 0 ? null : ids;
}
