/**
 * Builtin names that hostile or careless wildcard imports do not take over. `from a import *` of a package outside the
 * target could bind any name: for these it is not believed, since a sink such as `eval` would otherwise be hidden by
 * it.
 */
export const BUILTINS: ReadonlySet<string> = new Set([
  'compile',
  'eval',
  'exec',
  'open',
  'print',
  '__import__',
  'input',
  'str',
  'len',
  'range',
]);
