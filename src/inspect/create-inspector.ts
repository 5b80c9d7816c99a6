import { visitAlphabetRuns } from './alphabet-runs.ts';
import { canonicalise, type CanonicalText } from './canonical-text.ts';
import { CompiledDetector, type Found } from './compiled-detector.ts';
import type { DecodeBudget, DecodedRun } from './decoded-run.ts';
import type { Detector } from './detector.ts';
import { visitEscapeRuns, visitTagRuns } from './escape-runs.ts';
import type { Inspector, Match } from './inspector.ts';
import { KeywordAutomaton } from './keyword-automaton.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';

/** A text with more secrets is told as well by the first thousand; redact has no such bound. */
const MAX_MATCHES = 1000;
/** Layers of encoding that are undone (decision 0020). */
const MAX_DEPTH = 3;
/** Decoded text shorter than this, in characters, is not looked at. */
const MIN_DECODED = 12;
/** Above what the decoders can spend on any text by their own bounds: it stops a fault of theirs, not a text. */
const DECODED_PER_CHARACTER = 24;

export interface InspectorOptions {
  readonly detectors: readonly Detector[];
  /** A keyed hash (HMAC-SHA-256, hex) of a secret; the key never comes here. */
  readonly fingerprint: (secret: string) => string;
  /** Whether encoded runs are decoded and looked at, to three layers; true where it is not said. */
  readonly decode?: boolean;
}

/**
 * Compiles the detectors once; the inspector keeps nothing of the texts it is given. Never throws for a text: work is
 * bounded by its length (decision 0020).
 */
export function createInspector(options: InspectorOptions): Inspector {
  const engine = new Engine(options.detectors, options.decode ?? true);
  return {
    inspect: (text) =>
      resolveOverlaps(engine.find(text, MAX_MATCHES)).map((found) => matchOf(found, options.fingerprint)),
    redact: (text) => redact(text, engine.find(text, Number.POSITIVE_INFINITY)),
  };
}

function matchOf(found: Found, fingerprint: (secret: string) => string): Match {
  const { detector, start, end, secret, publicId, layers } = found;
  return {
    detector: detector.detector.id,
    category: detector.detector.category,
    start,
    end,
    hint: detector.hintOf(secret),
    fingerprint: fingerprint(secret),
    publicId,
    layers,
  };
}

/** Covers whatever any detector recognised, also where a more specific one is named for it. */
function redact(text: string, found: readonly Found[]): string {
  const hidden = found
    // An injection is no secret and stays in the text.
    .filter((one) => one.detector.detector.category !== 'injection')
    .sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let end = 0;
  for (let index = 0; index < hidden.length;) {
    let best = hidden[index] as Found;
    parts.push(text.slice(end, best.start));
    end = best.end;
    for (index += 1; index < hidden.length; index += 1) {
      const next = hidden[index] as Found;
      if (next.start >= end) break;
      end = Math.max(end, next.end);
      if (next.detector.rank < best.detector.rank) best = next;
    }
    parts.push(`[redacted:${best.detector.detector.id}]`);
  }
  return found.length === 0 ? text : parts.join('') + text.slice(end);
}

class Engine {
  readonly #automaton: KeywordAutomaton;
  readonly #keywords: readonly { readonly detector: number; readonly length: number }[];
  readonly #detectors: readonly CompiledDetector[];
  readonly #decodes: boolean;

  constructor(detectors: readonly Detector[], decodes: boolean) {
    this.#detectors = detectors.map((detector) => new CompiledDetector(detector));
    this.#keywords = detectors.flatMap(({ keywords }, detector) =>
      keywords.map((keyword) => ({ detector, length: keyword.length })),
    );
    this.#automaton = new KeywordAutomaton(detectors.flatMap(({ keywords }) => keywords));
    this.#decodes = decodes;
  }

  /** Everything recognised, overlaps included. */
  find(text: string, limit: number): Found[] {
    const budget = { characters: DECODED_PER_CHARACTER * text.length };
    return this.#find(text, 0, limit, budget);
  }

  #find(text: string, depth: number, limit: number, budget: DecodeBudget): Found[] {
    const first: Found[] = [];
    const isAscii = !this.#match(text, limit, first);
    const canonical = isAscii ? null : canonicalise(text);
    const read = canonical?.text ?? text;
    const found: Found[] = canonical === null ? first : [];
    if (canonical !== null) this.#match(read, limit, found);
    const encoded: Found[] = [];
    if (this.#decodes && depth < MAX_DEPTH) {
      const visit = this.#rescan(depth, limit, budget, found);
      visitAlphabetRuns(read, budget, visit);
      visitEscapeRuns(read, budget, visit);
      // Tag characters are taken out of the canonical text, so they are read in the original.
      if (canonical !== null) visitTagRuns(text, budget, this.#rescan(depth, limit, budget, encoded));
    }
    if (canonical === null) return found;
    return [...found.map((one) => atOrigin(one, canonical, text)), ...encoded];
  }

  /** Decoded text is inspected like any other; what is found in it lies where the run lay. */
  #rescan(depth: number, limit: number, budget: DecodeBudget, into: Found[]): (run: DecodedRun) => void {
    return ({ start, end, layer, text }) => {
      if (text.length < MIN_DECODED || into.length >= limit) return;
      for (const inner of this.#find(text, depth + 1, limit - into.length, budget))
        into.push({ ...inner, start, end, layers: [layer, ...inner.layers] });
    };
  }

  /** @returns Whether the text holds a character outside ASCII. */
  #match(text: string, limit: number, into: Found[]): boolean {
    const ends = new Map<number, number>();
    return this.#automaton.scan(text, (keyword, end) => {
      const { detector, length } = this.#keywords[keyword] as { detector: number; length: number };
      const start = end - length;
      // A keyword inside a match of the same detector is part of it.
      if (into.length >= limit || start < (ends.get(detector) ?? 0)) return;
      const found = (this.#detectors[detector] as CompiledDetector).findAt(text, start);
      if (found === null) return;
      ends.set(detector, found.end);
      into.push(found);
    });
  }
}

function atOrigin(found: Found, { origins }: CanonicalText, original: string): Found {
  // Up to the end of the last character that belongs to it: what follows may lie behind unseen ones.
  const last = origins[found.end - 1] as number;
  const isPair = (original.charCodeAt(last) & 0xfc00) === 0xd800;
  return { ...found, start: origins[found.start] as number, end: last + (isPair ? 2 : 1) };
}
