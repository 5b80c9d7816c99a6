import type { AccessVerb, AccessVerdict, NodeId } from '#model';
import type { AccessAnswers, AccessQuestion, GrantedAccess } from './access-answers.ts';
import type { AccessPair } from './graph-view.ts';
import { canonicalArn } from './merge/identity-keys.ts';
import type { MergedAsset, MergedGraph } from './merged-graph.ts';

/** The lazy side of the granted plane: access/ speaks ARNs, the graph speaks nodes. Answers are kept, edges never made. */
export interface NodeAccess {
  readonly ask: (principal: NodeId, question: AccessQuestion, resource: NodeId) => AccessVerdict;
  readonly accessibleBy: (principal: NodeId, verb: AccessVerb) => readonly AccessPair[];
  readonly whoCan: (question: AccessQuestion, resource: NodeId) => readonly AccessPair[];
  readonly canAssume: (principal: NodeId, role: NodeId) => AccessVerdict;
}

/** How policies write everyone, and requests no resource in particular. */
const ANYONE = '*';

/** The ARN by which the platform knows the asset; null where no source showed one. */
export function arnOf(asset: MergedAsset): string | null {
  if (asset.kind === 'internet') return ANYONE;
  if (asset.id.startsWith('arn:')) return canonicalArn(asset.id);
  const identifiers = asset.facts.flatMap((fact) => fact.identifiers.filter((one) => one.scheme === 'arn'));
  const arns = [...identifiers.map((one) => one.value), ...asset.aliases.filter((id) => id.startsWith('arn:'))];
  return arns.length === 0 ? null : canonicalArn(arns.sort()[0] ?? '');
}

function unanswerable(missing: string): AccessVerdict {
  return { kind: 'unknown', proof: [], missing: [missing] };
}

function verbOf(question: AccessQuestion): AccessVerb {
  // A native action is listed under the weakest verb; the pair's `actions` says what it really is.
  return typeof question === 'string' ? question : 'read';
}

function comparePairs(a: AccessPair, b: AccessPair): number {
  const [left, right] = [`${a.principal} ${a.resource}`, `${b.principal} ${b.resource}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function createNodeAccess(graph: MergedGraph, answers: AccessAnswers): NodeAccess {
  const idOfArn = new Map<string, NodeId>();
  for (const asset of graph.assets) {
    const arn = arnOf(asset);
    if (arn !== null) idOfArn.set(arn, asset.id);
  }
  const lists = new Map<string, readonly AccessPair[]>();
  const assumed = new Map<string, AccessVerdict>();
  function arn(id: NodeId): string | null {
    const asset = graph.assets[graph.indexOf.get(id) ?? -1];
    if (asset !== undefined) return arnOf(asset);
    // A question may name what is no node: an ARN that nobody described, or any resource at all.
    return id === ANYONE || id.startsWith('arn:') ? id : null;
  }
  function pairs(found: readonly GrantedAccess[], verb: AccessVerb): readonly AccessPair[] {
    const known = found.flatMap(({ principal, resource, actions, verdict }) => {
      const target = idOfArn.get(canonicalArn(resource));
      if (target === undefined || verdict.kind === 'deny') return [];
      // A principal outside the estate has no node: its own name is all that is known of it.
      return [{ principal: idOfArn.get(principal) ?? principal, resource: target, verb, actions, verdict }];
    });
    return known.sort(comparePairs);
  }
  function both(from: NodeId, to: NodeId, then: (from: string, to: string) => AccessVerdict): AccessVerdict {
    const [principalArn, resourceArn] = [arn(from), arn(to)];
    if (principalArn === null) return unanswerable(`no ARN of ${from} was seen`);
    if (resourceArn === null) return unanswerable(`no ARN of ${to} was seen, so that no policy can be matched to it`);
    return then(principalArn, resourceArn);
  }
  return {
    ask: (principal, question, resource) =>
      both(principal, resource, (from, to) => answers.ask(from, question, to)),
    accessibleBy(principal, verb) {
      const key = `${verb} ${principal}`;
      const kept = lists.get(key);
      if (kept !== undefined) return kept;
      const from = arn(principal);
      const found = from === null ? [] : pairs(answers.accessibleBy(from, verb), verb);
      lists.set(key, found);
      return found;
    },
    whoCan(question, resource) {
      const to = arn(resource);
      return to === null ? [] : pairs(answers.whoCan(question, to), verbOf(question));
    },
    canAssume(principal, role) {
      const key = `${principal} ${role}`;
      const verdict = assumed.get(key) ?? both(principal, role, (from, to) => answers.canAssume(from, to));
      assumed.set(key, verdict);
      return verdict;
    },
  };
}
