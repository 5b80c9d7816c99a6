import type { KeptTypes } from '../../grammar.ts';
import type { GrammarNames } from '../../parser-protocol.ts';
import { loweringRules } from '../lowering-rules.ts';
import type { LoweringRules } from '../lowering.ts';
import { PYTHON_DEFINITIONS } from './definitions.ts';
import { PYTHON_EXPRESSIONS } from './expressions.ts';
import { PYTHON_LITERALS } from './literals.ts';
import { PYTHON_MODULES } from './modules.ts';
import { PYTHON_STATEMENTS } from './statements.ts';

/** What of a Python tree is looked at: annotations are text. */
export const PYTHON_KEPT: KeptTypes = {
  leaves: [
    ...['string_start', 'string_content', 'string_end', 'type', 'dotted_name', 'import_prefix'],
    // These have nothing below them: named here, nobody looks.
    ...['identifier', 'integer', 'float', 'true', 'false', 'none'],
  ],
  tokens: ['+', '/', '%', '|', 'or', 'and', '+=', '|=', 'async'],
  dropped: [
    'comment',
    'format_specifier',
    'future_import_statement',
    'line_continuation',
    'pass_statement',
    'type_conversion',
  ],
};

/** Ids of the grammar in use are looked up once, so that a node costs an array access. */
export function pythonRules(grammar: GrammarNames): LoweringRules {
  return loweringRules(
    'python',
    grammar,
    { ...PYTHON_LITERALS, ...PYTHON_EXPRESSIONS },
    { ...PYTHON_MODULES, ...PYTHON_STATEMENTS, ...PYTHON_DEFINITIONS },
  );
}
