import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../ir.ts';
import type { Located, Resolved } from '../resolve/resolver.ts';
import { canonicalSymbol } from './catalog.ts';
import { heldNames } from './held-names.ts';
import { calledSymbol, isCall, stateOf, within, type LocatedCall, type Recognition } from './recognition.ts';
import { serverMethod, type Drafts, type ServerDraft } from './server-draft.ts';
import { isHarmlessCall, isHarmlessFunction, isHarmlessMember } from './server-harmless.ts';

/** Functions that hand a server on to each other. */
const MAX_DEPTH = 4;
/** A place where a server is mentioned, or a parameter that holds one. */
type Held = (at: Located) => readonly ServerDraft[];

/** What is being looked through: calls that were understood need not be asked about. */
interface Search {
  readonly recognition: Recognition;
  readonly drafts: Drafts;
  /** Calls that registered something, decorators included. */
  readonly understood: ReadonlySet<Expr>;
  readonly followed: Set<string>;
}

/**
 * Takes back the mark of every server that goes where it is not known what is done with it: a mark says that nothing
 * could have been registered unseen. Known to add nothing are only the uses of server-harmless.ts.
 */
export function withdrawUnseenUses(
  recognition: Recognition,
  drafts: Drafts,
  understood: ReadonlySet<Expr>,
): void {
  if (drafts.size === 0) return;
  const search: Search = { recognition, drafts, understood, followed: new Set() };
  // A module that makes no server has one only by an import; what is passed to its functions is followed from the call.
  const modules = recognition.program.importersOf([...drafts.values()].map(({ call }) => call.module));
  const names = heldNames(modules, new Set(drafts.keys()));
  const held: Held = (at) => serversAt(search, names, at);
  for (const module of modules) {
    for (const { call, scope } of module.callSites) callUses(search, held, { module, scope, expr: call }, 0);
    for (const scope of module.scopes)
      for (const { target, value, scope: at } of [
        ...scope.assignments,
        ...scope.classes.flatMap((cls) => cls.assignments),
      ])
        stored(search, held, target, { module, scope: at, expr: value });
    decoratorUses(search, held, module);
  }
}

/** By name first: the resolver is asked only where a server may be meant. */
function serversAt(search: Search, names: ReadonlySet<string>, at: Located): readonly ServerDraft[] {
  const { expr } = at;
  const root = expr.kind === 'call' ? expr.callee : expr;
  const isMade = expr.kind === 'call' && search.drafts.has(expr);
  const name = root.kind === 'name' ? root.name : root.kind === 'member' ? root.property : null;
  if (!isMade && (name === null || !names.has(name))) return [];
  const resolved = search.recognition.resolver.value(at);
  const options: readonly Resolved[] = resolved.kind === 'either' ? resolved.options : [resolved];
  return options.flatMap((option) => {
    const draft = isCall(option.at) ? search.drafts.get(option.at.expr) : undefined;
    // What a test does to the program's server is not what is started.
    const isTest = draft !== undefined && stateOf(at.module) === 'test' && draft.call.module !== at.module;
    return draft === undefined || isTest ? [] : [draft];
  });
}

/** Where the mark goes, and why. */
function withdraw(search: Search, draft: ServerDraft, at: Located, how: string): void {
  draft.complete = false;
  const { startLine } = at.expr.span;
  const detail = `what may give ${draft.id} more tools: ${how}, line ${startLine}`;
  search.recognition.sink.gap(at.module.path, 'unresolved', detail);
}

/** Servers inside a list, an object or an alternative, and members of servers that are taken as values. */
function inside(
  search: Search,
  held: Held,
  at: Located,
  use: (draft: ServerDraft, isWhole: boolean) => void,
) {
  const visit = (expr: Expr, isWhole: boolean, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const drafts = held(within(at, expr));
    for (const draft of drafts) use(draft, isWhole);
    if (drafts.length > 0) return;
    switch (expr.kind) {
      case 'member':
        for (const draft of held(within(at, expr.object)))
          if (!isHarmlessMember(expr.property)) use(draft, false);
        return;
      case 'list':
        for (const one of [...expr.items, ...expr.spreads]) visit(one, false, depth + 1);
        return;
      case 'object':
        for (const { value } of expr.entries) visit(value, false, depth + 1);
        for (const one of expr.spreads) visit(one, false, depth + 1);
        return;
      case 'either':
        for (const one of expr.options) visit(one, isWhole, depth + 1);
        return;
      default:
    }
  };
  visit(at.expr, true, 0);
}

