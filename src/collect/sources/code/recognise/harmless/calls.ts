import { argument } from '../calls/arguments.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** By the form of its name; what is written like a function and is one stands in the catalogue. */
const CLASS = /^[A-Z]/;
/** What is annotated so may be anything: `typing.Any`. */
const ANNOTATION = /^typing(_extensions)?\./;

/** Names of TypeScript stand behind a `#`; those of Python are dotted from the package on. */
function isInModules(symbol: string, modules: ReadonlySet<string>, npmModules: ReadonlySet<string>): boolean {
  const npm = /^([^#]+)#/.exec(symbol)?.[1];
  if (npm !== undefined) return modules.has(npm) || npmModules.has(npm);
  // `html.parser.HTMLParser().feed` is of `html`.
  const path = symbol.split('(')[0]?.split('.').slice(0, -1).join('.') ?? '';
  return modules.has(symbol.split('.')[0] ?? '') || modules.has(path);
}

function lastName(symbol: string): string {
  return symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf('#')) + 1);
}

/** The names of what is called one after the other on what a holder gave back; null where no holder is the maker. */
function calledOnHeld({ catalog: { pure } }: Recognition, symbol: string): readonly string[] | null {
  const [maker = '', ...parts] = symbol.split('()');
  if (!pure.holders.some((one) => (/[.#]$/.test(one) ? maker.startsWith(one) : maker === one))) return null;
  // The methods of a container are its own; what a function gives back is what it was handed.
  const name = lastName(maker);
  const isContainer =
    (CLASS.test(name) || pure.containers.has(name)) && !pure.fields.has(name) && !ANNOTATION.test(maker);
  // A method of its member is not: `SimpleNamespace(client=…).client.run`.
  const isOwn = isContainer && !/^\.\w+\./.test(parts[0] ?? '');
  return parts.slice(isOwn ? 1 : 0).map(lastName);
}

/**
 * Whether what is called belongs to something that was put into a container, or handed over and given back: `Map().get().run`,
 * `copy.copy().run`. Nobody knows what that is, and so only what is called alike on plain data is known to touch nothing.
 */
function isOfHeld(recognition: Recognition, symbol: string): boolean {
  const { pure } = recognition.catalog;
  const names = symbol.includes('()') ? calledOnHeld(recognition, symbol) : null;
  const called = names?.at(-1);
  if (names === null || called === undefined || (called !== '' && pure.methods.has(called))) return false;
  return !names.slice(0, -1).some((name) => pure.plainAnswers.has(name));
}

/** What a harmless call gives back: nothing that somebody put in, what it was handed, or what a container holds. */
export function givesHeld(recognition: Recognition, symbol: string): 'nothing' | 'arguments' | 'held' {
  const names = calledOnHeld(recognition, symbol);
  if (names === null) return 'nothing';
  if (!symbol.includes('()')) return 'arguments';
  return recognition.catalog.pure.plainAnswers.has(lastName(symbol)) ? 'nothing' : 'held';
}

/** Whether it is of a module that touches nothing, and does all the same. */
function isExcepted({ catalog: { pure } }: Recognition, symbol: string): boolean {
  return !pure.symbols.has(symbol) && pure.except.test(symbol);
}

/** Whether a call outside the target touches nothing; only what the catalogue says so of. */
export function isPure(recognition: Recognition, symbol: string): boolean {
  const { pure } = recognition.catalog;
  if (isOfHeld(recognition, symbol) || isExcepted(recognition, symbol)) return false;
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
  const cut = symbol.lastIndexOf('()');
  if (cut < 0) return false;
  return (
    isOfAnswer(recognition, symbol) ||
    (/\.(\w+)$/.test(symbol) && pure.methods.has(symbol.split('.').at(-1) ?? ''))
  );
}

/**
 * What a call of the catalogue gave back is data, and so is what harmless methods make of it: `requests.get().json().get`,
 * `S3Client().send().Body.transformToString`.
 */
function isOfAnswer({ catalog: { pure, sinks } }: Recognition, symbol: string): boolean {
  for (let at = symbol.indexOf('()'); at >= 0; at = symbol.indexOf('()', at + 1)) {
    const maker = symbol.slice(0, at);
    if (!sinks.has(maker) && !pure.values.has(maker)) continue;
    // What is called next on the answer makes data of it, or is the call that is asked about.
    const [next = '', ...later] = symbol.slice(at + '()'.length).split('()');
    if (later.length === 0 || pure.methods.has(next.slice(next.lastIndexOf('.') + 1))) return true;
  }
  return false;
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
