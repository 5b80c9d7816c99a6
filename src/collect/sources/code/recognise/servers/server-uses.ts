import type { Expr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { heldNames } from '../values/held-names.ts';
import { followUses } from '../values/held-uses.ts';
import type { Watch } from '../values/watch.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { serverClasses, serverClassOf } from './server-classes.ts';
import { draftsHeld, draftsIn, serverMethod, type Drafts, type ServerDraft } from './server-draft.ts';
import { isHarmlessCall, isHarmlessFunction, isHarmlessMember } from '../harmless/servers.ts';

/** What is being looked through: calls that were understood need not be asked about. */
interface Search {
  readonly recognition: Recognition;
  readonly drafts: Drafts;
  /** Calls that registered something, decorators included. */
  readonly understood: ReadonlySet<Expr>;
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
  const search: Search = { recognition, drafts, understood };
  // A module that makes no server has one only by an import; what is passed to its functions is followed from the call.
  const holders = [
    ...draftsIn(drafts).map(({ call }) => call.module),
    ...[...serverClasses(recognition).values()].map(({ module }) => module),
  ];
  const importers = recognition.program.importersOf(holders);
  // In path order, since so are the gaps.
  const modules = [...recognition.program.modules.values()].filter((module) => importers.has(module));
  const names = heldNames(modules, new Set(drafts.keys()));
  followUses(watchOf(search, names), modules);
}

function watchOf(search: Search, names: ReadonlySet<string>): Watch<ServerDraft> {
  const { recognition, understood } = search;
  return {
    recognition,
    held: (at) => serversAt(search, names, at),
    isHarmlessMethod: (draft, call) => isHarmlessMethod(search, draft, call),
    isHarmlessMember,
    isHarmlessTaker: (call) => isHarmlessTaker(search, call),
    isHarmlessDecorator: (expr) => understood.has(expr),
    isCopiedBySpread: false,
    isHarmlessKeeping: () => false,
    holderOf: () => null,
    isFoundInField: () => false,
    // A parameter of a server's type is known again wherever it is kept; any other is lost sight of.
    isFoundByType: (parameter) => {
      const { span } = parameter.expr;
      const probe: Expr = { kind: 'member', object: parameter.expr, property: 'x', span };
      return recognition.resolver.symbol(within(parameter, probe)) !== null;
    },
    isPartOf: () => false,
    // What is set on a server is kept by it, and is no tool.
    assigned: () => undefined,
    lost: (draft, at, how) => {
      withdraw(search, draft, at, how);
    },
  };
}

/** By name first: the resolver is asked only where a server may be meant. */
function serversAt(search: Search, names: ReadonlySet<string>, at: Located): readonly ServerDraft[] {
  const { expr } = at;
  const root = expr.kind === 'call' ? expr.callee : expr;
  if (expr.kind === 'name' && expr.name === 'self') return ownInstances(search, at);
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

/** `self` in a class of servers. */
function ownInstances({ recognition, drafts }: Search, at: Located): readonly ServerDraft[] {
  return serverClasses(recognition).size === 0 ? [] : (draftsHeld(recognition, drafts, at) ?? []);
}

/** Where the mark goes, and why. */
function withdraw(search: Search, draft: ServerDraft, at: Located, how: string): void {
  draft.complete = false;
  const { startLine } = at.expr.span;
  const detail = `what may give ${draft.id} more tools: ${how}, line ${startLine}`;
  search.recognition.sink.gap(at.module.path, 'unresolved', detail);
}

function isHarmlessMethod(search: Search, draft: ServerDraft, call: LocatedCall): boolean {
  const { callee } = call.expr;
  if (callee.kind !== 'member' || search.understood.has(call.expr)) return true;
  const { recognition, drafts } = search;
  const isOwn = serverMethod(recognition, drafts, within(call, callee))?.drafts.includes(draft) === true;
  if (isOwn && isRead(draft, callee.property)) return true;
  // What a class of the target does to itself is watched where it does it.
  const own = draft.of === null ? null : recognition.resolver.fn(within(call, callee));
  if (own !== null && serverClassOf(recognition, own.fn) !== null) return true;
  // The low-level SDK lists its tools by a function under `list_tools()`; elsewhere that only reads them.
  const isList = callee.property === draft.row.handlerDecorators?.list;
  return !isList && isHarmlessCall(call.expr, callee.property);
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

/** Agents and clients of the catalogue only ask a server, and one that mounts another changes itself alone. */
function isHarmlessTaker(search: Search, call: LocatedCall): boolean {
  const { recognition, drafts } = search;
  const { callee } = call.expr;
  const on = serverMethod(recognition, drafts, within(call, callee));
  if (on?.drafts[0]?.row.merges?.includes(on.method) === true) return true;
  const symbol = calledSymbol(recognition, call)?.symbol ?? null;
  if (symbol === null) return false;
  const { agents, mcpClients, mcpMultiClients, serverTransports } = recognition.catalog;
  if ([agents, mcpClients, mcpMultiClients, serverTransports].some((table) => table.has(symbol))) return true;
  return isHarmlessFunction(canonicalSymbol(symbol));
}
