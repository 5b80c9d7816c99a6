import type { NodeId } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphView, Hop } from '#graph';
import { changeKey, hopChange, type Change } from '../cuts.ts';
import { emptiedStatements, type Emptied } from '../emptied-statements.ts';
import { narrowedStatements, type ResourcesOf } from '../narrowed-statements.ts';
import { policyNarrowing } from '../policy-narrowing.ts';
import type { Repair } from '../repair-plan.ts';
import { listed } from './counted.ts';
import { asOrder, firstClause, type FixText } from './fix-text.ts';
import { narrowingText, stepsBefore } from './narrowing-text.ts';
import { nameOf } from './node-name.ts';
import type { OpenReasons } from './open-reasons.ts';
import { eachHolderText, holdersText } from './owner-text.ts';
import { numbersText, type Step } from './plan-head.ts';
import { usersText } from './role-users-text.ts';
import { storesCutOff } from './stores-cut-off.ts';
import { callsText, usageText } from './usage-text.ts';

/** What a page tells once, and how the fix of a rule reads for one asset. */
export interface PageWords {
  readonly reasons: OpenReasons;
  readonly fixOf: FixText;
  /** Absent where nothing can say it: then no statement is promised. */
  readonly resourcesOf?: ResourcesOf | undefined;
}

/**
 * One change, and what of the findings ends with it.
 *
 * @param stepOf As of `narrowingText`.
 */
export function repairStep(
  repair: Repair,
  view: GraphView,
  stepOf: (asset: NodeId) => number | null,
  { fixOf, resourcesOf }: PageWords,
): Step {
  const { settles, opens, change } = repair;
  const owner = `owner: ${holdersText({ who: repair.holders, insteadOf: repair.insteadOf }, view)}`;
  const used = usageText(repair.takes, view, true) || callsText(change, view);
  const narrowing = change.kind === 'policy' ? policyNarrowing(change, repair.takes, view) : null;
  const narrow = narrowing === null ? '' : narrowingText(narrowing, used === '', stepOf);
  const what = changeText(repair, view, fixOf);
  const then = [
    owner,
    ...writtenOut(repair, view, resourcesOf),
    ...(settles.length > 0 ? [`settles ${wrongTexts(settles, what)}`] : []),
    ...(opens.length > 0 ? [openedText(opens, what)] : []),
  ];
  return {
    // What is said to be unused before it is another part.
    what: `${what}${narrow}${used === '' ? '' : ` (${narrow === '' ? '' : 'of what is named, '}${used})`}`,
    then: then.join('; '),
    settles,
    opens,
    // What a document loses is told by name; of any other change the part is not.
    shrinks: narrow === '' ? [] : repair.shrinks,
    answers: [],
    tellsCutOf: [...settles, ...opens].filter((one) => isWholeCut(change, one)),
    tellsFix: change.kind !== 'asset',
    waitsFor: narrowing === null ? [] : stepsBefore(narrowing, stepOf),
  };
}

/** Where `why` has the statement to be copied; nothing where it says that it cannot be written out. */
function writtenOut(
  { change, takes, settles, opens }: Repair,
  view: GraphView,
  resourcesOf: ResourcesOf | undefined,
): readonly string[] {
  const [finding] = [...settles, ...opens];
  if (change.kind !== 'policy' || resourcesOf === undefined || finding === undefined) return [];
  const written = narrowedStatements(change, takes, view, resourcesOf).filter(
    ({ after }) => after.length > 0,
  );
  if (written.length === 0) return [];
  const what = written.length === 1 ? 'the statement as it' : 'the statements as they';
  return [`${what} would stand: \`why ${finding.id}\``];
}

/** Whether the cut of a finding asks for this change and for no other. */
function isWholeCut(change: Change, { cut }: Finding): boolean {
  return (cut?.hops ?? []).every(({ hop, why }) => {
    const asked = hopChange(hop, why);
    return asked !== null && changeKey(asked) === changeKey(change);
  });
}

