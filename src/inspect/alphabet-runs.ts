import { hexValue, textOfBytes, type DecodeBudget, type RunVisit } from './decoded-run.ts';

/** Shortest runs in characters: 20 of base64 are 15 bytes, 32 of hex are 16; shorter ones are too often words and numbers. */
const MIN_RUN = 20;
const MIN_HEX = 32;
/** A decoded beginning is looked at first: twelve bytes of which ten are printable happen by chance once in 500. */
const SAMPLE_BYTES = 12;
const SAMPLE_PRINTABLE = 10;
/** Decoded from at most so many places of one run, so that the work stays a multiple of the text. */
const MAX_STARTS = 4;
/** Mail and PEM break lines at 64 or 76 characters; a run that fills a line may go on in the next one. */
const MIN_WRAPPED_LINE = 56;

const VALUES = new Int8Array(128).fill(-1);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
[...ALPHABET].forEach((letter, value) => (VALUES[letter.charCodeAt(0)] = value));
// base64url (RFC 4648 section 5): - and _ stand for + and /. One table reads both, since a run may be either.
VALUES[45] = 62;
VALUES[95] = 63;

function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (VALUES[code] as number) : -1;
}

/**
 * Runs of base64, base64url and hex (RFC 4648). Only one character in twenty is looked at until one can belong to a run.
 *
 * @param budget Shared by all decoders at all depths; where it is spent the rest of the text stays undecoded.
 */
export function visitAlphabetRuns(text: string, budget: DecodeBudget, visit: RunVisit): void {
  let floor = 0;
  let probe = MIN_RUN - 1;
  while (probe < text.length && budget.characters > 0) {
    if (valueAt(text, probe) < 0) {
      probe += MIN_RUN;
      continue;
    }
    let start = probe;
    // Not behind the last run, which would be decoded a second time.
    while (start > floor && valueAt(text, start - 1) >= 0) start -= 1;
    let end = probe + 1;
    while (end < text.length && valueAt(text, end) >= 0) end += 1;
    if (end - start >= MIN_RUN) end = visitRun(text, start, end, budget, visit);
    floor = end;
    probe = end + MIN_RUN;
  }
}

/** @returns The end of the run, with the lines that it goes on in. */
function visitRun(text: string, start: number, end: number, budget: DecodeBudget, visit: RunVisit): number {
  const wrapped = end - start >= MIN_WRAPPED_LINE ? unwrap(text, start, end) : null;
  const body = wrapped?.body ?? text.slice(start, end);
  const runEnd = withPadding(text, wrapped?.end ?? end);
  // Hex is base64's alphabet too: both are tried, and what does not read as text is dropped.
  visitHex(body, start, runEnd, budget, visit);
  let starts = 0;
  for (let at = 0; at + 16 <= body.length && starts < MAX_STARTS;) {
    if (beginsReadable(body, at)) {
      starts += 1;
      budget.characters -= body.length - at;
      if (budget.characters < 0) return runEnd;
      const layer = /[-_]/.test(body) ? 'base64url' : 'base64';
      // Offsets inside a wrapped run are those of the whole run: the lines between were taken out.
      const from = wrapped === null ? start + at : start;
      visit({ start: from, end: runEnd, layer, text: textOfBytes(decodeBase64(body, at, body.length)) });
    }
    at = nextStart(body, at);
  }
  return runEnd;
}

/** Padding is left out of the decoding and taken into the place: redaction must not leave it behind. */
function withPadding(text: string, end: number): number {
  if (text.charAt(end) !== '=') return end;
  return text.charAt(end + 1) === '=' ? end + 2 : end + 1;
}

/** What stands before the encoded text may be letters of the same alphabet: a path, a name. It is tried behind each sign. */
function nextStart(body: string, at: number): number {
  for (let index = at; index < body.length; index += 1) {
    const code = body.charCodeAt(index);
    if (code === 47 || code === 45 || code === 95 || code === 43) return index + 1;
  }
  return body.length;
}

/** The lines joined, or null where the run stands in one line. Breaks may be written out (`\n` in a JSON text) and indented. */
function unwrap(text: string, start: number, firstEnd: number): { body: string; end: number } | null {
  const lines = [text.slice(start, firstEnd)];
  let end = firstEnd;
  for (;;) {
    const gap = /^(?:\r?\n|\\r\\n|\\n)[ \t]{0,40}/.exec(text.slice(end, end + 48))?.[0];
    if (gap === undefined) break;
    const lineStart = end + gap.length;
    let lineEnd = lineStart;
    while (lineEnd < text.length && valueAt(text, lineEnd) >= 0) lineEnd += 1;
    if (lineEnd === lineStart) break;
    lines.push(text.slice(lineStart, lineEnd));
    end = lineEnd;
    if (lineEnd - lineStart < MIN_WRAPPED_LINE) break;
  }
  return lines.length === 1 ? null : { body: lines.join(''), end };
}

/** Reused for every look: inspection is synchronous and nothing keeps it. */
const sample = new Uint8Array(SAMPLE_BYTES);

function beginsReadable(body: string, at: number): boolean {
  for (let quad = 0; quad < SAMPLE_BYTES / 3; quad += 1) {
    const from = at + quad * 4;
    const bits =
      (valueAt(body, from) << 18) |
      (valueAt(body, from + 1) << 12) |
      (valueAt(body, from + 2) << 6) |
      valueAt(body, from + 3);
    sample[quad * 3] = bits >> 16;
    sample[quad * 3 + 1] = bits >> 8;
    sample[quad * 3 + 2] = bits;
  }
  return isReadable(sample);
}

/** Text in ASCII, UTF-8 or UTF-16, by its first bytes. */
function isReadable(bytes: Uint8Array): boolean {
  let readable = 0;
  for (let at = 0; at < SAMPLE_BYTES;) {
    const length = characterLength(bytes, at);
    readable += length;
    at += Math.max(1, length);
  }
  return readable >= SAMPLE_PRINTABLE;
}

/** 0 for a byte that is no part of a text; a character that the sample cuts off counts as far as it goes. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return isPrintable(lead) ? 1 : 0;
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  const end = Math.min(at + length, SAMPLE_BYTES);
  for (let index = at + 1; index < end; index += 1) if (((bytes[index] as number) & 0xc0) !== 0x80) return 0;
  return length === 0 ? 0 : end - at;
}

/** Readable, white space, or the zero half of a UTF-16 character. */
function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13 || byte === 0;
}

/** Leftover bits are dropped: a run may be cut by the end of what was captured. */
function decodeBase64(body: string, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(((to - from) * 3) >> 2);
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let index = from; index < to; index += 1) {
    bits = ((bits << 6) | valueAt(body, index)) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length] = (bits >> held) & 255;
      length += 1;
    }
  }
  return bytes.subarray(0, length);
}

/** Whole runs alone: hex digits at the beginning of a longer run are chance. */
function visitHex(body: string, start: number, end: number, budget: DecodeBudget, visit: RunVisit): void {
  let length = 0;
  while (length < body.length && hexValue(body.charCodeAt(length)) >= 0) length += 1;
  if (length < MIN_HEX || length < body.length) return;
  const bytes = new Uint8Array(length >> 1);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (hexValue(body.charCodeAt(2 * index)) << 4) | hexValue(body.charCodeAt(2 * index + 1));
    if (index === SAMPLE_BYTES && !isReadable(bytes)) return;
  }
  budget.characters -= length;
  if (budget.characters >= 0) visit({ start, end, layer: 'hex', text: textOfBytes(bytes) });
}
