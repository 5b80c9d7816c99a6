import { argument } from '../calls/arguments.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** Names of TypeScript stand behind a `#`; those of Python are dotted from the package on. */
function isInModules(symbol: string, modules: ReadonlySet<string>, npmModules: ReadonlySet<string>): boolean {
  const npm = /^([^#]+)#/.exec(symbol)?.[1];
  if (npm !== undefined) return modules.has(npm) || npmModules.has(npm);
  // `html.parser.HTMLParser().feed` is of `html`.
  const path = symbol.split('(')[0]?.split('.').slice(0, -1).join('.') ?? '';
  return modules.has(symbol.split('.')[0] ?? '') || modules.has(path);
}

/** Whether a call outside the target touches nothing; only what the catalogue says so of. */
export function isPure(recognition: Recognition, symbol: string): boolean {
  const { pure, sinks } = recognition.catalog;
  if (
    pure.symbols.has(symbol) ||
    pure.values.has(symbol) ||
    pure.prefixes.some((prefix) => symbol.startsWith(prefix))
  )
    return true;
  if (isInModules(symbol, pure.modules, pure.npmModules)) return true;
  // A name that is bound nowhere is the variable of a comprehension, not the language's own.
  const loose = /^(?:builtins\.|globalThis#)\w+(?:\.\w+)*\.(\w+)$/.exec(symbol)?.[1];
  if (loose !== undefined && pure.methods.has(loose)) return true;
  // What a call of the catalogue gave back is data: `requests.get().json`, `S3Client().send().Body.transformToString`.
  const cut = symbol.lastIndexOf('()');
  if (cut < 0) return false;
  const maker = symbol.slice(0, cut);
  return (
    sinks.has(maker) ||
    pure.values.has(maker) ||
    (/\.(\w+)$/.test(symbol) && pure.methods.has(symbol.split('.').at(-1) ?? ''))
  );
}

/**
 * Whether the catalogue says of a call that it does not run what it is handed. It may touch stores that nobody knows, and
 * still yields no more than its one operation.
 */
export function isBounded(recognition: Recognition, call: LocatedCall, symbol: string): boolean {
  const entry = recognition.catalog.bounded.find(
    ({ symbols, prefixes, modules, npmModules }) =>
      symbols.has(symbol) ||
      prefixes.some((prefix) => symbol.startsWith(prefix)) ||
      isInModules(symbol, modules, npmModules),
  );
  return entry?.without.every((path) => argument(recognition, call, [path]).kind === 'absent') === true;
}
