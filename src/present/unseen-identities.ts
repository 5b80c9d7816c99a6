import { ACCESS_VERBS, type NodeKind } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { isCalled } from './call-paths.ts';
import { outsideOpenings } from './outside-openings.ts';
import { unseenAcls } from './unseen-acls.ts';

/** Identities that may do it and that nobody handed over. */
interface UnseenIdentities {
  /** As a headline names them: `account 111122223333`; null where not even their account is known. */
  readonly of: string | null;
  readonly why: string;
}

/** Both must be listed to their end: whoever was left out may be the one who can. */
const IDENTITIES: readonly NodeKind[] = ['cloud-role', 'cloud-user'];

function arnsOf(node: GraphNode): readonly string[] {
  const identified = node.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value);
  return [...new Set([node.id, ...node.aliases, ...identified])].filter((id) => id.startsWith('arn:'));
}

/** Every account that a source names as the asset's, where sources disagree as well. */
function accountsOf(node: GraphNode, view: GraphView): readonly string[] {
  const said = view.attribute(node, 'account');
  const values =
    said.kind === 'known'
      ? [said.value]
      : said.kind === 'conflicting'
        ? said.values.map((one) => one.value)
        : [];
  const fromArns = arnsOf(node).map((arn) => arn.split(':', 5)[4] ?? '');
  const texts = [...fromArns, ...values].filter((one) => typeof one === 'string' && /^\d{12}$/.test(one));
  return [...new Set(texts.map(String))].sort();
}

function isListed(account: string, view: GraphView): boolean {
  const node = view.node(account);
  if (node === null) return false;
  return IDENTITIES.every((kind) => view.complete(node, { kind, plane: 'granted' }).length > 0);
}

function unseenOf(account: string, view: GraphView): readonly UnseenIdentities[] {
  if (isListed(account, view)) return [];
  const some = IDENTITIES.some((kind) =>
    view.nodes(kind).some((one) => one.planes.includes('granted') && one.id.split(':', 5)[4] === account),
  );
  const what = some ? 'not all of its identities' : 'its identities';
  const were = some ? 'were handed over or could be read' : 'were not handed over';
  return [{ of: `account ${account}`, why: `who else in account ${account} can: ${what} ${were}` }];
}

/** Those of the account that holds the asset, who need no more than policies of their own. */
function unseenAtHome(node: GraphNode, view: GraphView): readonly UnseenIdentities[] {
  const arns = arnsOf(node);
  if (arns.length === 0)
    return [{ of: null, why: 'which identities can by a grant: no ARN of it was seen to match one to' }];
  const accounts = accountsOf(node, view);
  if (accounts.length > 0) return accounts.flatMap((account) => unseenOf(account, view));
  // Foundation models have an ARN and no owner among the accounts.
  if (arns.some((arn) => arn.split(':', 3)[2] === 'bedrock')) return [];
  return [{ of: null, why: 'which identities can: the account that holds it was not seen' }];
}

/**
 * Why it is not known whether anyone at all can, such as a policy of the asset that nobody handed over: it may let in whom no list of
 * identities shows. Null where that is known, or where the answer names everyone by themselves.
 */
function unknownOfEveryone(node: GraphNode, action: string, view: GraphView): string | null {
  const verb = ACCESS_VERBS.find((one) => one === action);
  if (arnsOf(node).length === 0 || !view.nodes().some((one) => one.planes.includes('granted'))) return null;
  const question = verb ?? { action };
  const verdict = view.access(ANYONE, question, node.id);
  if (verdict.kind !== 'unknown') return null;
  const isNamed = view.whoCan(question, node.id).some((pair) => isAnyone(pair.principal, view));
  return isNamed ? null : `whether others can, whom it lets in itself: ${verdict.missing.join('; ')}`;
}

/** How policies write everyone. */
const ANYONE = '*';

/** Everyone as a principal: by the name that policies have for it, or as the node. */
export function isAnyone(principal: string, view: GraphView): boolean {
  return principal === ANYONE || view.node(principal)?.kind === 'internet';
}

/**
 * Within its own account any identity may have the right by its own policies alone, and those elsewhere by the asset's: that
 * nobody was found among those that were seen is an answer only where all were. What is called and never granted is left out.
 *
 * @param action One of the five verbs, or a native action.
 */
export function unseenIdentities(
  node: GraphNode,
  action: string,
  view: GraphView,
): readonly UnseenIdentities[] {
  if (isCalled(node)) return [];
  const outside = outsideOpenings(node, action, (account) => isListed(account, view), view);
  const acls = unseenAcls(node, action, view);
  const everyone = acls ?? unknownOfEveryone(node, action, view);
  const others = [...outside, ...(everyone === null ? [] : [everyone])];
  return [...unseenAtHome(node, view), ...others.map((why) => ({ of: null, why }))];
}