/** `holder.server = server`, `servers['a'] = server`: whoever has the holder has the server. A name or a field is followed. */
function stored(search: Search, held: Held, target: string, at: Located): void {
  const isFollowed = /^(self\.)?[^.]+$/.test(target);
  inside(search, held, at, (draft, isWhole) => {
    if (!isWhole || !isFollowed) withdraw(search, draft, at, `kept as ${target.slice(0, 80)}`);
  });
}

/** `@server.method` without parentheses; with them it is a call. */
function decoratorUses(search: Search, held: Held, module: ModuleIr): void {
  for (const scope of module.scopes)
    for (const { decorators, scope: own } of [...scope.functions, ...scope.classes])
      for (const { expr } of decorators) {
        if (expr.kind !== 'member' || search.understood.has(expr) || isHarmlessMember(expr.property))
          continue;
        const at: Located = { module, scope: module.scopes[own]?.parent ?? 0, expr };
        for (const draft of held(within(at, expr.object))) withdraw(search, draft, at, 'a decorator');
      }
}

/** What a call does to a server that it is made on, and to those among its arguments. */
function callUses(search: Search, held: Held, call: LocatedCall, depth: number): void {
  const { callee } = call.expr;
  // `server.server.setRequestHandler(…)`: the chain back to the server.
  let object = callee.kind === 'member' ? callee.object : null;
  for (let steps = 0; object !== null && steps < MAX_DEPTH; steps++) {
    const drafts = held(within(call, object));
    for (const draft of drafts) methodUse(search, draft, call);
    object = drafts.length === 0 && object.kind === 'member' ? object.object : null;
  }
  call.expr.args.forEach((expr, position) => {
    argumentUse(search, held, call, expr, { position, name: null }, depth);
  });
  for (const { name, value } of call.expr.named)
    argumentUse(search, held, call, value, { position: null, name }, depth);
  for (const expr of call.expr.spreads)
    argumentUse(search, held, call, expr, { position: null, name: null }, depth);
}

function methodUse(search: Search, draft: ServerDraft, call: LocatedCall): void {
  const { callee } = call.expr;
  if (callee.kind !== 'member' || search.understood.has(call.expr)) return;
  const isOwn = serverMethod(search.recognition, search.drafts, within(call, callee))?.draft === draft;
  if (isOwn && isRead(draft, callee.property)) return;
  // The low-level SDK lists its tools by a function under `list_tools()`; elsewhere that only reads them.
  const isList = callee.property === draft.row.handlerDecorators?.list;
  if (isList || !isHarmlessCall(call.expr, callee.property)) withdraw(search, draft, call, callee.property);
}

/** Methods whose calls the recogniser reads whole; a decorator's counts only where it was seen to decorate. */
function isRead({ row }: ServerDraft, method: string): boolean {
  return (
    row.handlers?.method === method ||
    row.connect?.includes(method) === true ||
    row.merges?.includes(method) === true ||
    [...(row.add ?? []), ...(row.run ?? [])].some((one) => one.method.split('.').at(-1) === method)
  );
}

/** Handed to a function of the program it is followed; to anything else, only what is known to add nothing is let pass. */
function argumentUse(
  search: Search,
  held: Held,
  call: LocatedCall,
  expr: Expr,
  place: { readonly position: number | null; readonly name: string | null },
  depth: number,
): void {
  inside(search, held, within(call, expr), (draft, isWhole) => {
    if (isHarmlessTaker(search, call)) return;
    const taker = isWhole ? functionTaking(search.recognition, call) : null;
    const params = taker?.fn.params.filter(({ name }) => name !== 'self' && name !== 'cls') ?? [];
    const param = params.find(({ name }, at) => name === place.name || at === place.position);
    if (taker === null || param === undefined || depth >= MAX_DEPTH)
      withdraw(search, draft, call, nameOf(call.expr));
    else parameterUses(search, draft, taker, param.name, depth + 1);
  });
}

