import { counted, type MissingKind } from '#model';
import { asClause, type Assessment, type Finding, type Unasked } from '#assess';
import type { GraphView } from '#graph';
import { ownersAt } from '../cuts.ts';
import { openQuestions, type OpenQuestions } from '../open-questions.ts';
import { placesText } from './evidence-text.ts';
import { countedKinds, listed } from './counted.ts';
import { labelled, wrap } from './layout.ts';
import { lostText } from './lost-text.ts';
import { MISSING_WORDS } from './missing-words.ts';
import type { OpenReasons } from './open-reasons.ts';
import { ownersText } from './owner-text.ts';
import type { Style } from './painter.ts';
import { reasonTexts } from './reason-texts.ts';
import { nameOf } from './node-name.ts';

/** Columns. */
const INDENT = 4;
const LABEL = 11;
/** Assets and reasons that are named; the rest is counted, and --all names it. */
const SHOWN = 3;

/** What is open, by what it waits for: forty assets that miss the same file are one thing to do. */
export function renderOpenQuestions(
  { findings, unasked, lost }: Pick<Assessment, 'findings' | 'unasked' | 'lost'>,
  view: GraphView,
  all: boolean,
  reasons: OpenReasons,
  style: Style,
): readonly string[] {
  const { short } = reasons;
  // Of an empty folder nothing was asked that anybody could answer.
  if (view.nodes().length === 0) return [];
  const groups = openQuestions(findings);
  const above = findings.filter((one) => one.verdict === 'fires');
  const count = groups.reduce((sum, group) => sum + group.questions.length, 0);
  const head =
    count === 0
      ? []
      : wrap(
          `CANNOT TELL (${String(count)}): open questions, none of them a pass, by what they wait for${lostText({ lost })}`,
          style.width,
        ).map(style.paint.bold);
  const lines = [
    ...head,
    ...groups.flatMap((group, index) =>
      groupLines(group, index === 0 && groups.length > 1, above, view, all, short, style),
    ),
    ...besideLines(reasons.beside(groups.flatMap((one) => one.missing)), view, style),
    ...unaskedLines(unasked, new Set(groups.map((one) => one.waitsFor)), style),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

/** One group: what it waits for, which questions, why, and what a reader can do. */
function groupLines(
  group: OpenQuestions,
  first: boolean,
  above: readonly Finding[],
  view: GraphView,
  all: boolean,
  short: OpenReasons['short'],
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, INDENT, LABEL, width, paint);
  const words = MISSING_WORDS[group.waitsFor];
  const { questions } = group;
  // Of few the names stand below.
  const isNamed = byRule(questions).every((of) => new Set(of.map(({ asset }) => asset)).size <= SHOWN);
  const on = isNamed ? '' : ` on ${assetsText(questions, view)}`;
  const head = `waits for ${words.what}: ${counted(questions.length, 'question')}${on}${first ? ' (most useful next)' : ''}`;
  const total = questions.length;
  const also = group.also.map(({ kind, count }) => {
    const share = count === total ? `all ${String(total)}` : `${String(count)} of ${String(total)}`;
    const of = total === 1 ? '' : `: ${share}`;
    return `${MISSING_WORDS[kind].what}${of}${all ? '' : alsoReasons(questions, kind, view, short)}`;
  });
  return [
    ...wrap(head, width - 2).map((line) => `  ${paint.bold(line)}`),
    ...itemLines(
      'open',
      byRule(questions).map((of) => ruleText(of, above, view)),
      style,
    ),
    ...(all
      ? questions.flatMap((one) => oneLines(one, view, style))
      : reasonLines(group, view, short, style)),
    ...(also.length === 0 ? [] : label('needs also', also.join('; '))),
    ...askLines(
      group.missing.flatMap((one) => one.at ?? []),
      view,
      style,
    ),
    ...label('to answer', words.toAnswer),
  ];
}

/** What of the other kind is missing, where it is told in few words; `--all` tells every question its own. */
function alsoReasons(
  questions: readonly Finding[],
  kind: MissingKind,
  view: GraphView,
  short: OpenReasons['short'],
): string {
  const missing = questions.flatMap((one) => one.missing.filter((need) => need.kind === kind));
  // That a register is not there is said by its kind.
  if (missing.every((one) => one.at === null)) return '';
  const texts = [...new Set(reasonTexts(missing, view).map(short))];
  return texts.length <= SHOWN ? ` (${texts.join('; ')})` : ' (--all gives the reason of each)';
}

/** What stopped a search of an agent that no rule asks about by itself: its findings stand without it. */
function besideLines(
  beside: ReturnType<OpenReasons['beside']>,
  view: GraphView,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  return [...new Set(beside.map(({ kind }) => kind))].flatMap((kind) => {
    const mine = beside.filter((one) => one.kind === kind);
    const agents = listed([...new Set(mine.map(({ agent }) => nameOf(agent, view)))]);
    const words = MISSING_WORDS[kind];
    return [
      ...wrap(`waits for ${words.what}: part of what ${agents} can do`, width - 2).map(
        (line) => `  ${paint.bold(line)}`,
      ),
      ...itemLines('open', [...new Set(mine.map(({ text }) => text))], style),
      ...askLines(
        mine.map(({ at }) => at),
        view,
        style,
      ),
      ...labelled('to answer', words.toAnswer, INDENT, LABEL, width, paint),
    ];
  });
}

/** Who could answer, where the places are few and somebody is named for one of them. */
function askLines(places: readonly string[], view: GraphView, { paint, width }: Style): readonly string[] {
  const distinct = [...new Set(places)];
  const texts = distinct.map(
    (id) => `${ownersText(ownersAt(id, view), view) || 'nobody is named'} for ${nameOf(id, view)}`,
  );
  return distinct.length > SHOWN || distinct.every((id) => ownersAt(id, view).length === 0)
    ? []
    : labelled('ask', texts.join('; '), INDENT, LABEL, width, paint);
}

/** Several items begin with a dash each, so that a wrapped one is not read as two. */
function itemLines(label: string, items: readonly string[], { paint, width }: Style): readonly string[] {
  if (items.length < 2) return items.flatMap((item) => labelled(label, item, INDENT, LABEL, width, paint));
  return items.flatMap((item, index) =>
    labelled(index === 0 ? label : '', `- ${item}`, INDENT, LABEL, width, paint),
  );
}

/** `8 agents and 6 prompts`: each asset once, however many questions there are of it. */
function assetsText(questions: readonly Finding[], view: GraphView): string {
  const assets = [...new Set(questions.map((one) => one.asset))];
  return countedKinds(assets.flatMap((id) => view.node(id)?.kind ?? []));
}

/** In the order in which rules first come. */
function byRule(questions: readonly Finding[]): readonly (readonly Finding[])[] {
  const rules = new Map<string, Finding[]>();
  for (const one of questions) rules.set(one.rule, [...(rules.get(one.rule) ?? []), one]);
  return [...rules.values()];
}

/** One rule: the question, and of what it is asked; by name where they are few. */
function ruleText(questions: readonly Finding[], above: readonly Finding[], view: GraphView): string {
  const [first] = questions;
  const assets = [...new Set(questions.map((one) => one.asset))];
  const names = assets.map((id) => nameOf(id, view));
  const of = assets.length <= SHOWN ? listed(names) : assetsText(questions, view);
  // What is proven is no question any more: this one is about the rest.
  const proven = above.filter((one) => one.rule === first?.rule && assets.includes(one.asset)).length;
  const beyond = proven === 0 ? '' : `, beyond the ${counted(proven, 'finding')} above`;
  return `whether ${asClause(first?.title ?? '')}${beyond}: ${of} (${first?.rule ?? ''})`;
}

/** Where it stopped, to be looked at; reasons where there are few of them. */
function reasonLines(
  group: OpenQuestions,
  view: GraphView,
  short: OpenReasons['short'],
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const { missing } = group;
  // That a register is not there is said by what the group waits for.
  if (missing.every((one) => one.at === null)) return [];
  const texts = [...new Set(reasonTexts(missing, view).map(short))];
  // What a card tells in full needs no line of its own.
  const told = texts.filter((text) => text.startsWith('unknown ('));
  const untold = texts.filter((text) => !told.includes(text));
  const reasons =
    untold.length === 0
      ? told
      : untold.map((text, index) => (index === 0 ? [text, ...told].join('; ') : text));
  if (reasons.length <= SHOWN && missing.length <= SHOWN * SHOWN) return itemLines('because', reasons, style);
  const places = [...new Set(missing.flatMap((one) => one.at ?? []))];
  const shown = places.slice(0, SHOWN).map((id) => {
    const place = placesText(view.node(id)?.evidence ?? [], 1, style);
    return `${nameOf(id, view)}${place === '' ? '' : ` (${place})`}`;
  });
  const rest = places.length - shown.length;
  const text = `${shown.join(', ')}${rest > 0 ? `, and ${counted(rest, 'more asset')}; --all gives the reason of each` : '; --all gives the reasons'}`;
  return labelled('stopped at', text, INDENT, LABEL, width, paint);
}

/** One question by itself, with its id and every reason. */
function oneLines(question: Finding, view: GraphView, style: Style): readonly string[] {
  const { paint, width } = style;
  // That a register is not there is said by the group.
  const reasons = reasonTexts(
    question.missing.filter((one) => one.at !== null),
    view,
  );
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  return labelled(
    question.id,
    `${question.rule} ${nameOf(question.asset, view)}${why}`,
    INDENT,
    question.id.length + 1,
    width,
    paint,
  );
}

/** Rules that had nothing to look at, or not all, are no pass: they stand beside what could not be told. */
function unaskedLines(
  unasked: readonly Unasked[],
  told: ReadonlySet<MissingKind>,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const groups = [
    ...new Set(unasked.map(({ waitsFor, lost }) => `${waitsFor} ${String(lost !== null)}`)),
  ].map((key) => unasked.filter(({ waitsFor, lost }) => `${waitsFor} ${String(lost !== null)}` === key));
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { waitsFor: kind, lost } = first;
    const count = counted(group.length, 'rule');
    const head =
      lost === null
        ? `${count} not asked at all: ${UNASKED[kind]} was handed over`
        : `${count} asked of part alone: the rest of the telemetry is missing`;
    const toAnswer =
      lost === null ? MISSING_WORDS[kind].toAnswer : 'hand over what is missing, whole, and scan again';
    const beyond = lost === null ? '' : ', in what is missing';
    return [
      ...wrap(head, width - 2).map((line) => `  ${paint.bold(line)}`),
      ...itemLines(
        lost === null ? 'not asked' : 'open',
        group.map(({ rule }) => `whether ${asClause(rule.title)}${beyond} (${rule.id})`),
        style,
      ),
      ...itemLines('because', missingTexts(group), style),
      ...labelled(
        'to answer',
        lost === null && told.has(kind) ? `as above, for ${MISSING_WORDS[kind].what}` : toAnswer,
        INDENT,
        LABEL,
        width,
        paint,
      ),
    ];
  });
}

/** Few of them: the gaps below have all. */
function missingTexts(group: readonly Unasked[]): readonly string[] {
  const texts = [...new Set(group.flatMap(({ lost }) => lost ?? []))];
  const rest = texts.length - SHOWN;
  return rest > 0 ? [...texts.slice(0, SHOWN), `and ${counted(rest, 'more place')}`] : texts;
}

/** Of the planes that a tree alone does not show. */
const UNASKED: Readonly<Record<Extract<MissingKind, 'account' | 'telemetry'>, string>> = {
  account: 'no account export',
  telemetry: 'no telemetry',
};
