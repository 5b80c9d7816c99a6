/** A text as a reader sees it, with the place in the original that each of its characters came from. */
export interface CanonicalText {
  readonly text: string;
  /** One entry a character and one for the end: offset in the original. */
  readonly origins: Int32Array;
}

// Treatments that are no ASCII code: what a character becomes is 33 to 126.
const UNKNOWN = 0;
const KEEP = 255;
const DROP = 254;
/** What becomes of each code unit: a cell is filled when the unit is first met, so that nothing is paid at the start. */
const TREATMENT = new Uint8Array(65_536);

/** Letters of other scripts that look like ASCII ones (the commonest of Unicode's confusables.txt, UTS 39). */
const LOOKALIKES = new Map<string, string>();
const PAIRS: readonly (readonly [string, string])[] = [
  ['АВЕКМНОРСТУХЅІЈԌԚԜаеорсухѕіјԁԛԝһӏ', 'ABEKMHOPCTYXSIJGQWaeopcyxsijdqwhl'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι', 'ABEZHIKMNOPTYXoavi'],
  ['‐‑‒–−', '-----'],
];
for (const [from, to] of PAIRS)
  [...from].forEach((letter, index) => LOOKALIKES.set(letter, to.charAt(index)));

/**
 * Takes out what is not seen (zero-width, bidi and tag characters, variation selectors) and folds forms that stand for an
 * ASCII character into it (full width, mathematical, look-alikes). Nothing else changes.
 *
 * @returns null where the text is canonical already.
 */
export function canonicalise(text: string): CanonicalText | null {
  const first = firstChange(text);
  if (first < 0) return null;
  const units = new Uint16Array(text.length);
  const origins = new Int32Array(text.length + 1);
  let length = 0;
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index);
    const isPair = isHighSurrogate(code) && index + 1 < text.length;
    const width = isPair && isLowSurrogate(text.charCodeAt(index + 1)) ? 2 : 1;
    const treatment = width === 2 ? treatmentOfPair(text, index) : treatmentOfUnit(code);
    if (treatment === KEEP) {
      for (let unit = 0; unit < width; unit += 1) {
        units[length] = text.charCodeAt(index + unit);
        origins[length] = index + unit;
        length += 1;
      }
    } else if (treatment !== DROP) {
      units[length] = treatment;
      origins[length] = index;
      length += 1;
    }
    index += width;
  }
  origins[length] = text.length;
  return { text: textOf(units.subarray(0, length)), origins: origins.subarray(0, length + 1) };
}

/** -1 where nothing changes, which is nearly every text: then nothing is copied. */
function firstChange(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128) continue;
    if (isHighSurrogate(code)) {
      const isPair = index + 1 < text.length && isLowSurrogate(text.charCodeAt(index + 1));
      if (isPair && treatmentOfPair(text, index) !== KEEP) return index;
    } else if (treatmentOfUnit(code) !== KEEP) return index;
  }
  return -1;
}

function treatmentOfUnit(code: number): number {
  if (code < 128) return KEEP;
  let treatment = TREATMENT[code] as number;
  if (treatment === UNKNOWN) {
    treatment = treatmentOf(String.fromCharCode(code));
    TREATMENT[code] = treatment;
  }
  return treatment;
}

/** Most pairs are emoji or rare Han characters, which change into nothing and need no look. */
function treatmentOfPair(text: string, index: number): number {
  const high = text.charCodeAt(index);
  if (high === 0xd83d || high === 0xd83e || (high >= 0xd840 && high <= 0xd87f)) return KEEP;
  if (high === 0xd83c && text.charCodeAt(index + 1) >= 0xde00) return KEEP;
  return treatmentOf(text.slice(index, index + 2));
}

/** KEEP, DROP, or the code of the ASCII character that the given one stands for. */
function treatmentOf(character: string): number {
  if (/^\p{Default_Ignorable_Code_Point}$/u.test(character)) return DROP;
  // NFKC (UAX 15) folds width and mathematical forms; only to one visible ASCII character, so that offsets stay one to one.
  const folded = LOOKALIKES.get(character) ?? character.normalize('NFKC');
  return /^[\x21-\x7e]$/.test(folded) ? folded.charCodeAt(0) : KEEP;
}

function isHighSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xd800;
}

function isLowSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xdc00;
}

function textOf(units: Uint16Array): string {
  const parts: string[] = [];
  // In pieces: a spread of millions of arguments overflows the stack.
  for (let start = 0; start < units.length; start += 8192)
    parts.push(String.fromCharCode(...units.subarray(start, start + 8192)));
  return parts.join('');
}
