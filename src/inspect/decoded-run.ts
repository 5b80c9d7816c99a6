/** Encodings that are undone; a match carries them outermost first. */
export type Layer =
  'base64' | 'base64url' | 'hex' | 'percent' | 'html-entity' | 'quoted-printable' | 'unicode-tags';

/** A stretch of text that was written in an encoding, and what it says. Offsets are those of the text it stood in. */
export interface DecodedRun {
  readonly start: number;
  readonly end: number;
  readonly layer: Layer;
  readonly text: string;
}

/** What may still be decoded in one inspection, in characters; spent by every decoder at every depth. */
export interface DecodeBudget {
  characters: number;
}

/** Called for each decoded run, in no promised order. */
export type RunVisit = (run: DecodedRun) => void;

const UTF8 = new TextDecoder();

/** Bytes as text: UTF-8, with the zeros of UTF-16 (what PowerShell encodes) taken out. */
export function textOfBytes(bytes: Uint8Array): string {
  const text = UTF8.decode(bytes);
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** 0 to 15 for the code of a hex digit in either case, else -1. */
export function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
