import { hexValue, textOfBytes, type DecodeBudget, type Layer, type RunVisit } from './decoded-run.ts';

/** How far a run reaches beyond its first and last escape, in characters without white space: as far as a long token. */
const REACH_BACK = 256;
const REACH_ON = 4096;

interface EscapeForm {
  readonly layer: Layer;
  /** What every escape begins with. */
  readonly sign: string;
  /** @returns The length of the escape at this place and the bytes that it stands for; null where there is none. */
  read(text: string, at: number): { readonly length: number; readonly bytes: readonly number[] } | null;
}

/** RFC 3986 section 2.1; HTML character references; RFC 2045 section 6.7. */
const FORMS: readonly EscapeForm[] = [
  { layer: 'percent', sign: '%', read: readPercent },
  { layer: 'html-entity', sign: '&', read: readEntity },
  { layer: 'quoted-printable', sign: '=', read: readQuotedPrintable },
];

/** Stretches with escapes in them, decoded: each form by itself, since another layer is found one depth further. */
export function visitEscapeRuns(text: string, budget: DecodeBudget, visit: RunVisit): void {
  for (const form of FORMS) {
    let from = 0;
    for (;;) {
      const first = nextEscape(text, form, from);
      if (first < 0 || budget.characters <= 0) break;
      from = visitRun(text, form, first, from, budget, visit);
    }
  }
}

/** The text with every escape of every form undone once. */
export function decodeEscapes(text: string): string {
  let decoded = text;
  for (const form of FORMS) {
    const bytes: number[] = [];
    for (let at = 0; at < decoded.length;) {
      const escape = decoded.charAt(at) === form.sign ? form.read(decoded, at) : null;
      if (escape === null) at += pushCharacter(bytes, decoded, at);
      else {
        bytes.push(...escape.bytes);
        at += escape.length;
      }
    }
    decoded = textOfBytes(Uint8Array.from(bytes));
  }
  return decoded;
}

/** The next sign that does begin an escape; -1 where there is none. */
function nextEscape(text: string, form: EscapeForm, from: number): number {
  let at = text.indexOf(form.sign, from);
  while (at >= 0 && form.read(text, at) === null) at = text.indexOf(form.sign, at + 1);
  return at;
}

/** Decodes the stretch around one escape. @returns Where the search goes on, so that no stretch is decoded twice. */
function visitRun(
  text: string,
  form: EscapeForm,
  first: number,
  floor: number,
  budget: DecodeBudget,
  visit: RunVisit,
): number {
  let start = first;
  while (start > floor && first - start < REACH_BACK && isInk(text.charCodeAt(start - 1))) start -= 1;
  const bytes: number[] = [];
  let at = start;
  let escapes = 0;
  let last = first;
  while (at < text.length && at - last < REACH_ON) {
    const escape = text.charAt(at) === form.sign ? form.read(text, at) : null;
    if (escape !== null) {
      bytes.push(...escape.bytes);
      at += escape.length;
      last = at;
      escapes += 1;
    } else if (isInk(text.charCodeAt(at))) {
      at += pushCharacter(bytes, text, at);
    } else break;
  }
  budget.characters -= at - start;
  // One soft line break joins a word; one =XX in a line of code is chance.
  if (budget.characters >= 0 && bytes.length >= 12 && escapes > 0)
    visit({ start, end: at, layer: form.layer, text: textOfBytes(Uint8Array.from(bytes)) });
  return at;
}

/** Neither white space nor a quotation mark, which end what is encoded; encodeURIComponent leaves an apostrophe. */
function isInk(code: number): boolean {
  return code > 32 && code !== 34 && code !== 96;
}

/** A code point as UTF-8; half a surrogate pair becomes a byte that ends any match. */
function pushCodePoint(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
  else if ((code & 0xf800) === 0xd800 || code > 0x10ffff) bytes.push(0xff);
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  else
    bytes.push(
      0xf0 | (code >> 18),
      0x80 | ((code >> 12) & 63),
      0x80 | ((code >> 6) & 63),
      0x80 | (code & 63),
    );
}

/** @returns How many code units were taken. */
function pushCharacter(bytes: number[], text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  pushCodePoint(bytes, code);
  return code > 0xffff ? 2 : 1;
}

function readPercent(text: string, at: number): { length: number; bytes: number[] } | null {
  const byte = hexPair(text, at + 1);
  return byte < 0 ? null : { length: 3, bytes: [byte] };
}

function hexPair(text: string, at: number): number {
  if (at + 1 >= text.length) return -1;
  const high = hexValue(text.charCodeAt(at));
  const low = hexValue(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

function readQuotedPrintable(text: string, at: number): { length: number; bytes: number[] } | null {
  // A sign at the end of a line joins it to the next (RFC 2045 section 6.7, soft line break).
  const next = text.charCodeAt(at + 1);
  const softBreak = next === 10 ? 2 : next === 13 && text.charCodeAt(at + 2) === 10 ? 3 : 0;
  if (softBreak > 0) {
    // An assignment that goes on in the next line has a space before its sign.
    return at > 0 && isInk(text.charCodeAt(at - 1)) ? { length: softBreak, bytes: [] } : null;
  }
  const byte = hexPair(text, at + 1);
  return byte < 0 ? null : { length: 3, bytes: [byte] };
}

/** The names that stand for characters of secrets and of what surrounds them; HTML knows some two thousand more. */
const NAMED_ENTITIES = new Map([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
  ['colon', 58],
  ['equals', 61],
  ['sol', 47],
  ['lowbar', 95],
  ['commat', 64],
  ['hyphen', 45],
  ['period', 46],
  ['plus', 43],
  ['num', 35],
  ['NewLine', 10],
]);

/** Numeric and named references that end in a semicolon; the length is bounded, so that a lone & costs twelve characters. */
function readEntity(text: string, at: number): { length: number; bytes: number[] } | null {
  if (!isEntityStart(text.charCodeAt(at + 1))) return null;
  const found = /^&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));/.exec(text.slice(at, at + 12));
  if (found === null) return null;
  const [whole, decimal, hexadecimal, name] = found;
  const code =
    name !== undefined
      ? NAMED_ENTITIES.get(name)
      : decimal !== undefined
        ? Number(decimal)
        : Number.parseInt(hexadecimal ?? '', 16);
  if (code === undefined) return null;
  const bytes: number[] = [];
  pushCodePoint(bytes, code);
  return { length: whole.length, bytes };
}

function isEntityStart(code: number): boolean {
  return code === 35 || ((code | 32) >= 97 && (code | 32) <= 122);
}

/** Unicode tags (U+E0000 to U+E007F) are invisible and spell ASCII: the usual way to smuggle text past a reader. */
export function visitTagRuns(text: string, budget: DecodeBudget, visit: RunVisit): void {
  if (!text.includes('\uDB40')) return;
  for (const found of text.matchAll(/(?:\uDB40[\uDC00-\uDC7F])+/g)) {
    budget.characters -= found[0].length;
    if (budget.characters < 0) return;
    const bytes = new Uint8Array(found[0].length / 2);
    bytes.forEach((_, index) => (bytes[index] = found[0].charCodeAt(2 * index + 1) - 0xdc00));
    visit({
      start: found.index,
      end: found.index + found[0].length,
      layer: 'unicode-tags',
      text: textOfBytes(bytes),
    });
  }
}
