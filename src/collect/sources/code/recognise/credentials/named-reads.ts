import type { Expr, FunctionIr, ModuleIr, Parameter } from '../../ir.ts';
import { callsNamed } from '../calls/callers.ts';
import { addEnvCredential, isSecretName } from './credentials.ts';
import { environmentReads } from './environment-reads.ts';
import type { Located } from '../../resolve/resolver.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** Last names of calls that read one variable. */
const READS: ReadonlySet<string> = new Set(['get', 'getenv', 'pop']);
/** Those that read the environment. */
const ENVIRONMENT = /^os\.(environ\.(get|pop)|getenv)$|^globalThis#Deno\.env\.get$/;

/** Whether something is read under the name that a parameter gives: `os.environ[name]`, `process.env[name] ?? ""`. */
function isIndexed(expr: Expr, params: readonly Parameter[]): boolean {
  if (expr.kind === 'either') return expr.options.some((option) => isIndexed(option, params));
  if (expr.kind !== 'index' || expr.index.kind !== 'name') return false;
  const { name } = expr.index;
  return params.some((param) => param.name === name);
}

/** Whether a function may read the variable that its caller names; whether it does, the resolver says. */
function mayReadNamed(module: ModuleIr, fn: FunctionIr): boolean {
  const { params } = fn;
  if (params.length === 0) return false;
  if (fn.assignments.some(({ value }) => isIndexed(value, params))) return true;
  if (fn.returns.some((value) => isIndexed(value, params))) return true;
  return readOf(module, fn) !== null;
}

/** The call in a function's body that may read a variable under the name that a parameter gives; null where there is none. */
function readOf(module: ModuleIr, fn: FunctionIr): Located | null {
  const { params } = fn;
  const [from, to] = fn.callSites;
  for (let place = from; place < to; place += 1) {
    const { call, scope } = module.callSites[place] ?? {};
    const [key] = call?.args ?? [];
    if (call === undefined || scope === undefined || key?.kind !== 'name') continue;
    const { callee } = call;
    const last = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
    if (READS.has(last) && params.some(({ name }) => name === key.name)) return { module, scope, expr: call };
  }
  return null;
}

/** The variable that a call has its function read, though it gives back nothing: `ensure("OPENAI_API_KEY")`. */
function readInside(recognition: Recognition, call: LocatedCall): string | null {
  const found = recognition.resolver.fn(within(call, call.expr.callee));
  const read = found === null ? null : readOf(found.module, found.fn);
  if (found === null || read === null || !isCall(read)) return null;
  const symbol = recognition.resolver.symbol(within(read, read.expr.callee))?.qualified ?? '';
  const [key] = read.expr.args;
  if (!ENVIRONMENT.test(symbol) || key?.kind !== 'name') return null;
  const place = found.fn.params.findIndex(({ name }) => name === key.name);
  const passed = call.expr.named.find(({ name }) => name === key.name)?.value ?? call.expr.args[place];
  return passed?.kind === 'string' ? passed.value : null;
}

/** Names of the functions that may read a variable by the name that they are handed. */
function namesOf(module: ModuleIr): readonly string[] {
  const names: string[] = [];
  for (const { functions, assignments } of module.scopes) {
    for (const fn of functions) if (fn.name !== null && mayReadNamed(module, fn)) names.push(fn.name);
    for (const { value } of assignments)
      if (value.kind === 'function' && value.fn.name !== null && mayReadNamed(module, value.fn))
        names.push(value.fn.name);
  }
  return names;
}

/** `require_env("OPENAI_API_KEY")`: keys that a function of the program reads, under the name that it is handed. */
export function addCredentialsReadByName(recognition: Recognition): void {
  const { program, resolver } = recognition;
  const names = new Set<string>();
  for (const module of program.modules.values())
    if (module.readsEnvironment) for (const name of namesOf(module)) names.add(name);
  for (const name of names)
    for (const call of callsNamed(recognition, name)) {
      // The name of a variable that is a key: every other call is not asked for.
      const { args, named } = call.expr;
      const isKey = (value: Expr): boolean =>
        value.kind === 'string' &&
        (recognition.catalog.providerByEnv.has(value.value) || isSecretName(recognition, value.value));
      if (!args.some(isKey) && !named.some(({ value }) => isKey(value))) continue;
      const given = environmentReads(resolver.value(call)).map((read) => read.name);
      const inside = given.length === 0 ? readInside(recognition, call) : null;
      for (const read of inside === null ? given : [inside])
        addEnvCredential(recognition, read, call, 'listed');
    }
}
