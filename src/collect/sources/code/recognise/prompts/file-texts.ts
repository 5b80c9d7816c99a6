import { folderOf, joinPath } from '../../module-path.ts';
import type { CallExpr, Expr, FunctionIr, ModuleIr, Parameter } from '../../ir.ts';
import type { Assumption, Located } from '../../resolve/resolver.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { anchoredPath, behind, packageFolder, setTo, symbolCalled } from './file-paths.ts';
import { wholeText } from './filled-text.ts';
import { isReadWhole } from './open-files.ts';
import type { PromptText } from './read-text.ts';

/** Names for names, methods of methods. */
const MAX_DEPTH = 6;
/** Last names of what gives a file's text, or hands it on: the cheap question, since every call that is a text is asked it. */
const READS = /^(readFile(Sync)?|readTextFile(Sync)?|read(_text|_bytes)?|text|toString|trim|strip|decode)$/;
/** Take the path of the file first. */
const READERS: ReadonlySet<string> = new Set([
  'fs#readFileSync',
  'fs#promises.readFile',
  'fs/promises#readFile',
  'globalThis#Deno.readTextFile',
  'globalThis#Deno.readTextFileSync',
]);
const OPENERS: ReadonlySet<string> = new Set(['builtins.open', 'io.open', 'codecs.open']);
/** Of a text or of bytes: the text. Blanks at its ends are no part of what a prompt says; what else is taken off is another text. */
const TEXT_OF = /^(toString|decode|trim|strip)$/;
/** As they are written: escaped, or themselves. */
const BLANKS = /^(?:\s|\\[fnrtv])*$/;

/** Encodings and modes that make of the bytes the text that stands in the file, and how mistakes in it are met. */
const AS_IT_STANDS = /^(utf-?8(-sig)?|r|rt|rb|strict|ignore|replace|\\r?\\n|)$/i;
/**
 * Whether anything is said that is not known to leave the text as it stands: by place, by name, or in options.
 *
 * @param paths How many arguments, from the first one on, say which file it is.
 */
function isOtherwiseRead({ expr: { args, named, complete } }: LocatedCall, paths: number): boolean {
  const said = [...args.slice(paths), ...named.map(({ value }) => value)].flatMap((one) =>
    one.kind === 'object' ? one.entries.map(({ value }) => value) : [one],
  );
  return !complete || said.some((one) => one.kind !== 'string' || !AS_IT_STANDS.test(one.value));
}

/** Of `trim`, `strip` and their kin: whether nothing but blanks is taken off, whatever stands there. */
function takesBlanks({ expr: { args, named, complete } }: LocatedCall): boolean {
  return (
    complete &&
    [...args, ...named].every((one) => 'kind' in one && one.kind === 'string' && BLANKS.test(one.value))
  );
}

/** Where the path of the file stands that a call opens to read from; null for every other. */
function opened(recognition: Recognition, at: Located): Located | null {
  if (!isCall(at)) return null;
  const { args, callee } = at.expr;
  const [first] = args;
  if (first !== undefined && OPENERS.has(symbolCalled(recognition, at)))
    return isOtherwiseRead(at, 1) ? null : within(at, first);
  // `path.open()`.
  if (callee.kind !== 'member' || callee.property !== 'open' || isOtherwiseRead(at, 0)) return null;
  return within(at, callee.object);
}

/** The path of the file whose text a call gives; null where it gives none, or which file that is was not found. */
function pathRead(recognition: Recognition, call: LocatedCall, depth: number): string | null {
  const { args, callee } = call.expr;
  const [first, second] = args;
  const symbol = symbolCalled(recognition, call);
  const isReader = first !== undefined && READERS.has(symbol);
  const isResource = symbol === 'importlib.resources.read_text';
  const isTrimmed = callee.kind === 'member' && /^(trim|strip)$/.test(callee.property);
  if (isTrimmed ? !takesBlanks(call) : isOtherwiseRead(call, isReader ? 1 : isResource ? 2 : 0)) return null;
  if (isReader) return anchoredPath(recognition, within(call, first));
  if (isResource) return resourceRead(recognition, call, first, second);
  if (callee.kind !== 'member') return null;
  const object = within(call, callee.object);
  if (TEXT_OF.test(callee.property)) return textPath(recognition, object, depth + 1);
  if (callee.property === 'text') {
    if (!isCall(object) || symbolCalled(recognition, object) !== 'globalThis#Bun.file') return null;
    const [path] = object.expr.args;
    return path === undefined ? null : anchoredPath(recognition, within(object, path));
  }
  if (call.module.language !== 'python') return null;
  if (/^read_(text|bytes)$/.test(callee.property)) return anchoredPath(recognition, object);
  if (callee.property !== 'read' || args.length > 0) return null;
  const made = isCall(object) ? object : behind(recognition, object);
  const file = made === null ? null : opened(recognition, made);
  if (made === null || file === null || !isReadWhole(call, object, made)) return null;
  return anchoredPath(recognition, file);
}

