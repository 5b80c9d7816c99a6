import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { canonicalSymbol, type Catalog, type InFramework } from '../catalog/catalog.ts';
import { callsIn, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

type AgentEntry = InFramework<'agents'>;

/** A call of what was given another name, handed over or prepared, and what it makes. */
interface HeldMaker {
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
}

/** What makes agents, by the names under which one module imports it. */
type Makers = ReadonlyMap<string, AgentEntry>;

/** `type[Agent]`, `typeof Agent`: the class itself and no instance of it. */
const CLASS_TYPE = /^(?:type\s*\[\s*|typeof\s+|Type\s*\[\s*)["']?(\w+)/;

const lastNames = new WeakMap<Catalog, ReadonlySet<string>>();
const held = new WeakMap<Recognition, ReadonlyMap<CallExpr, HeldMaker>>();

function namesOf(catalog: Catalog): ReadonlySet<string> {
  const known = lastNames.get(catalog);
  if (known !== undefined) return known;
  const fresh = new Set([...catalog.agents.keys()].map((symbol) => symbol.split(/[.#]/).at(-1) ?? symbol));
  lastNames.set(catalog, fresh);
  return fresh;
}

function makersOf({ catalog, resolver }: Recognition, module: ModuleIr): Makers {
  const makers = new Map<string, AgentEntry>();
  const names = namesOf(catalog);
  for (const { imported, local, span } of module.imports) {
    if (!names.has(imported)) continue;
    const symbol = resolver.symbol({ module, scope: 0, expr: { kind: 'name', name: local, span } });
    const entry = symbol === null ? undefined : catalog.agents.get(canonicalSymbol(symbol.qualified));
    if (entry !== undefined) makers.set(local, entry);
  }
  return makers;
}

function makerAt(makers: Makers, expr: Expr | null | undefined): AgentEntry | undefined {
  return expr?.kind === 'name' ? makers.get(expr.name) : undefined;
}

/**
 * Calls that make an agent without naming what makes it: a class that is a parameter (`cls(…)`), that stands in a table
 * (`KINDS["plain"](…)`), or that `functools.partial` has prepared. By the call.
 */
export function heldMakers(recognition: Recognition): ReadonlyMap<CallExpr, HeldMaker> {
  const kept = held.get(recognition);
  if (kept !== undefined) return kept;
  const search = new MakerSearch(recognition);
  for (const module of recognition.program.modules.values()) {
    const makers = makersOf(recognition, module);
    if (makers.size > 0) search.look(module, makers);
  }
  search.finish();
  held.set(recognition, search.found);
  return search.found;
}

/** Looks for what holds a maker first, and for the calls of that afterwards: they may stand in other modules. */
class MakerSearch {
  readonly found = new Map<CallExpr, HeldMaker>();
  readonly #recognition: Recognition;
  /** Names of tables that hold makers, and of what was prepared. */
  readonly #holders = new Set<string>();
  readonly #prepared = new Map<
    Expr,
    { readonly at: LocatedCall; readonly entry: AgentEntry; isCalled: boolean }
  >();

  constructor(recognition: Recognition) {
    this.#recognition = recognition;
  }

  look(module: ModuleIr, makers: Makers): void {
    for (const { call, scope, name } of module.callSites) {
      const at: LocatedCall = { module, scope, expr: call };
      const entry = makerAt(makers, call.args[0]);
      if (name === 'partial' && entry !== undefined) this.#prepared.set(call, { at, entry, isCalled: false });
      else this.#lookIntoCallee(at, makers);
    }
    for (const scope of module.scopes) {
      for (const { target, value } of scope.assignments) {
        const isTable =
          (value.kind === 'object' &&
            value.entries.some((entry) => makerAt(makers, entry.value) !== undefined)) ||
          (value.kind === 'list' && value.items.some((item) => makerAt(makers, item) !== undefined));
        if (isTable || this.#prepared.has(value)) this.#holders.add(target.split('.').at(-1) ?? target);
      }
      for (const fn of scope.functions) this.#lookIntoParameters(module, fn, makers);
      for (const { methods } of scope.classes)
        for (const fn of methods) this.#lookIntoParameters(module, fn, makers);
    }
  }

  /** `build(Agent)`: what the function calls by the name of that parameter. */
  #lookIntoCallee(at: LocatedCall, makers: Makers): void {
    const { args, named } = at.expr;
    const handed = [
      ...args.map((value, place) => ({ place, name: null, value })),
      ...named.map(({ name, value }) => ({ place: -1, name, value })),
    ].filter(({ value }) => makerAt(makers, value) !== undefined);
    if (handed.length === 0) return;
    const callee = this.#recognition.resolver.fn(within(at, at.expr.callee));
    if (callee === null) return;
    const { params } = callee.fn;
    const around = callee.module.scopes[callee.module.scopes[callee.fn.scope]?.parent ?? 0];
    // A method's receiver is not handed over; in TypeScript it is no parameter at all.
    const isMethod = around?.kind === 'class' && callee.module.language === 'python';
    const own = isMethod ? params.slice(1) : params;
    for (const { place, name, value } of handed) {
      const param = name ?? own[place]?.name;
      const entry = makerAt(makers, value);
      if (param !== undefined && entry !== undefined) this.#addCalls(callee.module, callee.fn, param, entry);
    }
  }

  /** `def build(cls=Agent)`, `def build(cls: type[Agent])`. */
  #lookIntoParameters(module: ModuleIr, fn: FunctionIr, makers: Makers): void {
    for (const { name, type, defaultValue } of fn.params) {
      const typed = type === null ? undefined : CLASS_TYPE.exec(type)?.[1];
      const entry = makerAt(makers, defaultValue) ?? (typed === undefined ? undefined : makers.get(typed));
      if (entry !== undefined) this.#addCalls(module, fn, name, entry);
    }
  }

  #addCalls(module: ModuleIr, fn: FunctionIr, param: string, entry: AgentEntry): void {
    for (const call of callsIn(module, fn)) {
      const { callee } = call.expr;
      if (callee.kind === 'name' && callee.name === param) this.found.set(call.expr, { call, entry });
    }
  }

  /** Calls of what stands in tables and of what was prepared, wherever it is known by its name. */
  finish(): void {
    const { program } = this.#recognition;
    if (this.#holders.size > 0)
      for (const module of program.modules.values())
        for (const { call, scope } of module.callSites) {
          const root = rootName(call.callee);
          const isHeld = root !== null && (call.callee.kind !== 'name' || this.#holders.has(root));
          if (isHeld && this.#mayHold(module, root)) this.#addHeld({ module, scope, expr: call });
        }
    for (const { at, isCalled } of this.#prepared.values())
      if (!isCalled)
        this.#recognition.sink.gap(
          at.module.path,
          'unresolved',
          'what partial() prepares makes an agent, and no call of it was found',
        );
  }

  #mayHold(module: ModuleIr, root: string): boolean {
    return (
      this.#holders.has(root) ||
      module.imports.some(({ local, imported }) => local === root && this.#holders.has(imported))
    );
  }

  #addHeld(call: LocatedCall): void {
    const { resolver, catalog } = this.#recognition;
    const symbol = resolver.symbol(within(call, call.expr.callee));
    if (symbol === null) return;
    const prepared = symbol.origin === null ? undefined : this.#prepared.get(symbol.origin.expr);
    if (prepared !== undefined) {
      prepared.isCalled = true;
      this.found.set(call.expr, { call, entry: withPrepared(prepared.entry, prepared.at) });
      return;
    }
    const entry = catalog.agents.get(canonicalSymbol(symbol.qualified));
    if (entry !== undefined) this.found.set(call.expr, { call, entry });
  }
}

/** `KINDS` of `KINDS["plain"]` and `kinds.plain`. */
function rootName(callee: Expr): string | null {
  let at = callee;
  while (at.kind === 'member' || at.kind === 'index') at = at.object;
  return at.kind === 'name' ? at.name : null;
}

/** What is not said in the call was said where it was prepared. */
function withPrepared({ framework, row }: AgentEntry, { expr: { args } }: Located & LocatedCall): AgentEntry {
  const bound = args.length - 1;
  const placed = (path: string): readonly string[] => {
    const place = /^\d+$/.test(path) ? Number(path) : null;
    if (place === null) return [path, `origin:${path}`];
    return [place < bound ? `origin:${place + 1}` : String(place - bound)];
  };
  const entries = Object.entries(row.arguments).map(
    ([part, paths = []]) => [part, paths.flatMap(placed)] as const,
  );
  return { framework, row: { ...row, arguments: { ...row.arguments, ...Object.fromEntries(entries) } } };
}
