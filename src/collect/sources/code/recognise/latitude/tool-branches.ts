import type { Branch, Expr, FunctionIr, Language, Span } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { valueIn, type BodyFrame } from './body-frame.ts';
import { alternatives } from './client-makers.ts';

/** One of several tools that a function runs, which it tells apart by the name that it is handed. */
export interface CalledTool {
  readonly name: string;
  /** What stands for the name that is handed over: itself, wherever it is passed on to. */
  readonly marker: Located;
}

/** What of a function is run for one tool. */
interface OwnPart {
  /** The function has a branch for the tool. */
  readonly isFound: boolean;
  /** It has one for all others: that leaves the tool's only where no branch is open. */
  readonly isLeft: boolean;
  /** A branch asks for the name in a way that was not read: it may be the tool's. */
  readonly isOpen: boolean;
  /** Whether a line of the function may be run. */
  readonly runs: (line: number) => boolean;
}

type Verdict = 'yes' | 'no' | 'maybe';

/** `name`, `request.params.name`. */
const DOTTED = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;
const QUOTED = /^(["'`])([^"'`\\]*)\1$/;
const COMPARED = /^(.+?)\s*(===?|!==?|\bis not\b|\bis\b|\bnot in\b|\bin\b)\s*(.+)$/s;
const INCLUDED = /^(!?)(.+)\.(?:includes|has)\(([^()]+)\)$/s;

/** Without what types and optional chains add, and with keys as members. */
function plain(text: string): string {
  let at = text.trim();
  while (/^\([^()]*\)$/s.test(at)) at = at.slice(1, -1).trim();
  return at
    .replaceAll('?.', '.')
    .replace(/\s+as\s+\w[\w.]*$/, '')
    .replace(/!$/, '')
    .replaceAll(/\[["'](\w+)["']\]/g, '.$1');
}

/** Whether a value is the name of the tool that is called; maybe where it may be another. */
export function isToolName(
  recognition: Recognition,
  frame: BodyFrame,
  tool: CalledTool,
  at: Located,
): Verdict {
  const options = alternatives(valueIn(recognition, recognition.resolver.value(at), frame));
  // What stands in for a name that is missing is no other tool's: `name ?? ''`.
  const names = options.filter((option) => option.kind !== 'known' || !isNothing(option.value));
  const own = names.filter((option) => option.at.expr === tool.marker.expr);
  if (own.length === 0) return 'no';
  return own.length === names.length ? 'yes' : 'maybe';
}

function isNothing(value: string | number | boolean | null): boolean {
  return value === null || value === '';
}

/** An expression where the function stands; null for what is no name and no text. */
function expression(fn: FunctionIr, text: string): Expr | null {
  const { span } = fn;
  const at = plain(text);
  const quoted = QUOTED.exec(at)?.[2];
  // What a template puts in is not read: it may be any name.
  if (at.startsWith('`') && at.includes('${')) return null;
  if (quoted !== undefined) return { kind: 'string', value: quoted, span };
  if (!DOTTED.test(at)) return null;
  const [first = '', ...rest] = at.split('.');
  // The receiver has one name in both languages.
  let expr: Expr = { kind: 'name', name: first === 'this' ? 'self' : first, span };
  for (const property of rest) expr = { kind: 'member', object: expr, property, span };
  return expr;
}

/** As many brackets are opened as closed. */
function isBalanced(text: string): boolean {
  return text.split('(').length === text.split(')').length;
}

/** Reads the branches of one function as they are taken for one tool. */
class Reading {
  isFound = false;
  isLeft = false;
  isOpen = false;
  readonly #recognition: Recognition;
  readonly #frame: BodyFrame;
  readonly #tool: CalledTool;

  readonly #unknown: Verdict;

  /** @param unknown What a branch is that asks for a name which is not known. */
  constructor(recognition: Recognition, frame: BodyFrame, tool: CalledTool, unknown: Verdict) {
    this.#unknown = unknown;
    this.#recognition = recognition;
    this.#frame = frame;
    this.#tool = tool;
  }

  #at(expr: Expr): Located {
    return { module: this.#frame.module, scope: this.#frame.fn.scope, expr };
  }

  /** Whether an expression holds the name of the tool that is called. */
  #isName(text: string): Verdict {
    const expr = expression(this.#frame.fn, text);
    if (expr === null || expr.kind === 'string') return 'no';
    return isToolName(this.#recognition, this.#frame, this.#tool, this.#at(expr));
  }

  /** The texts of what stands on the other side; null where one of them is not known. */
  #texts(text: string, isList: boolean): readonly string[] | null {
    const { fn } = this.#frame;
    const { resolver } = this.#recognition;
    const items = /^[[({](.*)[\])}]$/s.exec(text.trim())?.[1]?.split(',') ?? null;
    const parts = items?.filter((item) => item.trim() !== '') ?? [text];
    if (isList && items === null) {
      const expr = expression(fn, text);
      const list = expr === null ? null : resolver.list(this.#at(expr));
      const texts = list?.complete === true ? list.items.map((item) => textOf(resolver.value(item))) : [null];
      return texts.some((one) => one === null) ? null : texts.flatMap((one) => one ?? []);
    }
    const texts = parts.map((part) => {
      const expr = expression(fn, part);
      return expr === null ? null : textOf(resolver.value(this.#at(expr)));
    });
    return texts.some((one) => one === null) ? null : texts.flatMap((one) => one ?? []);
  }

  /** The name against what is written: only what is known on both sides decides. */
  #compared(name: Verdict, texts: readonly string[] | null, isNegated: boolean): Verdict {
    if (texts === null) {
      this.isOpen = true;
      return this.#unknown;
    }
    const isMeant = texts.includes(this.#tool.name);
    if (name === 'maybe') {
      this.isFound ||= isMeant;
      return 'maybe';
    }
    if (isMeant && isNegated) this.isLeft = true;
    else if (isMeant) this.isFound = true;
    return isMeant === isNegated ? 'no' : 'yes';
  }

  #asked(text: string): Verdict {
    const [, not = '', holder, element] = INCLUDED.exec(text) ?? [];
    const included = element === undefined ? 'no' : this.#isName(element);
    if (holder !== undefined && included !== 'no')
      return this.#compared(included, this.#texts(plain(holder), true), not !== '');
    const [, left, operator, right] = COMPARED.exec(plain(text)) ?? [];
    if (left === undefined || operator === undefined || right === undefined) return 'maybe';
    const isNegated = operator.startsWith('!') || operator.endsWith('not') || operator.startsWith('not');
    const isList = operator.endsWith('in');
    const first = this.#isName(left);
    if (first !== 'no') return this.#compared(first, this.#texts(right, isList), isNegated);
    const second = isList ? 'no' : this.#isName(right);
    return second === 'no' ? 'maybe' : this.#compared(second, this.#texts(left, false), isNegated);
  }

  /** Alternatives of conditions that hold together. */
  #condition(text: string): Verdict {
    const wasOpen = this.isOpen;
    const verdict = this.#alternatives(text);
    // Decided whatever the unknown name in it is.
    if (verdict !== 'maybe') this.isOpen = wasOpen;
    return verdict;
  }

  #alternatives(text: string): Verdict {
    const written = plain(text)
      .split(/\s+or\s+|\|\|/)
      .map((one) => one.split(/\s+and\s+|&&/));
    // `!(x || name === 'a' || y)`: what stands in the brackets is no alternative of the whole.
    if (!written.flat().every(isBalanced)) return this.#nested(written.flat());
    const alternatives = written.map((parts) => parts.map((part) => this.#asked(part)));
    const verdicts = alternatives.map((parts): Verdict => {
      if (parts.includes('no')) return 'no';
      return parts.includes('maybe') ? 'maybe' : 'yes';
    });
    if (verdicts.includes('yes')) return 'yes';
    return verdicts.includes('maybe') ? 'maybe' : 'no';
  }

  /** Conditions in brackets are not taken apart: where one of them asks for the name, the whole is as one of a name not known. */
  #nested(parts: readonly string[]): Verdict {
    const { isFound, isLeft, isOpen } = this;
    const verdicts = parts.map((part) => this.#asked(part.replace(/^(?:[\s!(]|not\b)+|[\s)]+$/g, '')));
    const isMet = verdicts.some((verdict) => verdict !== 'maybe');
    const asks = isMet || this.isFound !== isFound || this.isOpen !== isOpen;
    Object.assign(this, { isFound, isLeft, isOpen });
    return asks ? this.#compared('yes', null, false) : 'maybe';
  }

  /** `case "a" | "b" if …`. */
  #case(subject: string, text: string): Verdict {
    const name = this.#isName(subject);
    if (name === 'no') return 'maybe';
    const [patterns = '', ...more] = text.split(/\s+and\s+/);
    const texts = patterns.split('|').map((part) => this.#texts(part, false));
    const known = texts.includes(null) ? null : texts.flatMap((one) => one ?? []);
    const verdict = this.#compared(name, known, false);
    return verdict === 'yes' && more.length > 0 ? 'maybe' : verdict;
  }

  /** In the order of the source: whether each branch of one statement is come to by what it asks. */
  #entered(branches: readonly Branch[]): readonly Verdict[] {
    let before: Verdict = 'no';
    const verdicts = branches.map(({ subject, asks }): Verdict => {
      if (asks === null) return 'no';
      const wasOpen = this.isOpen;
      const own = subject === null ? this.#condition(asks) : this.#case(subject, asks);
      if (before === 'yes') {
        // Behind the one that is taken nothing is asked: only whether the tool is named there counts.
        this.isOpen = wasOpen;
        return 'no';
      }
      const verdict = own === 'yes' && before === 'maybe' ? 'maybe' : own;
      if (own !== 'no') before = own;
      return verdict;
    });
    // Wherever a default stands, it is taken where no other is.
    return verdicts.map((verdict, place) => (branches[place]?.asks === null ? opposite(before) : verdict));
  }

  /** In the order of the source: whether each branch of one statement is run. */
  taken(branches: readonly Branch[]): readonly Verdict[] {
    const entered = this.#entered(branches);
    let runsOn: Verdict = 'no';
    return branches.map(({ fallsThrough }, place) => {
      const own = entered[place] ?? 'maybe';
      const verdict: Verdict = own === 'no' || runsOn === 'yes' ? runsOn : own;
      runsOn = fallsThrough ? verdict : 'no';
      return verdict;
    });
  }
}

function opposite(verdict: Verdict): Verdict {
  if (verdict === 'maybe') return 'maybe';
  return verdict === 'yes' ? 'no' : 'yes';
}

function isIn(line: number, { startLine, endLine }: Span): boolean {
  return line >= startLine && line <= endLine;
}

/**
 * The last line that is not come to from a branch that leaves: inside one that may not be taken, or a statement that may be
 * passed over, and before a failure is.
 */
function endOfLeft(
  { span: branch, around }: Branch,
  whole: Span,
  doubtful: readonly Span[],
  caught: readonly Branch[],
): number {
  const ends = doubtful.filter((one) => isIn(branch.startLine, one) && one.endLine >= branch.endLine);
  const passedOver = caught.filter((one) => !one.leaves && one.span.startLine > branch.endLine);
  return Math.min(
    around?.endLine ?? whole.endLine,
    ...ends.map(({ endLine }) => endLine),
    ...passedOver.map((one) => one.span.startLine - 1),
  );
}

/** What of a function is run for one of the tools that it tells apart by name. By lines: what shares one with a branch is run. */
export function ownPart(recognition: Recognition, frame: BodyFrame, tool: CalledTool): OwnPart {
  const read = (unknown: Verdict) => partOf(frame, new Reading(recognition, frame, tool, unknown));
  const own = read('maybe');
  // Where the tool has a branch, one of an unknown name is rather another tool's; that it is not the tool's as well is not known.
  return own.isFound && own.isOpen ? { ...read('no'), isFound: true, isOpen: true } : own;
}

/** Of a branch that is not taken, the lines that hold nothing else; null where it shares its only one. */
function ownLines(branch: Branch, kept: readonly Branch[], language: Language): Span | null {
  const { startLine, endLine } = branch.span;
  if (kept.some((other) => isIn(startLine, other.span))) return null;
  // `} else if (…) return f();`, `} f();`: behind the bracket that closes a block may stand what is run.
  const closes = language === 'typescript' && branch.subject === null;
  const isEndShared = closes || kept.some((other) => other.span.startLine === endLine);
  return isEndShared && endLine > startLine ? { startLine, endLine: endLine - 1 } : { startLine, endLine };
}

function partOf({ fn: { branches, span }, module }: BodyFrame, reading: Reading): OwnPart {
  const skipped: Span[] = [];
  const doubtful: Span[] = [];
  // What is run after a failure may be run whichever branch was left.
  const caught = branches.filter(({ statement }) => statement === null);
  const statements = new Set(branches.flatMap(({ statement }) => statement ?? []));
  for (const statement of statements) {
    if (skipped.some((one) => isIn(statement, one))) continue;
    const own = branches.filter((branch) => branch.statement === statement);
    const verdicts = reading.taken(own);
    const kept = own.filter((_branch, place) => verdicts[place] !== 'no');
    own.forEach((branch, place) => {
      const left = verdicts[place] === 'no' ? ownLines(branch, kept, module.language) : null;
      if (left !== null) skipped.push(left);
      if (verdicts[place] === 'maybe') doubtful.push(branch.span);
      const startLine = branch.span.endLine + 1;
      const endLine = endOfLeft(branch, span, doubtful, caught);
      if (verdicts[place] === 'yes' && branch.leaves && startLine <= endLine)
        skipped.push({ startLine, endLine });
    });
  }
  const runs = (line: number): boolean =>
    caught.some((one) => isIn(line, one.span)) || !skipped.some((one) => isIn(line, one));
  const { isFound, isLeft, isOpen } = reading;
  return { isFound, isLeft, isOpen, runs };
}
