import type { CallExpr, Expr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { heldNames } from '../values/held-names.ts';
import { isCall, stateOf, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { open, type ToolList } from './tool-list.ts';

/** Lists in dictionaries in dictionaries. */
const MAX_DEPTH = 4;

/** An agent whose list was read, and the list. */
export interface ToolOwner {
  readonly call: LocatedCall;
  readonly list: ToolList;
}

/** Something through which the lists of some agents can be changed. */
export interface ToolSource {
  /**
   * list: a list or dictionary of which they are made; holder: what has one under a key or as an entry; agent: the agent
   * itself; member: the agent's own list, as `agent.tools`.
   */
  readonly as: 'list' | 'holder' | 'agent' | 'member';
  readonly lists: readonly ToolList[];
  readonly at: Located;
  /** What was put into it later and is in these lists already. */
  readonly puts: ReadonlySet<Expr>;
}

/** All sources of a program, and the names under which they may be met. */
export interface ToolSources {
  readonly recognition: Recognition;
  /** By the expression that makes each. */
  readonly made: Map<Expr, ToolSource>;
  /** By the call that makes the agent. */
  readonly members: ReadonlyMap<Expr, ToolSource>;
  /** Of what the program has, outside its tests; and of what its tests have. */
  readonly names: Set<string>;
  readonly testNames: Set<string>;
  /** Parameters that hold one and are kept in a field, by place and name. */
  readonly kept: Map<string, ToolSource>;
  /** What the tools and servers of an agent are called on it. */
  readonly memberNames: ReadonlySet<string>;
}

/** Of agents whose list was read whole: of any other nothing is left to be found. */
export function toolSources(
  recognition: Recognition,
  owners: readonly ToolOwner[],
  memberNames: ReadonlySet<string>,
): ToolSources {
  const made = new Map<Expr, ToolSource>();
  const members = new Map<CallExpr, ToolSource>();
  const byExpr = new Map<Expr, { readonly at: Located; readonly lists: Set<ToolList> }>();
  const none: ReadonlySet<Expr> = new Set();
  for (const { call, list } of owners) {
    if (!list.complete) continue;
    // Tests make agents by the thousand and hand them on; of theirs only the lists behind names are watched.
    if (stateOf(call.module) !== 'test') {
      // One call may make the agents of several classes.
      const lists = [...(made.get(call.expr)?.lists ?? []), list];
      made.set(call.expr, { as: 'agent', lists, at: call, puts: none });
      members.set(call.expr, { as: 'member', lists, at: call, puts: none });
    }
    for (const at of list.sources) {
      const known = byExpr.get(at.expr) ?? { at, lists: new Set<ToolList>() };
      known.lists.add(list);
      byExpr.set(at.expr, known);
    }
  }
  for (const [expr, { at, lists }] of byExpr) {
    const puts = new Set(recognition.resolver.puts(at).flatMap(partsOf));
    made.set(expr, { as: 'list', lists: [...lists], at, puts });
  }
  const names = { names: new Set(memberNames), testNames: new Set<string>() };
  return { recognition, made, members, ...names, kept: new Map(), memberNames };
}

/** The arguments of `append` come as a list of their own. */
export function partsOf({ expr }: Located): readonly Expr[] {
  return expr.kind === 'list' ? [expr, ...expr.items, ...expr.spreads] : [expr];
}

/** Whether every list that is made of it was read with what is put there. */
export function isTakenIn({ puts, lists }: ToolSource, expr: Expr): boolean {
  return puts.has(expr) || lists.every(({ read }) => read.has(expr));
}

/** The lists are then not complete, and the reason is told with their agents. */
export function leaveOpen(source: ToolSource, at: Located, how: string): void {
  leaveOpenBy(source, `${at.module.path}:${at.expr.span.startLine}`, how);
}

/** @param where Path and line. */
export function leaveOpenBy({ lists }: ToolSource, where: string, how: string): void {
  const place = ` at ${where}`;
  for (const list of lists)
    if (!list.open.some((why) => why.endsWith(place))) open(list, `what is put into it by ${how}${place}`);
}

/** `{ model, tools }`: what is done to that may be done to what it holds. Null for anything but a literal. */
export function holderOf({ made }: ToolSources, source: ToolSource, literal: Expr): ToolSource | null {
  if (literal.kind !== 'object' && literal.kind !== 'list') return null;
  const known = made.get(literal);
  const lists = [...new Set([...(known?.lists ?? []), ...source.lists])];
  if (known !== undefined && lists.length === known.lists.length) return known;
  const holder: ToolSource = { as: 'holder', lists, at: { ...source.at, expr: literal }, puts: source.puts };
  made.set(literal, holder);
  return holder;
}

/** Those literals that are written with a list in them. */
export function addHolders(sources: ToolSources, modules: readonly ModuleIr[]): void {
  const look = (expr: Expr, outer: Expr, depth: number): void => {
    const source = depth === 0 ? undefined : sources.made.get(expr);
    if (source?.as === 'list') holderOf(sources, source, outer);
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

/** Looks for the names of all sources, in the modules where each may be met. */
export function addNames(sources: ToolSources, modules: readonly ModuleIr[]): void {
  const { made, names, testNames, memberNames } = sources;
  const lists = [...made].filter(([, { as }]) => as !== 'agent');
  for (const [isTest, into] of [
    [false, names],
    [true, testNames],
  ] as const) {
    const own = lists
      .filter(([, { at }]) => (stateOf(at.module) === 'test') === isTest)
      .map(([expr]) => expr);
    const where = modules.filter((module) => (stateOf(module) === 'test') === isTest);
    if (own.length > 0) for (const name of heldNames(where, new Set(own))) into.add(name);
  }
  // An agent is met under many more names; those that are given to it, and to its list, are enough for what is done to it.
  for (const module of modules) {
    if (stateOf(module) === 'test') continue;
    for (const scope of module.scopes)
      for (const { target, value } of scope.assignments)
        if (made.has(value) || (value.kind === 'member' && memberNames.has(value.property)))
          names.add(target.slice(target.lastIndexOf('.') + 1));
    for (const { imported, local } of module.imports) if (names.has(imported)) names.add(local);
  }
}

/** Where a parameter is kept: by its function and its name. */
export function parameterKey({ module, scope }: Located, name: string): string {
  return `${module.path}\n${scope}\n${name}`;
}

/** What an expression holds. By name first: the resolver is asked only where one may be meant. */
export function sourcesAt(sources: ToolSources, at: Located): readonly ToolSource[] {
  const { made, recognition } = sources;
  const { expr } = at;
  const names = stateOf(at.module) === 'test' ? sources.testNames : sources.names;
  if (names.size === 0) return [];
  // `equip(Agent(…))`: an agent that is handed on where it is made.
  const inPlace = expr.kind === 'call' ? made.get(expr) : undefined;
  if (inPlace !== undefined) return [inPlace].filter((source) => counts(source, at));
  // Where a literal is made, it is nobody's yet.
  if (expr.kind !== 'call' && made.has(expr)) return [];
  const root = expr.kind === 'call' ? expr.callee : expr.kind === 'index' ? expr.object : expr;
  const name = root.kind === 'name' ? root.name : root.kind === 'member' ? root.property : null;
  if (name === null || !names.has(name)) return [];
  const found = new Set<ToolSource>();
  addFrom(sources, recognition.resolver.value(at), expr, found);
  return [...found].filter((source) => counts(source, at));
}

function addFrom(sources: ToolSources, resolved: Resolved, asked: Expr, found: Set<ToolSource>): void {
  const { made, members, kept, memberNames } = sources;
  switch (resolved.kind) {
    case 'either':
      for (const option of resolved.options) addFrom(sources, option, asked, found);
      return;
    case 'parameter': {
      if (resolved.default !== null) addFrom(sources, resolved.default, asked, found);
      const source = kept.get(parameterKey(resolved.at, resolved.name));
      if (source !== undefined) found.add(source);
      return;
    }
    // `agent.tools`: a member of what the agent's call makes.
    case 'package': {
      const { origin, symbol } = resolved.symbol;
      const member = /\(\)\.(\w+)$/.exec(symbol)?.[1];
      const source = origin !== null && isCall(origin) ? members.get(origin.expr) : undefined;
      if (source !== undefined && member !== undefined && memberNames.has(member)) found.add(source);
      return;
    }
    default: {
      const source = resolved.at.expr === asked ? undefined : made.get(resolved.at.expr);
      if (source !== undefined) found.add(source);
    }
  }
}

/** What a test does to the program's list is not what is started. */
function counts(source: ToolSource, at: Located): boolean {
  return stateOf(at.module) !== 'test' || stateOf(source.at.module) === 'test';
}
