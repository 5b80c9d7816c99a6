import { counted, type NodeId } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphView } from '#graph';
import { changeKey } from '../cuts.ts';
import {
  narrowedStatements,
  type NamedUse,
  type NarrowedStatement,
  type ResourcesOf,
} from '../narrowed-statements.ts';
import { ownChange, repairPlan, type Repair } from '../repair-plan.ts';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';
import { usersText } from './role-users-text.ts';

/** What `why` asks beside the finding itself. */
export interface WhyContext {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly resourcesOf: ResourcesOf;
}

type Label = (name: string, text: string) => readonly string[];
type PolicyRepair = Pick<Repair, 'takes'> & {
  readonly change: Extract<Repair['change'], { kind: 'policy' }>;
};

/** What `why` prints of a policy that is to be narrowed: each statement as it would stand, and how far that is known. */
export function renderNarrowed(
  finding: Finding,
  { assessment, view, resourcesOf }: WhyContext,
  label: Label,
  indent: number,
): readonly string[] {
  const told = policyRepairs(finding, assessment, view).map(({ change, takes }) => ({
    change,
    statements: narrowedStatements(change, takes, view, resourcesOf),
  }));
  const shown = told.filter(({ statements }) => statements.length > 0);
  return [
    ...shown.flatMap(({ change, statements }) => {
      const policy = change.policy.slice(change.policy.lastIndexOf('/') + 1);
      return statements.flatMap((one) =>
        statementLines(
          one,
          { policy, named: change.statements.length, identity: change.attachedTo },
          view,
          label,
          indent,
        ),
      );
    }),
    ...[...new Set(shown.map(({ change }) => change.attachedTo))].flatMap((id) =>
      label('role', usersText(id, view)),
    ),
  ];
}

/**
 * As the plan has them, which knows what other findings take away, then what else the finding asks for by itself: each policy once.
 */
function policyRepairs(finding: Finding, assessment: Assessment, view: GraphView): readonly PolicyRepair[] {
  const planned = repairPlan(assessment, view).repairs.flatMap(
    ({ change, takes, settles, opens, shrinks }): readonly PolicyRepair[] =>
      change.kind === 'policy' && isAbout([...settles, ...opens], shrinks, change.attachedTo, finding)
        ? [{ change, takes }]
        : [],
  );
  const keys = planned.map(({ change }) => changeKey(change));
  const own = ownChange(finding, view).flatMap((change): readonly PolicyRepair[] =>
    change.kind !== 'policy' || keys.includes(changeKey(change))
      ? []
      : [{ change: { ...change, statements: wideStatements(finding, change.policy, view) }, takes: [] }],
  );
  return [...planned, ...own];
}

/** Where a finding speaks of wide grants, the statements that make them are those to narrow. */
function wideStatements(finding: Finding, policy: string, view: GraphView): readonly string[] {
  const wide = view
    .wideGrants(finding.asset)
    .flatMap(({ verdict }) => verdict.proof)
    .filter((step) => step.policy === policy && step.effect === 'allow')
    .flatMap(({ statement }) => statement ?? []);
  return [...new Set(wide)];
}

/** Of what a change only makes smaller, what is not about the identity itself has a fix of its own. */
function isAbout(
  ended: readonly Finding[],
  shrinks: readonly Finding[],
  identity: NodeId,
  finding: Finding,
): boolean {
  const own = shrinks.filter(({ asset }) => asset === identity);
  return [...ended, ...own].some(({ id }) => id === finding.id);
}

/** Where a statement stands. */
interface Held {
  /** Name of its policy. */
  readonly policy: string;
  readonly identity: NodeId;
  /** How many statements of the policy the change names. */
  readonly named: number;
}

function statementLines(
  one: NarrowedStatement,
  { policy, identity, named }: Held,
  view: GraphView,
  label: Label,
  indent: number,
): readonly string[] {
  const which = `statement ${one.label.startsWith('#') ? one.label : `"${one.label}"`} of policy ${policy}`;
  if (one.because.length > 0)
    return label('narrowed', `${which} cannot be written out: ${one.because.join('; ')}`);
  if (one.after.length === 0)
    return label(
      'narrowed',
      `${which} cannot be written out: no code and no log that was read names an action that it has to give`,
    );
  const several = one.after.length > 1 ? ' (one for each group of actions)' : '';
  const json = one.after
    .map((text) => JSON.stringify(text, null, 2))
    .join(',\n')
    .split('\n');
  return [
    ...label('narrowed', `${which} as it would stand, of what is known to be needed${several}:`),
    // Not wrapped: it is copied.
    ...json.map((line) => `${' '.repeat(indent)}${line}`),
    ...label('', placeText(one, named)),
    ...label('known by', knownBy(one.needs, identity, view)),
    ...(one.taken.length === 0
      ? []
      : label('left out', `${knownBy(one.taken, identity, view)}: it is in use, and is to go`)),
    ...label('not known', notKnown(one)),
  ];
}

/** It is no policy document by itself. */
function placeText({ label, after, others }: NarrowedStatement, named: number): string {
  const [it, stands] = after.length === 1 ? ['it', 'stands'] : ['they', 'stand'];
  const which = label.startsWith('#') ? `statement ${label}` : `the statement of Sid ${label}`;
  const rest =
    others === 0
      ? named > 1
        ? 'what else the policy has is told beside it'
        : 'the policy has no other statement'
      : `the policy's ${counted(others, 'other statement stays', 'other statements stay')} as ${others === 1 ? 'it is' : 'they are'}`;
  return `${it} ${stands} in the place of ${which} in the policy; ${rest}`;
}

/** Which code and which log name the actions. */
function knownBy(needs: readonly NamedUse[], identity: NodeId, view: GraphView): string {
  const said = new Map<string, Set<string>>();
  for (const { edge, actions } of needs) {
    const what = `${actions.length === 0 ? 'actions that nothing names' : listed(actions)} on ${view.node(edge.to)?.name ?? edge.to}`;
    const count = edge.planes.reduce((sum, { plane, count: seen }) => sum + seenOn(plane, seen), 0);
    const by =
      edge.from === view.node(identity)?.id
        ? `the log${count === 0 ? '' : ` (${counted(count, 'time')})`}`
        : `the code of ${nameOf(edge.from, view)}`;
    said.set(what, (said.get(what) ?? new Set<string>()).add(by));
  }
  return [...said].map(([what, by]) => `${what}: ${listed([...by])}`).join('; ');
}

function seenOn(plane: string, count: number | null): number {
  return plane === 'observed' ? (count ?? 0) : 0;
}

/** What would break: an action that is needed and that nobody named. */
function notKnown({ otherServices, besides }: NarrowedStatement): string {
  const texts = [
    'whether an action is needed that neither code nor a log that was read names; it would then be refused: try the tools after the change, and keep the old statement at hand',
    ...(besides.length === 0 ? [] : [`whether these are needed too: ${besides.join(', ')}`]),
    ...(otherServices.length === 0
      ? []
      : [
          `what of the actions beside these is in use that the statement gives today (${otherServices.includes('*') ? 'of any service' : `of ${listed(otherServices)}`}): that was not looked at, and none of it is above`,
        ]),
  ];
  return texts.join('; ');
}
