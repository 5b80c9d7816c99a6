import type { ContextLookup } from './request-context.ts';

/** One character of a policy's text: itself, or a wildcard. `own` is false for what a variable brought in. */
type Token =
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }
  | { readonly kind: 'char'; readonly char: string; readonly own: boolean };

/**
 * A policy's text cut into tokens, with variables filled in from the request.
 * reference_policies_variables.html
 *
 * @param lookup Where variables get their values; null where the element knows no variables.
 * @returns null when a variable has no value and no default: there is then nothing equal to it or like it.
 */
export function tokensOf(text: string, lookup: ContextLookup | null): readonly Token[] | null {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const variable = lookup === null ? null : /^\$\{([^}]*)\}/u.exec(rest);
    if (lookup !== null && variable !== null) {
      const value = valueOfVariable(variable[1] ?? '', lookup);
      if (value === null) return null;
      tokens.push(...charsOf(value, false));
      rest = rest.slice(variable[0].length);
      continue;
    }
    const [char = ''] = rest;
    if (char === '*') tokens.push({ kind: 'many' });
    else if (char === '?') tokens.push({ kind: 'one' });
    else tokens.push(...charsOf(char, true));
    rest = rest.slice(char.length);
  }
  return tokens;
}

/** The same text where wildcards mean themselves (StringEquals and its kin). */
export function textOf(text: string, lookup: ContextLookup | null): string | null {
  if (lookup === null || !text.includes('${')) return text;
  const tokens = tokensOf(text, lookup);
  if (tokens === null) return null;
  return tokens
    .map((token) => (token.kind === 'char' ? token.char : token.kind === 'many' ? '*' : '?'))
    .join('');
}

function charsOf(text: string, own: boolean): readonly Token[] {
  return [...text].map((char) => ({ kind: 'char', char, own }));
}

function valueOfVariable(inside: string, lookup: ContextLookup): string | null {
  // "Special characters": ${*}, ${?} and ${$} stand for the character itself.
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  // "Specifying default values": ${key, 'default'}
  const withDefault = /^([^,]*), *'(.*)'$/u.exec(inside);
  const values = lookup(withDefault?.[1] ?? inside);
  // A multivalued key cannot be used as a variable.
  if (values?.length === 1) return values[0] ?? null;
  return withDefault?.[2] ?? null;
}

function literalOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'char' ? token.char : '')).join('');
}

/** `*` is any run of characters, `?` is exactly one. */
export function matchesTokens(tokens: readonly Token[], text: string): boolean {
  if (tokens.every(({ kind }) => kind === 'char')) return literalOf(tokens) === text;
  return new RegExp(`^${tokens.map((token) => sourceOf(token, '[^]')).join('')}$`, 'u').test(text);
}

/**
 * Wildcards in a Resource stay within their segment (the parts between colons), except a `*` that ends its
 * segment: it reaches beyond. reference_policies_elements_resource.html, "Using wildcards in resource ARNs"
 */
export function matchesArnTokens(tokens: readonly Token[], arn: string): boolean {
  const sources = tokens.map((token, at) => {
    const next = tokens[at + 1];
    const endsSegment = next === undefined || isOwnColon(next);
    return sourceOf(token, token.kind === 'many' && endsSegment ? '[^]' : '[^:]');
  });
  return new RegExp(`^${sources.join('')}$`, 'u').test(arn);
}

function sourceOf(token: Token, any: string): string {
  if (token.kind === 'many') return `${any}*`;
  if (token.kind === 'one') return any;
  return token.char.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
}

/**
 * The six components of an ARN pattern; the last keeps its colons. null when there are fewer.
 * A colon that a variable brought in does not separate.
 */
export function arnComponentsOf(tokens: readonly Token[]): readonly (readonly Token[])[] | null {
  const components: Token[][] = [[]];
  for (const token of tokens) {
    if (isOwnColon(token) && components.length < 6) components.push([]);
    else components.at(-1)?.push(token);
  }
  return components.length === 6 ? components : null;
}

function isOwnColon(token: Token): boolean {
  return token.kind === 'char' && token.own && token.char === ':';
}
