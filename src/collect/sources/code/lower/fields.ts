/**
 * Every field of a syntax node that some language's handlers ask for. By name, since ids differ between grammars and
 * change with their versions.
 */
export const FIELD_NAMES = [
  'alias',
  'alternative',
  'argument',
  'arguments',
  'attribute',
  'body',
  'consequence',
  'constructor',
  'declaration',
  'definition',
  'expression',
  'function',
  'index',
  'key',
  'left',
  'module_name',
  'name',
  'object',
  'operator',
  'parameter',
  'parameters',
  'pattern',
  'property',
  'return_type',
  'right',
  'source',
  'subscript',
  'superclasses',
  'type',
  'value',
] as const;
/** Ids of one grammar; a field that it does not have matches no node. */
export type Fields = Readonly<Record<(typeof FIELD_NAMES)[number], number>>;