type AloneEffect = 'settles' | 'opens' | 'shrinks';

/** What the cut of a finding was tried to do; the fix of a rule settles it. */
function aloneEffect({ cut }: Finding): AloneEffect {
  return cut === null || cut.after === 'settled' ? 'settles' : cut.after === 'open' ? 'opens' : 'shrinks';
}

/** Settings to change that are told in one step; more are a change of the asset, which the fix says better. */
const FEW_SETTINGS = 2;

/** Null where they are many, or not all of the cut. */
function settingsText({ cut }: Finding): string | null {
  const hops = cut?.hops ?? [];
  const settings = hops.flatMap((one) => (one.hop.kind === 'edge' && !isAddress(one) ? [one.why] : []));
  const isFew = hops.length > 0 && settings.length === hops.length && hops.length <= FEW_SETTINGS;
  return isFew ? settings.join('; ') : null;
}

/** An address that is open may be meant to be: there the fix names both ways, and the cut who loses by the first. */
function isAddress({ hop }: { readonly hop: Hop }): boolean {
  return hop.kind === 'edge' && hop.edge.edge === 'exposes';
}

/** Who loses what where the address is asked for a name; empty where the cut is no address alone. */
function addressLoss({ cut }: Finding): string {
  const hops = cut?.hops ?? [];
  if (hops.length === 0 || !hops.every(isAddress)) return '';
  const losers = [...new Set(hops.flatMap(({ why }) => why.split('; ').slice(1)))];
  return losers.length === 0 ? '' : `once it asks, ${listed(losers)}`;
}

/** What shares its cause with nothing. */
export function findingStep(finding: Finding, view: GraphView, { reasons, fixOf }: PageWords): Step {
  // The settings of its cut where they are few; else the first words of its fix, since the whole stands with the finding.
  const settings = settingsText(finding);
  const loss = addressLoss(finding);
  const used = usageText(
    (finding.cut?.hops ?? []).map(({ hop }) => hop),
    view,
    true,
    // Of such a finding there is also another way out.
    'would',
  );
  const effect = aloneEffect(finding);
  const answers = reasons.about(finding.asset);
  const named = nameOf(finding.asset, view);
  const text = fixOf(settings ?? asOrder(firstClause(finding.fix)), finding.asset);
  const beside = used || loss;
  return {
    what: `${named}: ${text}${beside === '' ? '' : ` (${beside})`}`,
    then: [
      `owner: ${eachHolderText(finding, view)}`,
      effect === 'opens' ? openedText([finding], named) : `${effect} ${wrongTexts([finding], named)}`,
      ...(answers.length === 0 ? [] : [`ends ${listed(answers)}`]),
    ].join('; '),
    settles: effect === 'settles' ? [finding] : [],
    opens: effect === 'opens' ? [finding] : [],
    answers,
    tellsCutOf: settings === null && loss === '' ? [] : [finding],
    tellsFix: settings !== null,
  };
}

/** Tools that the cut of a finding takes from its agent. */
export function toolsCut({ cut }: Finding): readonly string[] {
  return (cut?.hops ?? []).flatMap(({ hop }) =>
    hop.kind === 'edge' && hop.edge.edge === 'calls-tool' ? [hop.edge.to] : [],
  );
}

/** The step of a finding, with the stores that its agent loses by it and that no step names. */
export function agentStep(
  finding: Finding,
  before: readonly Step[],
  assessment: Assessment,
  view: GraphView,
  page: PageWords,
): Step {
  const step = findingStep(finding, view, page);
  const told = [...before, step].map(({ what }) => what);
  return {
    ...step,
    what: `${step.what}${storesCutOff(finding, toolsCut(finding), told, assessment, view)}`,
  };
}

