import type { Assignment, Expr, ModuleIr } from '../ir.ts';
import { dottedName } from '../dotted-name.ts';
import type { Located, Resolved } from '../resolve/resolver.ts';
import { heldNames } from './held-names.ts';
import { followUses, isPlainTarget, type ArgumentPlace, type Held, type Watch } from './held-uses.ts';
import { librariesOf } from './libraries.ts';
import { isReader, putsInto } from './list-harmless.ts';
import { calledSymbol, stateOf, within, type LocatedCall, type Recognition } from './recognition.ts';
import { expressionOf } from './set-later.ts';
import { open, type ToolList } from './tool-list.ts';

/** Lists in dictionaries in dictionaries. */
const MAX_DEPTH = 4;

/** A list or dictionary behind a name, of which the lists of some agents are made. */
interface Source {
  readonly lists: readonly ToolList[];
  readonly at: Located;
  /** What was put into it later and is in these lists already. */
  readonly puts: ReadonlySet<Expr>;
  /** It holds such a list under one of its keys. */
  readonly isHolder: boolean;
}

/** What is being looked through. */
interface Search {
  readonly recognition: Recognition;
  readonly sources: Map<Expr, Source>;
  readonly names: Set<string>;
  /** Parameters that hold one and are kept in a field, by place and name. */
  readonly kept: Map<string, Source>;
  /** Modules of the libraries of the catalogue: their functions take a list to read it. */
  readonly libraries: ReadonlySet<string>;
}

/**
 * Leaves every list open that goes where it is not known what is put into it, or into which something is put that was not
 * read: what is then said of it is what was found, and never all.
 */
export function openChangedLists(recognition: Recognition, lists: readonly ToolList[]): void {
  const sources = sourcesOf(
    recognition,
    lists.filter(({ complete }) => complete),
  );
  if (sources.size === 0) return;
  const { python, typescript } = librariesOf(recognition.catalog);
  const libraries = new Set([...python, ...typescript]);
  const search: Search = { recognition, sources, names: new Set(), kept: new Map(), libraries };
  const importers = recognition.program.importersOf([...sources.values()].map(({ at }) => at.module));
  const modules = [...recognition.program.modules.values()].filter((module) => importers.has(module));
  addHolders(search, modules);
  for (const name of heldNames(modules, new Set(sources.keys()))) search.names.add(name);
  const watch = watchOf(search);
  followUses(watch, modules);
  // Fields are met by name, which was not known before they were found.
  if (search.kept.size > 0) followUses(watch, modules);
  overridden(search, modules);
}

/** The list is then not complete, and the reason is told with its agent. */
function lost(source: Source, at: Located, how: string): void {
  const place = ` at ${at.module.path}:${at.expr.span.startLine}`;
  for (const list of source.lists)
    if (!list.open.some((why) => why.endsWith(place))) open(list, `what is put into it by ${how}${place}`);
}

/** By the expression that makes each. */
function sourcesOf(recognition: Recognition, lists: readonly ToolList[]): Map<Expr, Source> {
  const byExpr = new Map<Expr, { readonly at: Located; readonly lists: Set<ToolList> }>();
  for (const list of lists)
    for (const at of list.sources) {
      const known = byExpr.get(at.expr) ?? { at, lists: new Set<ToolList>() };
      known.lists.add(list);
      byExpr.set(at.expr, known);
    }
  const sources = new Map<Expr, Source>();
  for (const [expr, { at, lists: of }] of byExpr) {
    const puts = new Set(recognition.resolver.puts(at).flatMap(partsOf));
    sources.set(expr, { lists: [...of], at, puts, isHolder: false });
  }
  return sources;
}

/** The arguments of `append` come as a list of their own. */
function partsOf({ expr }: Located): readonly Expr[] {
  return expr.kind === 'list' ? [expr, ...expr.items, ...expr.spreads] : [expr];
}

function watchOf(search: Search): Watch<Source> {
  const { recognition } = search;
  return {
    recognition,
    held: (at) => sourcesAt(search, at),
    isHarmlessMethod: (source, call, isDirect) => isHarmlessMethod(source, call, isDirect),
    isHarmlessMember: (property) => !putsInto(property),
    isHarmlessTaker: (call, place, source) => isHarmlessTaker(search, call, place, source),
    isHarmlessDecorator: () => true,
    isCopiedBySpread: true,
    isFoundAgain: (source, literal) => keepHolder(search, source, literal),
    isFoundInField: (source, parameter, field) => {
      if (parameter.expr.kind !== 'name') return false;
      search.kept.set(keyOf(parameter, parameter.expr.name), source);
      search.names.add(field);
      return true;
    },
    isFoundByType: () => false,
    isPartOf: (source, parameter, at) => isPartOf(recognition, source, parameter, at),
    assigned: (held, module, assignment) => {
      assigned(search, held, module, assignment);
    },
    lost,
  };
}

