import type { Expr, FunctionIr, ModuleIr, Parameter } from '../../ir.ts';
import { callsNamed } from '../calls/callers.ts';
import { addEnvCredential } from './credentials.ts';
import { environmentReads } from './environment-reads.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** Last names of calls that read one variable. */
const READS: ReadonlySet<string> = new Set(['get', 'getenv', 'pop']);

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
  if (params.length === 0 || fn.returns.length === 0) return false;
  if (fn.assignments.some(({ value }) => isIndexed(value, params))) return true;
  if (fn.returns.some((value) => isIndexed(value, params))) return true;
  const [from, to] = fn.callSites;
  for (let place = from; place < to; place += 1) {
    const call = module.callSites[place]?.call;
    const [key] = call?.args ?? [];
    if (call === undefined || key?.kind !== 'name') continue;
    const { callee } = call;
    const last = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
    if (READS.has(last) && params.some(({ name }) => name === key.name)) return true;
  }
  return false;
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
        value.kind === 'string' && recognition.catalog.providerByEnv.has(value.value);
      if (!args.some(isKey) && !named.some(({ value }) => isKey(value))) continue;
      for (const read of environmentReads(resolver.value(call)))
        addEnvCredential(recognition, read.name, call, 'listed');
    }
}
