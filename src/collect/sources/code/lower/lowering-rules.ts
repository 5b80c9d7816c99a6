import type { Language } from '../ir.ts';
import type { GrammarNames } from '../parser-protocol.ts';
import { FIELD_NAMES, type Fields } from './fields.ts';
import type { ExprHandler, LoweringRules, StatementHandler } from './lowering.ts';

/** A field that the grammar does not have: it matches no node, as 0 would match every node without a field. */
const NO_FIELD = 255;

/** Id of a field in this grammar, NO_FIELD where it has none of that name. */
function fieldOf({ fields }: GrammarNames, name: string): number {
  const id = fields.indexOf(name);
  return id > 0 ? id : NO_FIELD;
}

/**
 * The handlers of one language, looked up by type id instead of by name: several ids may share a name, and get the
 * same handler.
 *
 * @param values Types whose handlers only make a value.
 */
export function loweringRules(
  language: Language,
  grammar: GrammarNames,
  exprs: Readonly<Record<string, ExprHandler>>,
  statements: Readonly<Record<string, StatementHandler>>,
  values: ReadonlySet<string> = new Set(),
): LoweringRules {
  const byName = new Map(Object.entries(exprs));
  const statementByName = new Map(Object.entries(statements));
  return {
    language,
    fields: Object.fromEntries(FIELD_NAMES.map((name) => [name, fieldOf(grammar, name)])) as Fields,
    types: grammar.types,
    exprs: grammar.types.map((type) => byName.get(type)),
    statements: grammar.types.map((type) => statementByName.get(type)),
    values: grammar.types.map((type) => values.has(type)),
  };
}
