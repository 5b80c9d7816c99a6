import type { Expr, FunctionIr } from '../../ir.ts';

/** `name`, `request.params.name`. */
const DOTTED = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;
const QUOTED = /^(["'`])([^"'`\\]*)\1$/;

/** Without what types and optional chains add, and with keys as members. */
export function plainText(text: string): string {
  let at = text.trim();
  while (/^\([^()]*\)$/s.test(at)) at = at.slice(1, -1).trim();
  return at
    .replaceAll('?.', '.')
    .replace(/\s+as\s+\w[\w.]*$/, '')
    .replace(/!$/, '')
    .replaceAll(/\[["'](\w+)["']\]/g, '.$1');
}

/** An expression where the function stands; null for what is no name and no text. */
export function expressionIn(fn: FunctionIr, text: string): Expr | null {
  const { span } = fn;
  const at = plainText(text);
  const quoted = QUOTED.exec(at)?.[2];
  // What a template puts in is not read: it may be any name.
  if (at.startsWith('`') && at.includes('${')) return null;
  if (quoted !== undefined) return { kind: 'string', value: quoted, span };
  if (!DOTTED.test(at)) return null;
  const [first = '', ...rest] = at.split('.');
  // The receiver has one name in both languages.
  let expr: Expr = { kind: 'name', name: first === 'this' ? 'self' : first, span };
  for (const property of rest) expr = { kind: 'member', object: expr, property, span };
  return expr;
}

/** As many brackets are opened as closed. */
export function isBalanced(text: string): boolean {
  return text.split('(').length === text.split(')').length;
}
