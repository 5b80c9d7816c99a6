/** Calls whose result is made of the text of their arguments. */
const TEXT_CALLS = new RegExp(
  `^(${[
    'builtins\\.(str|repr|format|sorted|list|tuple|set|dict|reversed|map|filter|enumerate|zip)',
    'json\\.dumps|yaml\\.(safe_)?dump|pprint\\.pformat|html\\.escape|inspect\\.cleandoc',
    'textwrap\\.(dedent|indent|fill|shorten)',
    'globalThis#(String|JSON\\.stringify|Array\\.from|encodeURIComponent)',
    'globalThis#Object\\.(keys|values|entries|fromEntries|assign|freeze)',
    '(ts-)?dedent#(default|dedent)',
  ].join('|')})$`,
);
/** Methods of texts and lists that keep what is in them, take some of it, or say something about it. */
const TEXT_METHODS: ReadonlySet<string> = new Set(
  [
    'append capitalize casefold center concat copy count decode encode endsWith endswith entries expandtabs filter find flat',
    'flatMap format format_map get includes index indexOf isdigit items join keys length ljust lower lstrip map normalize',
    'padEnd padStart pop replace replaceAll rjust rstrip sort split splitlines startsWith startswith strip title toFixed',
    'toLocaleString toLowerCase toString toUpperCase trim trimEnd trimStart upper values zfill',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a method of a text or a list gives back what stands in it. */
export function isTextMethod(method: string): boolean {
  return TEXT_METHODS.has(method);
}

/**
 * Whether a call of a package, or a method of what it gave back, is made of the text that it was handed. All others make
 * something new: an answer, a search result, a file's content.
 *
 * @param symbol In its canonical spelling: `json.dumps`, `json.dumps().strip`.
 */
export function isTextCall(symbol: string): boolean {
  const [made = '', ...methods] = symbol.split('()');
  return (
    TEXT_CALLS.test(made) && methods.every((method) => method === '' || TEXT_METHODS.has(method.slice(1)))
  );
}
