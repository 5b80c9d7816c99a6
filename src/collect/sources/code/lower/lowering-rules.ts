import type { Grammar } from '../grammar.ts';
import type { Language } from '../ir.ts';
import { FIELD_NAMES, type Fields } from './fields.ts';
import type { ExprHandler, LoweringRules, StatementHandler } from './lowering.ts';

/** A field that the grammar does not have: it matches no node, as 0 would match every node without a field. */
const NO_FIELD = 255;

export function loweringRules(
  language: Language,
  grammar: Grammar,
  exprs: Readonly<Record<string, ExprHandler>>,
  statements: Readonly<Record<string, StatementHandler>>,
): LoweringRules {
  const byName = new Map(Object.entries(exprs));
  const statementByName = new Map(Object.entries(statements));
  return {
    language,
    fields: Object.fromEntries(
      FIELD_NAMES.map((name) => [name, grammar.fieldId(name) || NO_FIELD]),
    ) as Fields,
    types: grammar.types,
    exprs: grammar.types.map((type) => byName.get(type)),
    statements: grammar.types.map((type) => statementByName.get(type)),
  };
}
