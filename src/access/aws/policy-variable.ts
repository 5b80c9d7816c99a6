import type { KeyReading } from './condition-key.ts';
import { patternOf, type Pattern, type PatternPiece } from './wildcard.ts';

/**
 * Text of a policy with its variables taken out: `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.
 * A variable's value stands for itself: wildcards in it are not wildcards.
 */
export interface Template {
  readonly source: string;
  /** Ready where the text has no variable. */
  readonly fixed: Pattern | null;
  readonly parts: readonly TemplatePart[];
  /** Lower-case keys that the value depends on. */
  readonly keys: readonly string[];
}

type TemplatePart =
  | { readonly is: 'text'; readonly piece: PatternPiece }
  | { readonly is: 'variable'; readonly key: string; readonly fallback: string | null };

/** What a template comes to for one caller. */
type Resolved =
  | { readonly is: 'pattern'; readonly pattern: Pattern }
  /** A variable has no value: the text equals and is like nothing. */
  | { readonly is: 'nothing' }
  | { readonly is: 'open'; readonly reading: Extract<KeyReading, { is: 'open' }> };

const VARIABLE = /\$\{([^{}]*)\}/g;

/**
 * `variables` is false for policies older than version 2012-10-17, where `${…}` is plain text; `wildcards` is false where
 * `*` and `?` stand for themselves.
 */
export function parseTemplate(source: string, variables: boolean, wildcards: boolean): Template {
  if (!variables || !source.includes('${')) {
    return { source, fixed: patternOf([{ text: source, literal: !wildcards }]), parts: [], keys: [] };
  }
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const found of source.matchAll(VARIABLE)) {
    if (found.index > from) parts.push(textPart(source.slice(from, found.index), !wildcards));
    parts.push(variablePart(found[1] ?? ''));
    from = found.index + found[0].length;
  }
  if (from < source.length) parts.push(textPart(source.slice(from), !wildcards));
  const keys = parts.flatMap((part) => (part.is === 'variable' ? [part.key] : []));
  const fixed =
    keys.length > 0 ? null : patternOf(parts.flatMap((part) => (part.is === 'text' ? [part.piece] : [])));
  return { source, fixed, parts, keys };
}

function textPart(text: string, literal: boolean): TemplatePart {
  return { is: 'text', piece: { text, literal } };
}

/** The three escapes stand for their character itself; a default is written in single quotation marks. */
function variablePart(inside: string): TemplatePart {
  if (inside === '*' || inside === '?' || inside === '$') return textPart(inside, true);
  const fallback = /^([^,]*),\s*'([^']*)'\s*$/.exec(inside);
  const key = (fallback?.[1] ?? inside).trim().toLowerCase();
  return { is: 'variable', key, fallback: fallback?.[2] ?? null };
}

/** A variable's value is taken literally: a user named `*` must not gain what a wildcard would give. */
export function resolveTemplate(template: Template, read: (key: string) => KeyReading): Resolved {
  if (template.fixed !== null) return { is: 'pattern', pattern: template.fixed };
  const pieces: PatternPiece[] = [];
  for (const part of template.parts) {
    if (part.is === 'text') {
      pieces.push(part.piece);
      continue;
    }
    const reading = read(part.key);
    if (reading.is === 'open') return { is: 'open', reading };
    const value = reading.is === 'known' && reading.values.length === 1 ? reading.values[0] : undefined;
    const text = value ?? part.fallback;
    // A key with several values cannot be a variable (policy variables reference): it has no single value.
    if (text === null || text === undefined) return { is: 'nothing' };
    pieces.push({ text, literal: true });
  }
  return { is: 'pattern', pattern: patternOf(pieces) };
}

/** As a reader is told it: with the values of those variables that are known, the others as they are written. */
export function sayTemplate(template: Template, read: (key: string) => KeyReading): string {
  if (template.keys.length === 0) return template.source;
  return template.source.replace(VARIABLE, (whole, inside: string) => {
    const part = variablePart(inside);
    // An escape stays one: its bare character would be a wildcard.
    if (part.is === 'text') return whole;
    const reading = read(part.key);
    const value = reading.is === 'known' && reading.values.length === 1 ? reading.values[0] : undefined;
    return value ?? (reading.is === 'open' ? whole : (part.fallback ?? whole));
  });
}
