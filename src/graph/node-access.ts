import type { AccessVerb, AccessVerdict, NodeId } from '#model';
import type { WideGrant } from '#access';
import type { AccessAnswers, AccessQuestion, GrantedAccess } from './access-answers.ts';
import { resolveDelegation } from './account-principals.ts';
import type { AccessPair } from './graph-view.ts';
import { canonicalArn } from './merge/identity-keys.ts';
import type { MergedAsset, MergedGraph } from './merged-graph.ts';

/** The lazy side of the granted plane: access/ speaks ARNs, the graph speaks nodes. Answers are kept, edges never made. */
export interface NodeAccess {
  readonly ask: (principal: NodeId, question: AccessQuestion, resource: NodeId) => AccessVerdict;
  readonly accessibleBy: (principal: NodeId, verb: AccessVerb) => readonly AccessPair[];
  readonly whoCan: (
    question: AccessQuestion,
    resource: NodeId,
    isAsked?: (principal: NodeId) => boolean,
  ) => readonly AccessPair[];
  readonly canAssume: (principal: NodeId, role: NodeId) => AccessVerdict;
  /** Empty where no ARN of the principal was seen: without policies there is nothing that could be wide. */
  readonly wideGrants: (principal: NodeId) => readonly WideGrant[];
}

/** How policies write everyone, and requests no resource in particular. */
const ANYONE = '*';

/** How policies write a service of AWS, `lambda.amazonaws.com`; its node has that name behind what the graph puts first. */
function serviceName(asset: MergedAsset): string | null {
  return asset.kind === 'cloud-service' ? (/^cloud-service:aws\/(.+)$/.exec(asset.id)?.[1] ?? null) : null;
}

/** The ARN by which the platform knows the asset; null where no source showed one. */
function arnOf(asset: MergedAsset): string | null {
  if (asset.kind === 'internet') return ANYONE;
  if (asset.id.startsWith('arn:')) return canonicalArn(asset.id);
  const identifiers = asset.facts.flatMap((fact) => fact.identifiers.filter((one) => one.scheme === 'arn'));
  // The first by text, so that an asset with two ARNs is asked about under the same one each time.
  const arns = [
    ...identifiers.map((one) => one.value),
    ...asset.aliases.filter((id) => id.startsWith('arn:')),
  ];
  return arns.length === 0 ? null : canonicalArn(arns.sort()[0] ?? '');
}

function unanswerable(missing: string): AccessVerdict {
  return { kind: 'unknown', proof: [], missing: [missing] };
}

/**
 * Of a group with an ARN: no policy can name one as its principal (IAM user guide, "IAM user groups"), and what it is granted
 * its members are. Unknown would send each of them to every role that trusts their account.
 */
const MAKES_NO_REQUEST: AccessVerdict = { kind: 'deny', explicit: false, proof: [], missing: [] };

function verbOf(question: AccessQuestion): AccessVerb {
  // A native action is listed under the weakest verb; the pair's `actions` says what it really is.
  return typeof question === 'string' ? question : 'read';
}

function comparePairs(a: AccessPair, b: AccessPair): number {
  if (a.principal !== b.principal) return a.principal < b.principal ? -1 : 1;
  return a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0;
}

/** Between ids of the graph and names of the platform. */
interface Names {
  readonly arn: (id: NodeId) => string | null;
  /** True of what has an ARN and can never be the one that asks. */
  readonly isSilent: (id: NodeId) => boolean;
  readonly idOf: (arn: string) => NodeId | undefined;
}