/** The step of a finding that takes tools from its agent, of which earlier steps repair some: it is about what they leave. */
export function restStep(
  finding: Finding,
  before: readonly Step[],
  assessment: Assessment,
  view: GraphView,
  page: PageWords,
): Step {
  const step = agentStep(finding, before, assessment, view, page);
  const tools = toolsCut(finding).map((id) => view.node(id)?.name ?? id);
  const numbers = before.flatMap(({ what }, index) =>
    tools.some((tool) => what.split(/[^\w.-]+/).includes(tool)) ? [index + 1] : [],
  );
  if (numbers.length === 0) return step;
  const which = numbersText(numbers);
  const left = `of what ${numbers.length === 1 ? `step ${which} leaves` : `steps ${which} leave`}, `;
  const named = `${nameOf(finding.asset, view)}: `;
  const tellsCutOf = tools.every((tool) => step.what.includes(tool)) ? [finding] : [];
  return { ...step, tellsCutOf, waitsFor: numbers, what: `${named}${left}${step.what.slice(named.length)}` };
}

function openedText(opens: readonly Finding[], what: string): string {
  return `turns into ${opens.length === 1 ? 'a question' : 'questions'} ${wrongTexts(opens, what)}`;
}

/** What is wrong, and the id under which the page says more. */
function wrongTexts(findings: readonly Finding[], what: string): string {
  return findings.map((one) => `${one.id} (${wrongText(one, what)})`).join(', ');
}

/** The first clause of its message; the asset is named once where the step is about it. */
function wrongText({ message }: Finding, what: string): string {
  const clause = (message.split(/[:;]/, 1)[0] ?? message).replaceAll(/ \([^)]*\)/g, '');
  const [about = ''] = what.split(':', 1);
  return clause.startsWith(`${about} `) ? clause.slice(about.length + 1) : clause;
}

/** As an order: it is read by who does it. */
function changeText(repair: Repair, view: GraphView, fixOf: FixText): string {
  const { change } = repair;
  switch (change.kind) {
    case 'policy':
      return policyText(change, emptiedBy(repair, view), view);
    case 'edge':
      return change.why;
    case 'asset': {
      const fix = asOrder(change.fix.replace(/\.$/, ''));
      return `${nameOf(change.asset.id, view)}: ${fixOf(fix, change.asset.id)}`;
    }
  }
}

type PolicyChange = Extract<Change, { kind: 'policy' }>;

/** A finding that shows no path speaks of the policy in words: what it takes away is not known statement by statement. */
function emptiedBy({ change, takes, settles, opens }: Repair, view: GraphView): Emptied {
  const isShown = [...settles, ...opens].every(({ paths }) => paths.length > 0);
  if (change.kind !== 'policy' || !isShown) return { statements: [], isAll: false };
  return emptiedStatements(change, takes, view);
}

/** A statement of which nothing would be left is deleted: a narrowed one would still be there, and give nothing. */
function policyText(
  { policy, on, attachedTo, statements }: PolicyChange,
  emptied: Emptied,
  view: GraphView,
): string {
  // A resource has one policy; an identity may have many, each with a name.
  const holder = nameOf(attachedTo, view);
  const name = policy.slice(policy.lastIndexOf('/') + 1);
  const which = statementsText(statements);
  if (statements.length > 0 && emptied.statements.length === statements.length) {
    const alone = emptied.isAll ? ', and so the whole policy: it has no other' : '';
    return `delete ${which} of ${on === 'resource' ? `the policy of ${holder}` : `policy ${name} of ${holder}`}${alone}`;
  }
  const gone = emptied.statements.length === 0 ? '' : ` (delete ${statementsText(emptied.statements)})`;
  const some = which === '' ? '' : `, ${which}${gone}`;
  return on === 'resource'
    ? `narrow the policy of ${holder}${some}`
    : `narrow policy ${name}${some}${some === '' ? '' : ','} of ${holder} (${usersText(attachedTo, view)})`;
}

/** `statement "Tables"`, `statements #1 and #3`; empty where none is named. */
function statementsText(labels: readonly string[]): string {
  if (labels.length === 0) return '';
  const names = labels.map((one) => (one.startsWith('#') ? one : `"${one}"`));
  return `${names.length === 1 ? 'statement' : 'statements'} ${listed(names)}`;
}
