import { endOfQuoted, MAX_DEPTH, plainText, templateParts, templateValue } from './hcl-template.ts';
import type { HclAttribute, HclBlock, HclBody, HclEntry, HclValue, TemplatePart } from './hcl-value.ts';

/** The text is not HCL, from this line on. */
export class HclSyntaxError extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`not HCL at line ${String(line)}`);
    this.name = 'HclSyntaxError';
    this.line = line;
  }
}

/** Identifiers after UAX 31, with dashes (hclsyntax/spec.md, "Identifiers"). */
const WORD = /[\p{L}_][\p{L}\p{N}_-]*/uy;
/** Names, attributes, indices and splats: whatever can be followed without evaluating anything. */
const REFERENCE = /[\p{L}_][\p{L}\p{N}_-]*(?:\.(?:[\p{L}\p{N}_-]+|\*)|\[(?:\d+|\*|"[^"\n]*")\])*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[^\S\n]*\r?\n/uy;

/**
 * Reads one file.
 *
 * @throws {HclSyntaxError} Where it is not HCL; RangeError where it is nested more than 100 levels deep.
 */
export function readHcl(text: string): HclBody {
  // Windows line ends would end up in the texts of here-documents.
  const reader = new HclReader(text.replaceAll('\r\n', '\n'));
  const body = reader.body(0);
  reader.expectEnd();
  return body;
}

/**
 * Recursive descent over one string. Patterns are sticky and anchored at the position, so that nothing is read
 * twice.
 */
class HclReader {
  private at = 0;
  private line = 1;
  /** Where `line` was counted to. */
  private counted = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  expectEnd(): void {
    if (this.at < this.text.length) throw new HclSyntaxError(this.lineHere());
  }

  /** Counted on, never back: asking for each line from the start would take time in the square of the file. */
  private lineHere(): number {
    for (; this.counted < this.at; this.counted += 1) if (this.text[this.counted] === '\n') this.line += 1;
    return this.line;
  }

  private fail(): never {
    throw new HclSyntaxError(this.lineHere());
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private isNext(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Blanks and comments; with newlines where they mean nothing. */
  private skip(newlines: boolean): void {
    for (;;) {
      const char = this.text[this.at];
      if (char === ' ' || char === '\t' || char === '\r' || (newlines && char === '\n')) this.at += 1;
      else if (char === '#' || this.isNext('//')) this.at = this.endOf('\n');
      else if (this.isNext('/*')) this.at = this.endOf('*/') + 2;
      else return;
    }
  }

  /** To the end of the text where the mark is missing: an unclosed comment swallows the rest. */
  private endOf(mark: string): number {
    const found = this.text.indexOf(mark, this.at);
    return found < 0 ? this.text.length : found;
  }

  /** Attributes and blocks up to the brace that closes, which is left to the caller. */
  body(depth: number): HclBody {
    if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (this.skip(true); this.at < this.text.length && !this.isNext('}'); this.skip(true)) {
      const startLine = this.lineHere();
      const name = this.match(WORD)?.[0] ?? this.fail();
      this.skip(false);
      if (this.isNext('=') && !this.isNext('==')) {
        this.at += 1;
        this.skip(false);
        attributes.push({ name, value: this.value(depth), line: startLine });
        this.expectEndOfItem();
      } else {
        blocks.push(this.block(name, startLine, depth));
      }
    }
    return { attributes, blocks };
  }

  /** Two attributes on one line are no HCL: better refused than read wrong. */
  private expectEndOfItem(): void {
    this.skip(false);
    if (this.at < this.text.length && !this.isNext('\n') && !this.isNext('}')) this.fail();
  }

  private block(type: string, startLine: number, depth: number): HclBlock {
    const labels: string[] = [];
    while (!this.isNext('{')) {
      const word = this.match(WORD)?.[0];
      if (word !== undefined) labels.push(word);
      else if (this.isNext('"')) labels.push(plainText(this.quoted()) ?? this.fail());
      else this.fail();
      this.skip(false);
    }
    this.at += 1;
    const body = this.body(depth + 1);
    if (!this.isNext('}')) this.fail();
    const endLine = this.lineHere();
    this.at += 1;
    return { type, labels, body, startLine, endLine };
  }

  /** What stands alone is read; what is part of something larger is kept as the text of the whole. */
  private value(depth: number): HclValue {
    if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
    const start = this.at;
    const simple = this.simpleValue(depth);
    if (simple !== null && this.isEndOfValue()) return simple;
    this.at = start;
    return { kind: 'expression', text: this.expressionText() };
  }

  private simpleValue(depth: number): HclValue | null {
    if (this.isNext('"')) return templateValue(this.quoted());
    if (this.isNext('<<')) return this.heredoc();
    if (this.isNext('[')) return this.list(depth + 1);
    if (this.isNext('{')) return this.object(depth + 1);
    const number = this.match(NUMBER)?.[0];
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const reference = this.match(REFERENCE)?.[0];
    if (reference === undefined) return null;
    if (reference === 'true' || reference === 'false')
      return { kind: 'literal', value: reference === 'true' };
    if (reference === 'null') return { kind: 'literal', value: null };
    return { kind: 'expression', text: reference };
  }

  /** An operator behind it makes it part of an expression: `1 + 2` is not 1. */
  private isEndOfValue(): boolean {
    const from = this.at;
    this.skip(false);
    const char = this.text[this.at];
    this.at = from;
    return char === undefined || '\n,]})'.includes(char);
  }

  /** To the end of the line outside brackets, or to what closes around it. */
  private expressionText(): string {
    const start = this.at;
    let open = 0;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? '';
      if (char === '"') {
        this.quoted();
        continue;
      }
      // Texts inside may hold brackets and hashes that mean nothing.
      if (this.isNext('<<') && this.heredoc() !== null) continue;
      if ((char === '#' || this.isNext('//') || this.isNext('/*')) && open > 0) {
        this.skip(false);
        continue;
      }
      if ('([{'.includes(char)) open += 1;
      else if (')]}'.includes(char) && open > 0) open -= 1;
      else if (open === 0 && ('\n,)]}#'.includes(char) || this.isNext('//') || this.isNext('/*'))) break;
      this.at += 1;
    }
    if (open > 0 || this.at === start) this.fail();
    return this.text.slice(start, this.at).trim();
  }

  private list(depth: number): HclValue | null {
    this.at += 1;
    const items: HclValue[] = [];
    for (this.skip(true); !this.isNext(']'); this.skip(true)) {
      // A comprehension is evaluated, not read: the caller takes all of it as an expression.
      if (items.length === 0 && /^for\b/.test(this.text.slice(this.at, this.at + 4))) return null;
      items.push(this.value(depth));
      this.skip(true);
      if (this.isNext(',')) this.at += 1;
      else if (!this.isNext(']')) this.fail();
    }
    this.at += 1;
    return { kind: 'list', items };
  }

  private object(depth: number): HclValue | null {
    this.at += 1;
    const entries: HclEntry[] = [];
    for (this.skip(true); !this.isNext('}'); this.skip(true)) {
      if (entries.length === 0 && /^for\b/.test(this.text.slice(this.at, this.at + 4))) return null;
      const key = this.isNext('"') ? plainText(this.quoted()) : (this.match(WORD)?.[0] ?? null);
      // A computed key: the object as a whole is an expression.
      if (key === null) return null;
      this.skip(false);
      // HCL takes both between key and value.
      if (!this.isNext('=') && !this.isNext(':')) this.fail();
      this.at += 1;
      this.skip(false);
      entries.push({ key, value: this.value(depth) });
      this.skip(false);
      if (this.isNext(',')) this.at += 1;
      else if (!this.isNext('\n') && !this.isNext('}')) this.fail();
    }
    this.at += 1;
    return { kind: 'object', entries };
  }

  /** From the opening quote past the closing one. */
  private quoted(): readonly TemplatePart[] {
    const start = this.at + 1;
    const end = endOfQuoted(this.text, start, 0);
    if (end < 0) this.fail();
    this.at = end + 1;
    return templateParts(this.text.slice(start, end), true);
  }

  /** Null where `<<` opens none. The text ends before the line that holds the mark alone. */
  private heredoc(): HclValue | null {
    const opening = this.match(HEREDOC);
    if (opening === null) return null;
    const [, dash, name = ''] = opening;
    const lines: string[] = [];
    for (;;) {
      if (this.at >= this.text.length) this.fail();
      const end = this.endOf('\n');
      const line = this.text.slice(this.at, end);
      this.at = end;
      if (line.trim() === name) break;
      lines.push(`${line}\n`);
      this.at = Math.min(end + 1, this.text.length);
    }
    // `<<-` takes away the blanks that all lines have in common.
    const margins = lines
      .filter((line) => line.trim() !== '')
      .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
    const margin = dash === '-' ? margins.reduce((least, one) => Math.min(least, one), 1_000) : 0;
    return templateValue(
      templateParts(lines.map((line) => line.slice(Math.min(margin, line.length - 1))).join(''), false),
    );
  }
}