function createNames(graph: MergedGraph): Names {
  const idOfArn = new Map<string, NodeId>();
  const assetOf = (id: NodeId): MergedAsset | undefined => graph.assets[graph.indexOf.get(id) ?? -1];
  for (const asset of graph.assets) {
    // A service is named by policies and asks for nothing here: it is found, and has no ARN to ask with.
    const arn = arnOf(asset) ?? serviceName(asset);
    if (arn !== null) idOfArn.set(arn, asset.id);
  }
  return {
    idOf: (arn) => idOfArn.get(canonicalArn(arn)),
    isSilent(id) {
      const asset = assetOf(id);
      return asset?.kind === 'group' && arnOf(asset) !== null;
    },
    arn(id) {
      const asset = assetOf(id);
      if (asset !== undefined) return arnOf(asset);
      // A question may name what is no node: an ARN that nobody described, or any resource at all.
      return id === ANYONE || id.startsWith('arn:') ? id : null;
    },
  };
}

/** In a stable order. A verdict is worked out when it is read: of a thousand roles that trust each other few ever are. */
function pairsOf(names: Names, found: readonly GrantedAccess[], verb: AccessVerb): readonly AccessPair[] {
  const known = found.flatMap((one): AccessPair[] => {
    const target = names.idOf(one.resource);
    // A resource without a node is nothing that a report could show.
    if (target === undefined) return [];
    // A principal outside the estate has no node: its own name is all that is known of it.
    const principal = names.idOf(one.principal) ?? one.principal;
    return [
      {
        ...{ principal, resource: target, verb, actions: one.actions },
        get verdict() {
          return one.verdict;
        },
      },
    ];
  });
  return known.sort(comparePairs);
}

type Asked = (principalArn: string, resourceArn: string) => AccessVerdict;

function between(names: Names, from: NodeId, to: NodeId, asked: Asked): AccessVerdict {
  if (names.isSilent(from)) return MAKES_NO_REQUEST;
  const [principal, resource] = [names.arn(from), names.arn(to)];
  if (principal === null) return unanswerable(`no ARN of ${from} was seen`);
  if (resource === null)
    return unanswerable(`no ARN of ${to} was seen, so that no policy can be matched to it`);
  return asked(principal, resource);
}

/**
 * Questions in ids, asked of access/ in ARNs.
 *
 * @param isListed Whether all roles and users of an account (twelve digits) are known: what a grant to the whole
 * account then becomes is in account-principals.ts.
 */
export function createNodeAccess(
  graph: MergedGraph,
  answers: AccessAnswers,
  isListed: (account: string) => boolean,
): NodeAccess {
  const names = createNames(graph);
  // One assessment asks the same question from many rules; nothing is kept beyond it.
  const lists = new Map<string, readonly AccessPair[]>();
  const verdicts = new Map<string, AccessVerdict>();
  function kept(key: string, make: () => AccessVerdict): AccessVerdict {
    const verdict = verdicts.get(key) ?? make();
    verdicts.set(key, verdict);
    return verdict;
  }
  return {
    ask(principal, question, resource) {
      const what = typeof question === 'string' ? question : question.action;
      return kept(`${principal}\n${what}\n${resource}`, () =>
        between(names, principal, resource, (from, to) => answers.ask(from, question, to)),
      );
    },
    accessibleBy(principal, verb) {
      const key = `${verb}\n${principal}`;
      const from = names.isSilent(principal) ? null : names.arn(principal);
      // Without an ARN no policy can be matched: `ask` says so of each pair, a list has no place to say it.
      const found =
        lists.get(key) ?? (from === null ? [] : pairsOf(names, answers.accessibleBy(from, verb), verb));
      lists.set(key, found);
      return found;
    },
    whoCan(question, resource, isAsked) {
      const to = names.arn(resource);
      if (to === null) return [];
      const asked = isAsked === undefined ? undefined : (arn: string) => isAsked(names.idOf(arn) ?? arn);
      const found = resolveDelegation(answers.whoCan(question, to, asked), isListed);
      return pairsOf(names, found, verbOf(question));
    },
    canAssume: (principal, role) =>
      kept(`${principal}\nassume\n${role}`, () =>
        between(names, principal, role, (from, to) => answers.canAssume(from, to)),
      ),
    wideGrants(principal) {
      const from = names.arn(principal);
      return from === null ? [] : answers.wideGrants(from);
    },
  };
}
