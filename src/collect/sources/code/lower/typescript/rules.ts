import type { KeptTypes } from '../../grammar.ts';
import type { GrammarNames } from '../../parser-protocol.ts';
import { loweringRules } from '../lowering-rules.ts';
import type { LoweringRules } from '../lowering.ts';
import { TYPESCRIPT_CLASSES } from './classes.ts';
import { TYPESCRIPT_DECLARATIONS } from './declarations.ts';
import { TYPESCRIPT_EXPRESSIONS } from './expressions.ts';
import { TYPESCRIPT_FUNCTIONS } from './functions.ts';
import { TYPESCRIPT_LITERALS } from './literals.ts';
import { TYPESCRIPT_MODULES } from './modules.ts';

/** What of a TypeScript, TSX or JavaScript tree is looked at: types are text at most. */
export const TYPESCRIPT_KEPT: KeptTypes = {
  leaves: [
    ...['comment', 'string', 'string_fragment', 'type_annotation', 'accessibility_modifier', 'regex'],
    // These have nothing below them: named here, nobody looks.
    ...['identifier', 'property_identifier', 'shorthand_property_identifier', 'number'],
    ...[
      'shorthand_property_identifier_pattern',
      'type_identifier',
      'this',
      'true',
      'false',
      'null',
      'undefined',
    ],
  ],
  tokens: ['+', '||', '??', '&&', '+=', 'async', 'get', '*', 'default', 'of'],
  dropped: [
    'abstract_method_signature',
    'ambient_declaration',
    'function_signature',
    'hash_bang_line',
    'implements_clause',
    'index_signature',
    'interface_declaration',
    'method_signature',
    'optional_chain',
    'override_modifier',
    'type_alias_declaration',
    'type_arguments',
    'type_parameters',
  ],
};

/** Literals apart, what is taken out of a value, or is one under another type. */
const VALUES = [
  'member_expression',
  'subscript_expression',
  'await_expression',
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
];

/** One table for TypeScript, TSX and JavaScript: types that a grammar lacks are never asked for. */
export function typescriptRules(grammar: GrammarNames): LoweringRules {
  return loweringRules(
    'typescript',
    grammar,
    { ...TYPESCRIPT_LITERALS, ...TYPESCRIPT_EXPRESSIONS, ...TYPESCRIPT_FUNCTIONS, ...TYPESCRIPT_CLASSES },
    { ...TYPESCRIPT_MODULES, ...TYPESCRIPT_DECLARATIONS },
    new Set([...Object.keys(TYPESCRIPT_LITERALS), ...VALUES]),
  );
}
