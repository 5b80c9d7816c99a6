import { ANY_KEY } from '../../dotted-name.ts';
import { PIPED } from '../../lower/piped.ts';
import type { Assignment, CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';

const TEMPLATES = /^(from_template|fromTemplate)$/;
const CONFIGURES = /^(compile|partial|with_?(config|retry|fallbacks))$/i;

/** Functions that give back what they are handed, with something around it, by how they are called. */
const WRAPS = /^(with|wrap)([A-Z_]|$)/;
/** Methods that join a chain. */
const JOINS: ReadonlySet<string> = new Set([PIPED, 'pipe', 'from']);

/** By the expression itself, made once for each module. */
interface ModuleNames {
  readonly bindings: ReadonlyMap<Expr, string>;
  /** Made when the first call is asked for. */
  enclosing: ReadonlyMap<CallExpr, string | null> | null;
  /** Made when the first call in a record is asked for. */
  entries: ReadonlyMap<Expr, Entry> | null;
}

function lastName(callee: Expr): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? callee.property : '';
}

/** `self.x` set in a method belongs to the class, whichever method sets it. */
function dotted(scope: string | null, target: string): string {
  const isField = target.startsWith('self.');
  const holder = isField ? (scope?.split('.').slice(0, -1).join('.') ?? '') : (scope ?? '');
  const name = isField ? target.slice('self.'.length) : target;
  return holder === '' ? name : `${holder}.${name}`;
}

/** The value's name is that of the variable it was first assigned to. */
function bind(bindings: Map<Expr, string>, { target, value, op }: Assignment, scope: string | null): void {
  // Of two names for one value the first stays.
  if (op !== 'set' || bindings.has(value)) return;
  const name = dotted(scope, target);
  bindings.set(value, name);
  bindConfigured(bindings, value, name);
  // `const x = (await) cond ? make() : make2()`: both belong to x.
  if (value.kind === 'either') for (const option of value.options) bindings.set(option, name);
}

/** `x = make().with_config(…)`: what is configured, and what a template is made of, belongs to x too. */
function bindConfigured(bindings: Map<Expr, string>, value: Expr, name: string): void {
  let at = value;
  while (at.kind === 'call' && at.callee.kind === 'member' && CONFIGURES.test(at.callee.property)) {
    at = at.callee.object;
    if (!bindings.has(at)) bindings.set(at, name);
  }
  // `x = withLog(tool({ … }))`: what is wrapped belongs to x.
  if (at.kind === 'call' && at.callee.kind !== 'call' && WRAPS.test(lastName(at.callee))) {
    const inner = at.args.filter(({ kind }) => kind === 'call');
    const [only] = inner;
    if (only !== undefined && inner.length === 1 && !bindings.has(only)) bindings.set(only, name);
  }
  // `x = prompt | model.bind_tools(…)`: what is made in place, in whichever step.
  if (at.kind === 'call' && at.callee.kind === 'member' && JOINS.has(at.callee.property)) {
    const [first] = at.args;
    // `RunnableSequence.from([prompt, model])`.
    const steps = first?.kind === 'list' ? first.items : [at.callee.object, ...at.args];
    for (const step of steps)
      if (step.kind === 'call' && !bindings.has(step)) {
        bindings.set(step, name);
        bindConfigured(bindings, step, name);
      }
    return;
  }
  const text = at.kind === 'call' ? templateIn(at) : undefined;
  if (text !== undefined && !bindings.has(text)) bindings.set(text, name);
}

/** `X = PromptTemplate.from_template("…")`, `new PromptTemplate({ template: "…" })`: the text is X's. */
function templateIn({ callee, args, named }: CallExpr): Expr | undefined {
  const [first] = args;
  if (callee.kind === 'member' && TEMPLATES.test(callee.property)) return first;
  if (lastName(callee) !== 'PromptTemplate') return undefined;
  const entries = first?.kind === 'object' ? first.entries : [];
  const entry = entries.find(({ key }) => key === 'template') ?? named.find((one) => one.name === 'template');
  return entry?.value;
}

/** All names of a module at once: they are asked for by thousands of expressions. */
function index(module: ModuleIr): ModuleNames {
  const bindings = new Map<Expr, string>();
  for (const scope of module.scopes)
    for (const assignment of scope.assignments) bind(bindings, assignment, scope.symbol);
  // What a method sets on its object is kept with the class.
  for (const scope of module.declaring)
    for (const { symbol, assignments } of scope.classes)
      for (const assignment of assignments)
        if (assignment.target.startsWith('self.')) bind(bindings, assignment, `${symbol}.self`);
  return { bindings, enclosing: null, entries: null };
}