/** `read_text("shop.prompts", "desk.md")`. */
function resourceRead(
  recognition: Recognition,
  call: LocatedCall,
  holder: Expr | undefined,
  file: Expr | undefined,
): string | null {
  if (holder === undefined || file?.kind !== 'string') return null;
  const isOwn = holder.kind === 'name' && holder.name === '__package__';
  const name = holder.kind === 'string' ? holder.value : '';
  const folder = isOwn ? folderOf(call.module.path) : packageFolder(recognition, call.module.path, name);
  return folder === null ? null : joinPath(folder, file.value);
}

/** The same of whatever stands for a file's text. */
function textPath(recognition: Recognition, at: Located, depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  if (isCall(at)) return mayRead(at.expr) ? pathRead(recognition, at, depth) : null;
  const next = behind(recognition, at);
  return next === null ? null : textPath(recognition, next, depth + 1);
}

function mayRead({ callee }: CallExpr): boolean {
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  return READS.test(name);
}

/** What a call passes for the parameters of a function, where each is plainly one of its arguments. */
function passedTo(call: LocatedCall, of: Located, fn: FunctionIr): readonly Assumption[] {
  const { args, named, complete } = call.expr;
  if (!complete || fn.params.some(({ isRest }) => isRest === true)) return [];
  // `name = f"v2/{name}"`: what the function sets anew is not what it was passed.
  const isSet = ({ name }: Parameter): boolean => fn.assignments.some(({ target }) => target === name);
  if (fn.params.some(isSet)) return [];
  const isMethod = ['self', 'cls'].includes(fn.params[0]?.name ?? '');
  return fn.params.flatMap(({ name, defaultValue }, place) => {
    const given = named.find((one) => one.name === name)?.value ?? args[place - (isMethod ? 1 : 0)];
    const expr: Expr = { kind: 'name', name, span: fn.span };
    const at = { ...of, scope: fn.scope, expr };
    if (given !== undefined) return [{ at, is: within(call, given) }];
    return defaultValue === null ? [] : [{ at, is: { ...of, expr: defaultValue } }];
  });
}

/** `@lru_cache`, `@cache(…)`: what the function gives back is kept, and is the same. */
function isCache({ resolver }: Recognition, module: ModuleIr, scope: number, expr: Expr): boolean {
  const callee = expr.kind === 'call' ? expr.callee : expr;
  return /^functools\.(lru_cache|cache)$/.test(
    resolver.symbol({ module, scope, expr: callee })?.qualified ?? '',
  );
}

/** `load("desk")`, whose function gives back the text of the file of that name. */
function pathByFunction(recognition: Recognition, call: LocatedCall): string | null {
  const { resolver } = recognition;
  const made = resolver.fn(within(call, call.expr.callee));
  const [expr, ...others] = made?.fn.returns ?? [];
  if (made === null || expr === undefined || others.length > 0) return null;
  const { module, fn } = made;
  const outer = module.scopes[fn.scope]?.parent ?? 0;
  if (!fn.decorators.every((one) => isCache(recognition, module, outer, one.expr))) return null;
  const returned: Located = { module, scope: fn.scope, expr };
  const mayBeRead = expr.kind === 'name' || (expr.kind === 'call' && mayRead(expr));
  if (!mayBeRead) return null;
  const passed = passedTo(call, { module, scope: outer, expr }, fn);
  if (passed.length === 0) return textPath(recognition, returned, 0);
  return resolver.assuming(passed, () => textPath(recognition, returned, 0));
}

/**
 * The text of a file of the target that an expression stands for: a call that reads it, or one of a function that does. Null
 * where it is none, where which file is read hangs on where the program is started or what it is told, and where the target has
 * no such file.
 */
export function fileText(recognition: Recognition, at: Located): PromptText | null {
  const call = isCall(at) ? at : setTo(recognition, at);
  if (call === null || !isCall(call)) return null;
  const path =
    (mayRead(call.expr) ? pathRead(recognition, call, 0) : null) ?? pathByFunction(recognition, call);
  const text = path === null ? null : recognition.program.textFile(path, call.module.language);
  return text?.expr.kind === 'string' ? wholeText(text.expr.value, text) : null;
}

/** Whether more than blanks is taken off a file's text: what is left stands in no file, and is another text. */
export function isCutFileText({ program }: Recognition, call: LocatedCall, text: PromptText): boolean {
  return !takesBlanks(call) && !program.modules.has(text.at.module.path);
}
