import type { Guard } from '../ir.ts';

/** Longer conditions decide more than one thing. */
const MAX_CHARACTERS = 400;

/** A condition that cannot be told from what a call passes: loops, exceptions, everything computed. */
export const UNDECIDED: Guard = { name: null, values: null, negated: false };

const LITERAL = /^(?:"([^"\\]*)"|'([^'\\]*)'|(-?\d+(?:\.\d+)?)|(True|False)|(None))$/;

/** What a condition of Python asks of one name; UNDECIDED where it asks anything else. */
export function pythonGuard(text: string): Guard {
  if (text.length > MAX_CHARACTERS) return UNDECIDED;
  const [, not, plain] = /^(not\s+)?([A-Za-z_]\w*)$/.exec(text) ?? [];
  if (plain !== undefined) return { name: plain, values: null, negated: not !== undefined };
  const [, name, operator, right] =
    /^([A-Za-z_]\w*)\s*(==|!=|is\s+not\b|is\b|not\s+in\b|in\b)\s*(.+)$/s.exec(text) ?? [];
  if (name === undefined || operator === undefined || right === undefined) return UNDECIDED;
  const [, several] = /^[[({](.*?),?\s*[\])}]$/s.exec(right) ?? [];
  const isIn = operator.endsWith('in');
  if (isIn !== (several !== undefined)) return UNDECIDED;
  const parts = several === undefined ? [right] : several.split(',');
  const values = parts.map((part) => literal(part.trim()));
  const known = values.filter((value) => value !== undefined);
  if (known.length !== values.length) return UNDECIDED;
  return { name, values: known, negated: operator === '!=' || operator.includes('not') };
}

/** Undefined for what is no literal. */
function literal(text: string): string | number | boolean | null | undefined {
  const [all, double, single, number, truth, none] = LITERAL.exec(text) ?? [];
  if (all === undefined) return undefined;
  if (number !== undefined) return Number(number);
  if (truth !== undefined) return truth === 'True';
  return none === undefined ? (double ?? single) : null;
}

/** The guard of the other branch. */
export function opposite(guard: Guard): Guard {
  return guard.name === null ? guard : { ...guard, negated: !guard.negated };
}

const NAME = /^(!*)\s*([A-Za-z_$][\w$]*)$/;
const COMPARED = /^([A-Za-z_$][\w$]*)\s*(===|!==)\s*(true|false|-?\d+(?:\.\d+)?|"[^"\\]*"|'[^'\\]*')$/;

/** Conditions of TypeScript on one name each, all of which hold where the whole does; what else it asks is left out. */
export function typescriptGuards(text: string): readonly Guard[] {
  const inner = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
  // Parts of a call's argument or of an alternative are no parts of the whole.
  if (inner.length > MAX_CHARACTERS || /[()[\]{}`?]|\|\|/.test(inner)) return [];
  return inner.split('&&').flatMap((part): readonly Guard[] => {
    const [, nots, plain] = NAME.exec(part.trim()) ?? [];
    if (plain !== undefined) return [{ name: plain, values: null, negated: (nots?.length ?? 0) % 2 === 1 }];
    const [, name, operator, right] = COMPARED.exec(part.trim()) ?? [];
    if (name === undefined || right === undefined) return [];
    const value = /^["']/.test(right) ? right.slice(1, -1) : (JSON.parse(right) as number | boolean);
    return [{ name, values: [value], negated: operator === '!==' }];
  });
}

/** What holds where a condition does not: only said where it asks for one thing. */
export function typescriptOpposite(text: string): readonly Guard[] {
  const guards = text.includes('&&') ? [] : typescriptGuards(text);
  return guards.map(opposite);
}