function keyOf({ module, scope }: Located, name: string): string {
  return `${module.path}\n${scope}\n${name}`;
}

/** `{ model, tools }` kept under a name: what is done to that is done to what it holds. */
function keepHolder({ sources }: Search, source: Source, literal: Expr): boolean {
  if (literal.kind !== 'object' && literal.kind !== 'list') return false;
  const known = sources.get(literal);
  const lists = [...new Set([...(known?.lists ?? []), ...source.lists])];
  if (known === undefined || lists.length > known.lists.length)
    sources.set(literal, { lists, at: { ...source.at, expr: literal }, puts: source.puts, isHolder: true });
  return true;
}

/** Those that are written with a list in them. */
function addHolders(search: Search, modules: readonly ModuleIr[]): void {
  const look = (expr: Expr, outer: Expr, depth: number): void => {
    const source = depth === 0 ? undefined : search.sources.get(expr);
    if (source !== undefined) keepHolder(search, source, outer);
    if (depth > MAX_DEPTH) return;
    if (expr.kind === 'object') for (const { value } of expr.entries) look(value, outer, depth + 1);
    if (expr.kind === 'list') for (const one of expr.items) look(one, outer, depth + 1);
  };
  for (const module of modules)
    for (const scope of module.scopes) {
      for (const { value } of scope.assignments) look(value, value, 0);
      for (const cls of scope.classes) for (const { value } of cls.assignments) look(value, value, 0);
    }
}

/** By name first: the resolver is asked only where one may be meant. */
function sourcesAt(search: Search, at: Located): readonly Source[] {
  const { names, sources, kept, recognition } = search;
  const own = sources.get(at.expr);
  // Where it is made, it is nobody's yet.
  if (own !== undefined && at.expr.kind !== 'call') return [];
  const root = at.expr.kind === 'call' ? at.expr.callee : at.expr.kind === 'index' ? at.expr.object : at.expr;
  const name = root.kind === 'name' ? root.name : root.kind === 'member' ? root.property : null;
  if (name === null || !names.has(name)) return [];
  const found = new Set<Source>();
  const visit = (resolved: Resolved): void => {
    if (resolved.kind === 'either') return resolved.options.forEach(visit);
    if (resolved.kind === 'parameter') {
      if (resolved.default !== null) visit(resolved.default);
      const source = kept.get(keyOf(resolved.at, resolved.name));
      if (source !== undefined) found.add(source);
      return;
    }
    const source = resolved.at.expr === at.expr ? undefined : sources.get(resolved.at.expr);
    if (source !== undefined && counts(source, at)) found.add(source);
  };
  visit(recognition.resolver.value(at));
  return [...found];
}

/** What a test does to the program's list is not what is started. */
function counts(source: Source, at: Located): boolean {
  return stateOf(at.module) !== 'test' || stateOf(source.at.module) === 'test';
}

/** A name that stands for a member of what was handed over: `{ tools }` of a parameter, `given.tools`. */
function isPartOf(recognition: Recognition, { isHolder }: Source, parameter: Located, at: Located): boolean {
  if (parameter.expr.kind !== 'name' || at.module !== parameter.module) return false;
  if (at.expr.kind !== 'name' && at.expr.kind !== 'member') return false;
  const resolved = recognition.resolver.value(at);
  if (resolved.kind !== 'parameter' || resolved.at.scope !== parameter.scope) return false;
  return resolved.name === parameter.expr.name && (isHolder || resolved.path.length === 0);
}

function isHarmlessMethod(source: Source, call: LocatedCall, isDirect: boolean): boolean {
  const { callee, args } = call.expr;
  if (callee.kind !== 'member') return true;
  // A tool in it, or the list in a holder that was not found under its key.
  if (!isDirect) return !source.isHolder || !putsInto(callee.property);
  return !putsInto(callee.property) || args.some((one) => isTakenIn(source, one));
}

/** Whether every list that is made of it was read with what is put there. */
function isTakenIn({ puts, lists }: Source, expr: Expr): boolean {
  return puts.has(expr) || lists.every(({ read }) => read.has(expr));
}

