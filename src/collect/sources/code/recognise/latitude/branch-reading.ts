import type { Branch, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import type { Recognition } from '../recognition/recognition.ts';
import type { BodyFrame } from './body-frame.ts';
import { isToolName, type CalledTool, type Verdict } from './called-tool.ts';
import { expressionIn, isBalanced, plainText } from './condition-texts.ts';

const COMPARED = /^(.+?)\s*(===?|!==?|\bis not\b|\bis\b|\bnot in\b|\bin\b)\s*(.+)$/s;
const INCLUDED = /^(!?)(.+)\.(?:includes|has)\(([^()]+)\)$/s;

/** Reads the branches of one function as they are taken for one tool. */
export class BranchReading {
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
    const expr = expressionIn(this.#frame.fn, text);
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
      const expr = expressionIn(fn, text);
      const list = expr === null ? null : resolver.list(this.#at(expr));
      const texts = list?.complete === true ? list.items.map((item) => textOf(resolver.value(item))) : [null];
      return texts.some((one) => one === null) ? null : texts.flatMap((one) => one ?? []);
    }
    const texts = parts.map((part) => {
      const expr = expressionIn(fn, part);
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
      return this.#compared(included, this.#texts(plainText(holder), true), not !== '');
    const [, left, operator, right] = COMPARED.exec(plainText(text)) ?? [];
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
    const written = plainText(text)
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
