import type { CallExpr, Expr, ModuleIr } from '../../ir.ts';
import type { Located, ResolvedObject } from '../../resolve/resolver.ts';
import { addEnvCredential } from './credentials.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Methods by which a schema reads what it is handed. */
const PARSE = /^(parse|safeParse|parseAsync|safeParseAsync|validateSync|assert)$/;
/** Schemas of objects, and what takes one and gives back another with more or fewer fields. */
const OBJECT_SCHEMA =
  /^zod(\/v\d|\/mini)?#(z\.)?(object|strictObject|looseObject)$|^arktype#type$|^valibot#(v\.)?(object|strictObject|looseObject)$/;
/** Calls that are handed the fields by name: which argument, and under which keys of it they stand. */
interface Reader {
  readonly position: number;
  readonly keys: readonly string[];
}
const T3: Reader = { position: 0, keys: ['server', 'shared', 'client'] };
const FIELDS: Reader = { position: 1, keys: [] };
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['@t3-oss/env-core#createEnv', T3],
  ['@t3-oss/env-nextjs#createEnv', T3],
  ['@t3-oss/env-nuxt#createEnv', T3],
  ['envalid#cleanEnv', FIELDS],
  ['znv#parseEnv', FIELDS],
  // https://arktype.io/docs/ecosystem
  ['arkenv#default', { position: 0, keys: [] }],
]);
const READER_MODULE = /^(@t3-oss\/env-\w+|envalid|znv|arkenv)$/;
/** Of a chain such as `z.object({…}).partial().refine(…)`. */
const MAX_CHAIN = 8;

/** `process.env`, `Bun.env`, `import.meta.env`, and a copy of any: `{ ...process.env }`. */
function isEnvironment(expr: Expr | undefined): boolean {
  if (expr?.kind === 'object') return expr.spreads.some(isEnvironment);
  if (expr?.kind === 'unknown') return expr.text === 'import.meta.env';
  return (
    expr?.kind === 'member' &&
    expr.property === 'env' &&
    ((expr.object.kind === 'name' && (expr.object.name === 'process' || expr.object.name === 'Bun')) ||
      (expr.object.kind === 'unknown' && expr.object.text === 'import.meta'))
  );
}

/** The fields of a zod object, those of the objects that it extends included; null where it is none. */
function fieldsOf(recognition: Recognition, at: Located): readonly ResolvedObject[] {
  const found: ResolvedObject[] = [];
  let current: Located = isCall(at) ? at : recognition.resolver.value(at).at;
  for (let step = 0; step < MAX_CHAIN && isCall(current); step += 1) {
    const [given] = current.expr.args;
    const object = given === undefined ? null : recognition.resolver.object(within(current, given));
    if (OBJECT_SCHEMA.test(calledSymbol(recognition, current)?.symbol ?? ''))
      return object === null ? found : [...found, object];
    const { callee } = current.expr;
    if (callee.kind !== 'member') return [];
    if (callee.property === 'extend' && object !== null) found.push(object);
    const before: Located = within(current, callee.object);
    current = isCall(before) ? before : recognition.resolver.value(before).at;
  }
  return [];
}

/** What a call reads of the environment by a schema. */
function readBy(recognition: Recognition, call: LocatedCall): readonly ResolvedObject[] {
  const { callee, args } = call.expr;
  const [first, second] = args;
  // Valibot's schema is handed over, what ArkType makes of one is called, and zod's has a method.
  if (first !== undefined && isEnvironment(second)) return fieldsOf(recognition, within(call, first));
  if (callee.kind === 'name' && isEnvironment(first)) return fieldsOf(recognition, within(call, callee));
  if (callee.kind === 'member') return fieldsOf(recognition, within(call, callee.object));
  const reader = READERS.get(calledSymbol(recognition, call)?.symbol ?? '');
  const given = reader === undefined ? undefined : args[reader.position];
  const object = given === undefined ? null : recognition.resolver.object(within(call, given));
  if (reader === undefined || object === null) return [];
  if (reader.keys.length === 0) return [object];
  return reader.keys.flatMap((key) => {
    const fields = object.entries.get(key);
    const inner = fields === undefined ? null : recognition.resolver.object(fields);
    return inner ?? [];
  });
}

/** By form alone: nearly every call is none. */
function mayRead({ callee, args }: CallExpr, importsReader: boolean): boolean {
  const [first, second] = args;
  if (callee.kind === 'member')
    return PARSE.test(callee.property) && (isEnvironment(first) || isEnvironment(second));
  if (callee.kind !== 'name') return false;
  return isEnvironment(first) || (importsReader && args.some(({ kind }) => kind === 'object'));
}

/**
 * Variables that a module reads all at once, through a schema that names them: `z.object({ OPENAI_API_KEY: … })` over
 * `process.env`. Only names that the catalogue lists as keys count.
 */
export function addSchemaCredentials(recognition: Recognition, module: ModuleIr): void {
  if (module.language !== 'typescript') return;
  const importsReader = module.imports.some((one) => READER_MODULE.test(one.module));
  for (const { call, scope } of module.callSites) {
    if (!mayRead(call, importsReader)) continue;
    for (const { entries } of readBy(recognition, { module, scope, expr: call }))
      // ArkType marks what may be left out: `'OPENAI_API_KEY?': 'string'`.
      for (const [name, at] of entries) addEnvCredential(recognition, name.replace(/\?$/, ''), at, 'listed');
  }
}