/** Functions of libraries that take tools only read them, as do those of the language that copy or print. */
function isHarmlessTaker(search: Search, call: LocatedCall, place: ArgumentPlace, source: Source): boolean {
  const { recognition, libraries } = search;
  const { callee, args } = call.expr;
  const symbol = calledSymbol(recognition, call);
  if (symbol !== null) {
    const { qualified, package: from } = symbol.found;
    if (isReader(symbol.symbol)) return true;
    // What is put in is read with the list; what is only put somewhere is copied.
    if (qualified === 'globalThis#Object.assign')
      return place.position !== 0 || args.slice(1).every((one) => isTakenIn(source, one));
    if (qualified === 'builtins.setattr') return isAssignment(call);
    return libraries.has(from) || libraries.has(rootOf(call.module, from));
  }
  if (callee.kind !== 'member') return isFieldOfClass(recognition, call, place);
  // Methods by which models of all makes are told of tools, and those that copy what they are handed.
  if (recognition.catalog.frameworks.some(({ bindTools }) => bindTools.includes(callee.property)))
    return true;
  if (/^(extend|concat|update|union)$/.test(callee.property)) return true;
  return isFieldOfClass(recognition, call, place);
}

/** `setattr(x, "tools", v)` is read as an assignment where both are written. */
function isAssignment({ expr }: LocatedCall): boolean {
  const [holder, name] = expr.args;
  return holder !== undefined && dottedName(holder) !== null && name?.kind === 'string';
}

/** A class without a constructor of its own keeps what it is handed under the name by which it is handed. */
function isFieldOfClass({ resolver }: Recognition, call: LocatedCall, { name }: ArgumentPlace): boolean {
  if (name === null) return false;
  const made = resolver.cls(within(call, call.expr.callee));
  return (
    made !== null && !made.cls.methods.some((method) => /^(__init__|constructor)$/.test(method.name ?? ''))
  );
}

function rootOf({ language }: ModuleIr, from: string): string {
  const parts = from.split(language === 'python' ? '.' : '/');
  return from.startsWith('@') || from.startsWith('google.')
    ? parts.slice(0, 2).join(from.startsWith('@') ? '/' : '.')
    : (parts[0] ?? from);
}

/** `given['x'] = y`, `other += [y]`, `module.TOOLS = ys`: what is done by assigning, where the list was read without it. */
function assigned(search: Search, held: Held<Source>, module: ModuleIr, assignment: Assignment): void {
  const { target, op, value, scope } = assignment;
  // A name that is set again is another value of it, which the resolver knows.
  if (op === 'set' && isPlainTarget(target)) return;
  const parts = target.split('.');
  const at: Located = { module, scope, expr: value };
  for (const path of op === 'append' ? [parts] : [parts.slice(0, -1), parts])
    for (const source of held({ ...at, expr: expressionOf(path, assignment) })) {
      const isRead = partsOf(at).some((one) => isTakenIn(source, one)) || isItself(search, source, at);
      if (!isRead) lost(source, at, target.slice(0, 80));
    }
}

/** Put where it already is. */
function isItself({ recognition }: Search, source: Source, at: Located): boolean {
  return recognition.resolver.value(at).at.expr === source.at.expr;
}

/** A class that is derived from the one that holds the list, and says something else under the same name. */
function overridden(search: Search, modules: readonly ModuleIr[]): void {
  const { recognition, sources } = search;
  // By class, the members that hold one.
  const members = new Map<unknown, Map<string, Source>>();
  const classes = modules.flatMap((module) =>
    module.scopes.flatMap(({ classes: own }) => own.map((cls) => ({ module, cls }))),
  );
  for (const { cls } of classes) {
    const add = (name: string, value: Expr): void => {
      const source = sources.get(value);
      if (source === undefined) return;
      const known = members.get(cls) ?? new Map<string, Source>();
      members.set(cls, known.set(name, source));
    };
    for (const { target, value } of cls.assignments) add(target.replace(/^self\./, ''), value);
    for (const { name, returns } of cls.methods)
      for (const value of returns) if (name !== null) add(name, value);
  }
  if (members.size === 0) return;
  for (const { module, cls } of classes)
    for (const base of cls.bases) {
      const scope = module.scopes[cls.scope]?.parent ?? 0;
      const above = recognition.resolver.cls({ module, scope, expr: base })?.cls;
      for (const [name, source] of (above === undefined ? undefined : members.get(above)) ?? []) {
        const set = cls.assignments.find(({ target }) => target === name || target === `self.${name}`);
        const method = cls.methods.find((one) => one.name === name);
        if (set === undefined && method === undefined) continue;
        const span = (set ?? method)?.span ?? cls.span;
        lost(source, { module, scope, expr: { kind: 'name', name, span } }, `${cls.name}.${name}`);
      }
    }
}
