import type { HclValue, TemplatePart } from './hcl-value.ts';

/**
 * Levels of templates in templates, and of blocks in blocks. No configuration comes near it; generated nesting
 * would exhaust the stack.
 */
export const MAX_DEPTH = 100;

/** Index of the closing quote, -1 where the line ends first; what is interpolated may hold quotes of its own. */
export function endOfQuoted(text: string, from: number, depth: number): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') return at;
    // A quoted template ends on its line (hclsyntax/spec.md, "Template expressions").
    if (char === '\n') return -1;
    if (char === '\\') at += 1;
    // Doubled, they stand for themselves.
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

/** hclsyntax/spec.md, "Template literals". */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * The parts of a template between its quotes or marks.
 *
 * @param escapes False for a here-document, in which a backslash is a backslash.
 */
export function templateParts(raw: string, escapes: boolean): readonly TemplatePart[] {
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
        // `~` strips blanks around the interpolation: it is no part of the expression.
        .replaceAll(/^~|~$/g, '')
        .trim();
      parts.push(...(text === '' ? [] : [{ text }]), {
        // A directive (`%{ if … }`) is kept in a form that no reference has.
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
export function plainText(parts: readonly TemplatePart[]): string | null {
  const texts = parts.map((part) => ('text' in part ? part.text : null));
  return texts.includes(null) ? null : texts.join('');
}

/** A literal where nothing has to be evaluated. */
export function templateValue(parts: readonly TemplatePart[]): HclValue {
  const text = plainText(parts);
  return text === null ? { kind: 'template', parts } : { kind: 'literal', value: text };
}
