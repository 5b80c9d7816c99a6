/** Builtin names that hostile or careless wildcard imports do not take over. */
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
