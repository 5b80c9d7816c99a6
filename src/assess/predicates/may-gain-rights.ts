import { kindText, type Missing, type NodeId } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { administrator, answerOf } from '../granted-action.ts';
import { policiesUnseen } from '../missing-text.ts';
import { listOf, type Predicate, type RuleContext } from '../rule-context.ts';
import { mentions, startedWithRole } from '../started-with-role.ts';

/** Roles and users of which it is asked whether they are administrators; beyond it nothing is said to be none. */
const MAX_ASKED = 500;
/** Roles that it may take on its way, one after the other or several. */
const MAX_TAKEN = 50;

/** An identity that it is, or may become by roles that it takes. */
interface Taken {
  readonly identity: GraphNode;
  /** Names of the roles on the way; empty for the identity itself. */
  readonly by: readonly string[];
  /** What keeps it open whether it becomes this one. */
  readonly doubt: readonly Missing[];
}

/**
 * Whether an identity may make itself an administrator: by policies of its own, by a role or user that is one, or by what runs as such a
 * role; it itself, or as a role that it may take. What each kind takes is the rule's, in parameters. An administrator gains nothing.
 */
export const mayGainRights: Predicate = (node, context) => {
  const { view } = context;
  if (administrator(node.id, view)?.length === 0) return [{ subject: null, answer: NO }];
  const seen = view.complete(node, { kind: 'policy' }).some((mark) => mark.policyType === 'identity');
  const answers: Answer[] = seen ? [] : [cannotTell(policiesUnseen(node))];
  const taken: Taken[] = [{ identity: node, by: [], doubt: [] }];
  // Grows while it is read.
  for (const one of taken) {
    answers.push(...waysOf(one.identity, context).map((answer) => asTaken(answer, one)));
    if (taken.length <= MAX_TAKEN) taken.push(...next(one, taken, context));
  }
  if (taken.length > MAX_TAKEN) answers.push(cannotTell(notEach(node, MAX_TAKEN)));
  return [{ subject: null, answer: anyOf(answers) }];
};

function waysOf(identity: GraphNode, context: RuleContext): readonly Answer[] {
  return [...byOwnPolicies(identity, context), ...byOthers(identity, context), ...byCode(identity, context)];
}

/** As sure as the way to the role as which it is done. */
function asTaken(answer: Answer, { by, doubt }: Taken): Answer {
  if (answer.is !== 'yes' || by.length === 0) return answer;
  return doubt.length > 0
    ? cannotTell(...doubt)
    : yes(answer.evidence, `as role ${by.join(', then ')}: ${answer.detail}`, answer.paths);
}

/** Roles that it may take from here, and that nobody took yet. */
function next(
  { identity, by, doubt }: Taken,
  taken: readonly Taken[],
  { view }: RuleContext,
): readonly Taken[] {
  const known = new Set(taken.map((one) => one.identity.id));
  return others(identity, 'cloud-role', view)
    .filter(({ id }) => !known.has(id))
    .flatMap((role) => {
      const answer = taking(identity, ASSUMES, role, view);
      if (answer.is === 'no') return [];
      const missing = answer.is === 'cannot-tell' ? answer.missing : [];
      return [{ identity: role, by: [...by, role.name], doubt: [...doubt, ...missing] }];
    });
}

/** What a trust policy and an identity policy let somebody do with a role. */
const ASSUMES = 'sts:AssumeRole';

function notEach(node: GraphNode, most: number): Missing {
  const what = `more than ${String(most)} identities that ${node.name} may get to: not each was looked at`;
  return { kind: 'other', what, at: node.id };
}

function actionsOf(name: string, context: RuleContext): readonly string[] {
  return listOf(`$${name}`, context).map(String);
}