/** The function that is called, or the constructor. */
function functionTaking(
  { resolver }: Recognition,
  call: LocatedCall,
): { readonly module: ModuleIr; readonly fn: FunctionIr } | null {
  const callee = within(call, call.expr.callee);
  const fn = resolver.fn(callee);
  if (fn !== null) return fn;
  const made = resolver.cls(callee);
  const own = made?.cls.methods.find(({ name }) => name === '__init__' || name === 'constructor');
  return made === null || own === undefined ? null : { module: made.module, fn: own };
}

/** Agents and clients of the catalogue only ask a server, and one that mounts another changes itself alone. */
function isHarmlessTaker(search: Search, call: LocatedCall): boolean {
  const { recognition, drafts } = search;
  const { callee } = call.expr;
  const on = serverMethod(recognition, drafts, within(call, callee));
  if (on !== null && on.draft.row.merges?.includes(on.method) === true) return true;
  const symbol = calledSymbol(recognition, call)?.symbol ?? null;
  if (symbol === null) return false;
  const { agents, mcpClients, mcpMultiClients, serverTransports } = recognition.catalog;
  if ([agents, mcpClients, mcpMultiClients, serverTransports].some((table) => table.has(symbol))) return true;
  return isHarmlessFunction(canonicalSymbol(symbol));
}

/** What a function of the program does with a parameter that holds the server. */
function parameterUses(
  search: Search,
  draft: ServerDraft,
  taker: { readonly module: ModuleIr; readonly fn: FunctionIr },
  name: string,
  depth: number,
): void {
  const { module, fn } = taker;
  const key = `${draft.id}\n${module.path}\n${fn.scope}\n${name}`;
  if (search.followed.has(key)) return;
  search.followed.add(key);
  const held: Held = ({ expr }) => (expr.kind === 'name' && expr.name === name ? [draft] : []);
  for (const { call, scope } of module.callSites.slice(...fn.callSites))
    callUses(search, held, { module, scope, expr: call }, depth);
  // A parameter of a server's type is known again wherever it is kept; any other is lost sight of.
  const probe: Expr = {
    kind: 'member',
    object: { kind: 'name', name, span: fn.span },
    property: 'x',
    span: fn.span,
  };
  const isTyped = search.recognition.resolver.symbol({ module, scope: fn.scope, expr: probe }) !== null;
  for (const { target, value, scope } of assignmentsOf(module, fn)) {
    const at: Located = { module, scope, expr: value };
    inside(search, held, at, (one, isWhole) => {
      const isFollowed = isTyped && isWhole && /^(self\.)?[^.]+$/.test(target);
      if (!isFollowed) withdraw(search, one, at, `kept as ${target.slice(0, 80)}`);
    });
  }
  decoratorUses(search, (at) => (isInside(module, at.scope, fn.scope) ? held(at) : []), module);
}

/** Those of the function and, for what it sets on `self`, those of its class. */
function assignmentsOf(module: ModuleIr, fn: FunctionIr) {
  const around = module.scopes[fn.scope]?.parent ?? null;
  const classes = module.scopes.flatMap((scope) => scope.classes).filter((cls) => cls.scope === around);
  const fields = classes.flatMap((cls) => cls.assignments);
  return [...fn.assignments, ...fields].filter(({ scope }) => isInside(module, scope, fn.scope));
}

function isInside(module: ModuleIr, scope: number, outer: number): boolean {
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null)
    if (at === outer) return true;
  return false;
}

/** Names alone: the gap must not quote the program's texts. */
function nameOf({ callee }: CallExpr): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? callee.property : `a ${callee.kind}`;
}
