import { coversAction, kindText, type AccessVerdict, type AwsStatement, type Guard } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from './answer.ts';
import { answerOf } from './granted-action.ts';

const PASSES = 'iam:PassRole';
const PASSED_TO = 'iam:passedtoservice';

/** A service that runs something as a role that it is handed, and all that must be allowed for that beside iam:PassRole. */
interface Starting {
  readonly service: string;
  readonly actions: readonly string[];
}

/**
 * Of each role whether the identity may hand it to a service that the role trusts, and have that run something as it (IAM user
 * guide, "Grant a user permissions to pass a role to an AWS service").
 *
 * @param passing `lambda.amazonaws.com lambda:CreateFunction lambda:InvokeFunction`
 */
export function startedWithRole(
  node: GraphNode,
  passing: readonly string[],
  view: GraphView,
): (role: GraphNode) => readonly Answer[] {
  if (!mentions(node, PASSES, view)) return () => [];
  const startings = passing.flatMap((text): readonly (Starting & { readonly starts: Answer })[] => {
    const [service = '', ...actions] = text.split(' ');
    const answers = actions.map((action) => anywhere(node, action, view));
    if (answers.some(({ is }) => is === 'no')) return [];
    const missing = answers.flatMap((answer) => (answer.is === 'cannot-tell' ? answer.missing : []));
    const evidence = answers.flatMap((answer) => (answer.is === 'yes' ? answer.evidence : []));
    return [{ service, actions, starts: missing.length > 0 ? cannotTell(...missing) : yes(evidence) }];
  });
  return (role) =>
    startings
      .filter(({ service }) => trusts(role, service, view))
      .map((starting) => {
        const what = `${PASSES} on ${kindText(role.kind)} ${role.name}, an administrator, with ${starting.actions.join(' and ')}`;
        const verdict = view.access(node.id, { action: PASSES }, role.id);
        const passes = toService(verdict, starting.service);
        const answer = passes === null ? NO : answerOf(node, passes, what);
        if (answer.is === 'no' || starting.starts.is !== 'yes')
          return answer.is === 'no' ? NO : starting.starts;
        return answer.is === 'yes' ? yes([...answer.evidence, ...starting.starts.evidence], what) : answer;
      });
}

/** Whether its identity policies, or those of its groups, speak of an action: whoever has none is not asked a thousand times. */
export function mentions(node: GraphNode, action: string, view: GraphView): boolean {
  return allowing(node, action, view).length > 0;
}

function allowing(node: GraphNode, action: string, view: GraphView): readonly AwsStatement[] {
  const groups = view.out(node.id, 'member-of').map(({ to }) => to);
  return [node.id, ...groups]
    .flatMap((id) => view.policies(id))
    .filter(({ policyType }) => policyType === 'identity')
    .flatMap(({ document }) => document.statements)
    .filter(({ effect, actions }) => effect === 'Allow' && coversAction(actions, action));
}

/** On something that is yet to be made: only a statement about every resource says that for sure. */
function anywhere(node: GraphNode, action: string, view: GraphView): Answer {
  return anyOf(
    allowing(node, action, view).map(({ resources }) => {
      const isAll = resources === null || (!resources.not && resources.patterns.includes('*'));
      if (isAll) return answerOf(node, view.access(node.id, { action }, '*'), action);
      const what = `${kindText(node.kind)} ${node.name} is allowed ${action} on some resources: what it can have run there was not worked out`;
      return cannotTell({ kind: 'other', what, at: node.id });
    }),
  );
}

function trusts(role: GraphNode, service: string, view: GraphView): boolean {
  return view
    .policies(role.id)
    .filter(({ policyType }) => policyType === 'trust')
    .flatMap(({ document }) => document.statements)
    .some(({ effect, principals }) => effect === 'Allow' && principals?.services.includes(service) === true);
}

/** The verdict where the role is handed to this service: a condition that asks for the service is decided; null where it turns it away. */
function toService(verdict: AccessVerdict, service: string): AccessVerdict | null {
  if (verdict.kind !== 'conditional') return verdict;
  const [about, others] = [
    verdict.guards.filter(isOfService),
    verdict.guards.filter((guard) => !isOfService(guard)),
  ];
  const isMet = about.every(
    ({ values, mustHold }) => values.some((value) => fits(value, service)) === mustHold,
  );
  if (!isMet) return null;
  return others.length > 0
    ? { ...verdict, guards: others }
    : { kind: 'allow', proof: verdict.proof, missing: [] };
}

/** Plain operators on one value; of others the guard stays. */
function isOfService({ key, operator }: Guard): boolean {
  return (
    key.toLowerCase() === PASSED_TO &&
    /^(ForAnyValue:)?String(Equals|Like)(IfExists|IgnoreCase)?$/i.test(operator)
  );
}

function fits(value: string, service: string): boolean {
  return coversAction({ not: false, patterns: [value] }, service);
}