/** What is written into its own policies counts no further than its boundary lets it, unless it may lift that as well. */
function byOwnPolicies(node: GraphNode, context: RuleContext): readonly Answer[] {
  const { view } = context;
  const own = actionsOf('ownActions', context)
    .filter((action) => isOfItsKind(action, node))
    .map((action) => asked(node, action, node.id, 'itself', view));
  const policies = new Set(
    view
      .policies(node.id)
      .filter(({ policyType, policy }) => policyType === 'identity' && /:iam::\d{12}:policy\//.test(policy))
      .map(({ policy }) => policy),
  );
  const versions = [...policies].flatMap((policy) =>
    actionsOf('policyActions', context).map((action) =>
      asked(node, action, policy, `policy ${policy.slice(policy.lastIndexOf('/') + 1)}, which it has`, view),
    ),
  );
  const groups = view
    .out(node.id, 'member-of')
    .flatMap(({ to }) =>
      actionsOf('groupActions', context).map((action) =>
        asked(node, action, to, `group ${view.node(to)?.name ?? to}, which it is in`, view),
      ),
    );
  const ways = [...own, ...groups, ...versions];
  const isBounded = view.policies(node.id).some(({ policyType }) => policyType === 'boundary');
  if (!isBounded || ways.every(({ is }) => is === 'no')) return ways;
  const lifts = actionsOf('boundaryActions', context)
    .filter((action) => isOfItsKind(action, node))
    .map((action) => asked(node, action, node.id, 'itself, and so its boundary', view));
  if (lifts.some(({ is }) => is === 'yes')) return [...ways, ...lifts];
  const what = `what the permissions boundary of ${kindText(node.kind)} ${node.name} leaves of rights that it may write itself was not worked out`;
  return [cannotTell({ kind: 'other', what, at: node.id })];
}

/** `iam:PutRolePolicy` is of roles, `iam:PutUserPolicy` of users. */
function isOfItsKind(action: string, { kind }: GraphNode): boolean {
  return action.includes('User') === (kind === 'cloud-user');
}

/** Roles and users that are administrators, where it may take one or hand it on. */
function byOthers(node: GraphNode, context: RuleContext): readonly Answer[] {
  const { view } = context;
  const passed = startedWithRole(node, actionsOf('passing', context), view);
  const ways = [
    ...others(node, 'cloud-role', view).flatMap((role) => [
      ...actionsOf('roleActions', context).map((action) => ({
        to: role,
        answer: taking(node, action, role, view),
      })),
      ...passed(role).map((answer) => ({ to: role, answer })),
    ]),
    ...others(node, 'cloud-user', view).flatMap((user) =>
      actionsOf('userActions', context).map((action) => ({
        to: user,
        answer: taking(node, action, user, view),
      })),
    ),
  ].filter(({ answer }) => answer.is !== 'no');
  return amongAdministrators(node, ways, view);
}

function others(node: GraphNode, kind: 'cloud-role' | 'cloud-user', view: GraphView): readonly GraphNode[] {
  return view.nodes(kind).filter(({ id }) => id !== node.id);
}

function taking(node: GraphNode, action: string, to: GraphNode, view: GraphView): Answer {
  // Asked of each pair: whoever has no such action is not asked a thousand times.
  if (!mentions(node, action, view)) return NO;
  return asked(node, action, to.id, `${kindText(to.kind)} ${to.name}, which may do everything of IAM`, view);
}

/** Only now, as few are ever asked about: whether those that it gets to are administrators. */
function amongAdministrators(
  node: GraphNode,
  ways: readonly { readonly to: GraphNode; readonly answer: Answer }[],
  view: GraphView,
): readonly Answer[] {
  const targets = [...new Set(ways.map(({ to }) => to.id))];
  const open = new Map(targets.slice(0, MAX_ASKED).map((id) => [id, administrator(id, view)]));
  const found = ways.flatMap(({ to, answer }) => {
    const missing = open.get(to.id) ?? null;
    return missing === null ? [] : [missing.length === 0 ? answer : cannotTell(...missing)];
  });
  if (targets.length <= MAX_ASKED) return found;
  return [...found, cannotTell(notEach(node, MAX_ASKED))];
}

/** What runs as an administrator, and whose code it may change. */
function byCode(node: GraphNode, context: RuleContext): readonly Answer[] {
  const { view } = context;
  const ways = actionsOf('codeActions', context)
    .filter((action) => mentions(node, action, view))
    .flatMap((action) =>
      view.nodes('function').flatMap((place) =>
        view.runtimeIdentities(place.id).map(({ identity }) => ({
          to: identity,
          answer:
            identity.id === node.id
              ? NO
              : asked(
                  node,
                  action,
                  place.id,
                  `function ${place.name}, which runs as ${identity.name}, an administrator`,
                  view,
                ),
        })),
      ),
    )
    .filter(({ answer }) => answer.is !== 'no');
  return amongAdministrators(node, ways, view);
}

function asked(node: GraphNode, action: string, resource: NodeId, of: string, view: GraphView): Answer {
  return answerOf(node, view.access(node.id, { action }, resource), `${action} on ${of}`);
}