/** Records in records. */
const MAX_NESTED = 4;

/** Where a call stands in a record: its key, and the record's own name where the module holds it under one. */
interface Entry {
  readonly key: string;
  readonly record: string | null;
}

/** The records of a module that hold calls: assigned, given back, or handed over. */
function entriesOf(module: ModuleIr): ReadonlyMap<Expr, Entry> {
  const entries = new Map<Expr, Entry>();
  const look = (expr: Expr, depth: number, record: string | null = null): void => {
    if (depth > MAX_NESTED) return;
    if (expr.kind === 'either') for (const option of expr.options) look(option, depth + 1);
    if (expr.kind !== 'object') return;
    for (const { key, value } of expr.entries) {
      if (value.kind === 'call' && key !== ANY_KEY) entries.set(value, { key, record });
      look(value, depth + 1);
    }
    for (const spread of expr.spreads) look(spread, depth + 1);
  };
  for (const { assignments, functions, kind } of module.scopes) {
    for (const { target, value } of assignments) {
      look(value, 0, kind === 'module' ? target : null);
      if (value.kind === 'function') for (const expr of value.fn.returns) look(expr, 0);
    }
    for (const { returns } of functions) for (const expr of returns) look(expr, 0);
  }
  for (const { methods } of module.declaring.flatMap(({ classes }) => classes))
    for (const { returns } of methods) for (const expr of returns) look(expr, 0);
  for (const { call } of module.callSites) for (const expr of call.args) look(expr, 0);
  return entries;
}

/** Stable names of what stands in the code: the variable it is bound to, else what encloses it. Never a line. */
export class SymbolNames {
  readonly #modules = new WeakMap<ModuleIr, ModuleNames>();
  readonly #taken = new Map<string, Expr>();

  #of(module: ModuleIr): ModuleNames {
    const known = this.#modules.get(module);
    if (known !== undefined) return known;
    const fresh = index(module);
    this.#modules.set(module, fresh);
    return fresh;
  }

  /** Dotted name of the variable that holds the expression itself; null where none does. */
  binding(at: Located): string | null {
    return this.#of(at.module).bindings.get(at.expr) ?? null;
  }

  /** Symbol of the function or class around a call; null at module level. */
  enclosing(at: Located): string | null {
    if (at.expr.kind !== 'call') return null;
    const names = this.#of(at.module);
    names.enclosing ??= new Map(at.module.callSites.map(({ call, enclosing }) => [call, enclosing]));
    return names.enclosing.get(at.expr) ?? null;
  }

  /** The record in which a call stands; null where it stands in none. */
  entry(at: Located): Entry | null {
    if (at.expr.kind !== 'call') return null;
    const names = this.#of(at.module);
    names.entries ??= entriesOf(at.module);
    return names.entries.get(at.expr) ?? null;
  }

  /** Binding, else the enclosing function or class, else `module`; numbered where several share it. */
  unique(kind: string, at: Located): string {
    // What a constructor makes of its own class is the class.
    const around = this.enclosing(at)?.replace(/\.(constructor|__init__)$/, '');
    const base = this.binding(at) ?? around ?? at.module.scopes[at.scope]?.symbol ?? 'module';
    for (let ordinal = 1; ; ordinal += 1) {
      const name = ordinal === 1 ? base : `${base}~${String(ordinal)}`;
      const key = `${kind} ${at.module.path} ${name}`;
      // The same expression asked again gets its own name back.
      const holder = this.#taken.get(key);
      if (holder !== undefined && holder !== at.expr) continue;
      this.#taken.set(key, at.expr);
      return name;
    }
  }

  /** Of what a class has made by a call in a method that it inherits: the class, numbered where it has several made so. */
  ofClass(kind: string, { path }: ModuleIr, symbol: string, { expr }: Located): string {
    for (let ordinal = 1; ; ordinal += 1) {
      const name = ordinal === 1 ? symbol : `${symbol}~${String(ordinal)}`;
      const key = `${kind} ${path} ${name}`;
      const holder = this.#taken.get(key);
      if (holder !== undefined && holder !== expr) continue;
      this.#taken.set(key, expr);
      return name;
    }
  }

  // Null for functions without any name.
  functionName(fn: FunctionIr): string | null {
    return fn.symbol ?? fn.name;
  }
}
