/**
 * A reader for the literal part of HCL's native syntax (github.com/hashicorp/hcl, hclsyntax/spec.md): blocks, attributes,
 * strings, lists, objects, templates and plain references, with lines. Whatever needs evaluating stays an expression's
 * text. Why this and not a compiled parser: docs/decisions/0010-own-hcl-reader.md.
 */
export type HclValue =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'list'; readonly items: readonly HclValue[] }
  | { readonly kind: 'object'; readonly entries: readonly HclEntry[] }
  | { readonly kind: 'expression'; readonly text: string };

/** Text as it is, or the expression between `${` and `}`. */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

export interface HclEntry {
  readonly key: string;
  readonly value: HclValue;
}

export interface HclAttribute {
  readonly name: string;
  readonly value: HclValue;
  readonly line: number;
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  readonly startLine: number;
  readonly endLine: number;
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** The text is not HCL, from this line on. */
export class HclSyntaxError extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`not HCL at line ${String(line)}`);
    this.name = 'HclSyntaxError';
    this.line = line;
  }
}

const MAX_DEPTH = 100;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const REFERENCE = /[\p{L}_][\p{L}\p{N}_-]*(?:\.(?:[\p{L}\p{N}_-]+|\*)|\[(?:\d+|\*|"[^"\n]*")\])*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[^\S\n]*\r?\n/uy;

/**
 * Reads one file.
 *
 * @throws {HclSyntaxError} Where it is not HCL; RangeError where it is nested more than 100 levels deep.
 */
export function readHcl(text: string): HclBody {
  const reader = new HclReader(text.replaceAll('\r\n', '\n'));
  const body = reader.body(0);
  reader.expectEnd();
  return body;
}

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

  private endOf(mark: string): number {
    const found = this.text.indexOf(mark, this.at);
    return found < 0 ? this.text.length : found;
  }

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
    const margins = lines
      .filter((line) => line.trim() !== '')
      .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
    const margin = dash === '-' ? Math.min(...margins, 1_000) : 0;
    return templateValue(
      templateParts(lines.map((line) => line.slice(Math.min(margin, line.length - 1))).join(''), false),
    );
  }
}

/** Index of the closing quote, -1 where the line ends first; what is interpolated may hold quotes of its own. */
function endOfQuoted(text: string, from: number, depth: number): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') return at;
    if (char === '\n') return -1;
    if (char === '\\') at += 1;
    else if (text.startsWith('$${', at) || text.startsWith('%%{', at)) at += 2;
    else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      at = endOfInterpolation(text, at + 2, depth + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** Index of the brace that closes an interpolation, -1 where none does. */
function endOfInterpolation(text: string, from: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    else if (text[at] === '}') open -= 1;
    else if (text[at] === '"') {
      at = endOfQuoted(text, at + 1, depth + 1);
      if (at < 0) return -1;
    }
    if (open === 0) return at;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function templateParts(raw: string, escapes: boolean): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < raw.length) {
    const rest = raw.slice(at, at + 3);
    const unicode = /^\\u([0-9a-fA-F]{4})/.exec(raw.slice(at, at + 6));
    if (rest === '$${' || rest === '%%{') {
      text += rest.slice(1);
      at += 3;
    } else if (rest.startsWith('${') || rest.startsWith('%{')) {
      const close = endOfInterpolation(raw, at + 2, 0);
      const end = close < 0 ? raw.length : close;
      const inner = raw
        .slice(at + 2, end)
        .replaceAll(/^~|~$/g, '')
        .trim();
      parts.push(...(text === '' ? [] : [{ text }]), {
        expression: rest.startsWith('%') ? `%{${inner}}` : inner,
      });
      text = '';
      at = end + 1;
    } else if (escapes && unicode?.[1] !== undefined) {
      text += String.fromCharCode(parseInt(unicode[1], 16));
      at += 6;
    } else if (escapes && raw[at] === '\\') {
      text += ESCAPES[raw[at + 1] ?? ''] ?? raw[at + 1] ?? '';
      at += 2;
    } else {
      text += raw[at] ?? '';
      at += 1;
    }
  }
  return text === '' ? parts : [...parts, { text }];
}

/** Text without any expression in it; null where there is one. */
function plainText(parts: readonly TemplatePart[]): string | null {
  const texts = parts.map((part) => ('text' in part ? part.text : null));
  return texts.includes(null) ? null : texts.join('');
}

function templateValue(parts: readonly TemplatePart[]): HclValue {
  const text = plainText(parts);
  return text === null ? { kind: 'template', parts } : { kind: 'literal', value: text };
}
