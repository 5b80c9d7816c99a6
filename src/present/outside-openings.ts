import { coversAction, type AwsCondition, type AwsStatement, type PolicyFact } from '#model';
import type { GraphNode, GraphView } from '#graph';

/** Values of one condition are told up to here; the policy holds the rest. */
const TOLD = 5;

/** Kinds of resource policy by which principals elsewhere are let in. */
const OPENING: ReadonlySet<string> = new Set(['resource', 'acl', 'trust']);

/** What the keys of the caller name, lower case (IAM user guide, "Global condition context keys"). */
const CALLER_KEYS: Readonly<Record<string, string>> = {
  'aws:principalorgid': 'organisation',
  'aws:principalorgpaths': 'organisational unit',
  'aws:principalaccount': 'account',
  'aws:principalarn': 'principal',
};

/** A condition that names who may: a negated one names who may not, and `Null` nobody. */
function naming({ operator }: AwsCondition): boolean {
  return !/not|^null/i.test(operator);
}

/** Whether everyone whom the condition's value names was handed over, so that they were asked by themselves. */
function isHandedOver(
  key: string,
  value: string,
  isListed: (account: string) => boolean,
  view: GraphView,
): boolean {
  if (key === 'aws:principalaccount') return isListed(value);
  if (key !== 'aws:principalarn') return false;
  // Who stands for several, or comes as a session, is told by its account.
  return view.node(value) !== null || isListed(value.split(':', 5)[4] ?? '');
}

function outsidersOf(
  statement: AwsStatement,
  isListed: (account: string) => boolean,
  view: GraphView,
): readonly string[] {
  const { effect, principals, conditions } = statement;
  if (effect === 'Deny' || principals === null) return [];
  const canonical = principals.not ? [] : principals.canonicalUsers.map((id) => `canonical user ${id}`);
  if (!principals.any && !principals.not) return canonical;
  // Everyone, narrowed to some: whoever they are, they are asked nowhere else unless they were handed over.
  const narrowed = conditions.filter(naming).flatMap(({ key, values }) => {
    const lower = key.toLowerCase();
    const what = CALLER_KEYS[lower] ?? (/^aws:(principal|userid|username)/.test(lower) ? key : null);
    if (what === null) return [];
    return values.filter((one) => !isHandedOver(lower, one, isListed, view)).map((one) => `${what} ${one}`);
  });
  return [...canonical, ...narrowed];
}

function actionsText({ actions }: AwsStatement): string {
  const shown = actions.patterns.slice(0, TOLD).join(', ');
  const rest = actions.patterns.length > TOLD ? ', …' : '';
  return `${actions.not ? 'all but ' : ''}${shown}${rest}`;
}

/** What is not about the native action lets nobody in to it; which actions a verb means is not asked here. */
function speaksOf({ actions }: AwsStatement, action: string): boolean {
  if (!action.includes(':')) return true;
  return coversAction(actions, action);
}

/**
 * Whom the asset's own policies let in and nobody handed over, one sentence a statement. Asked by a verb, statements of every
 * action are told, with the action: one too many is no silent no.
 *
 * @param action One of the five verbs, or a native action.
 * @param isListed Whether all identities of an account were handed over.
 */
export function outsideOpenings(
  node: GraphNode,
  action: string,
  isListed: (account: string) => boolean,
  view: GraphView,
): readonly string[] {
  const disabled = view.attribute(node, 'aclsDisabled');
  const isOff = disabled.kind === 'known' && disabled.value === true;
  const policies: readonly PolicyFact[] = view
    .policies(node.id)
    .filter(({ policyType }) => OPENING.has(policyType) && !(isOff && policyType === 'acl'));
  const reasons = policies.flatMap(({ document, policyType }) =>
    document.statements
      .filter((statement) => speaksOf(statement, action))
      .flatMap((statement) => {
        const named = [...new Set(outsidersOf(statement, isListed, view))];
        if (named.length === 0) return [];
        const more = named.length > TOLD ? ` and ${String(named.length - TOLD)} more` : '';
        const whom = `${named.slice(0, TOLD).join(', ')}${more}`;
        return [
          `its ${policyType === 'acl' ? 'ACL' : 'policy'} lets in ${whom} (${actionsText(statement)}): their identities were not handed over`,
        ];
      }),
  );
  return [...new Set(reasons)];
}
