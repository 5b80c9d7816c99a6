import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** Nodes that one graph joins, by name; `at` is where a choice is said. */
export interface Route {
  readonly from: string;
  readonly to: string;
  /** Null where the one always follows the other. */
  readonly chosenAt: LocatedCall | null;
}

/** Nodes between two agents: those that call tools, and those that announce who comes next. */
const MAX_BETWEEN = 4;

function nameAt(recognition: Recognition, at: Located): string | null {
  return textOf(recognition.resolver.value(at));
}

/** Names that a router gives back: what it is said to return, and what it returns. */
function chosen(recognition: Recognition, router: Located): readonly string[] {
  const body = recognition.resolver.fn(router);
  if (body === null) return [];
  const { fn, module } = body;
  const literals = [...(fn.returnType ?? '').matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name);
  const returned = fn.returns.flatMap((expr) => {
    const name = nameAt(recognition, { module, scope: fn.scope, expr });
    return name === null ? [] : [name];
  });
  return [...literals, ...returned];
}

/** `{ "result": "node" }` or a list of nodes. */
function listed(recognition: Recognition, map: Located): readonly string[] {
  const object = recognition.resolver.object(map);
  const items =
    object === null ? (recognition.resolver.list(map)?.items ?? []) : [...object.entries.values()];
  return items.flatMap((item) => nameAt(recognition, item) ?? []);
}

/** What one call on a graph joins. */
export function routesOf(recognition: Recognition, call: LocatedCall): readonly Route[] {
  const { callee, args } = call.expr;
  const [source, target, map] = args;
  if (callee.kind !== 'member' || source === undefined || target === undefined) return [];
  const from = nameAt(recognition, within(call, source));
  if (from === null) return [];
  if (!/conditional/i.test(callee.property)) {
    const to = nameAt(recognition, within(call, target));
    return to === null ? [] : [{ from, to, chosenAt: null }];
  }
  const names =
    map === undefined ? chosen(recognition, within(call, target)) : listed(recognition, within(call, map));
  return [...new Set(names)].map((to) => ({ from, to, chosenAt: call }));
}

/** An agent that may hand its work to another, and the call that lets it choose. */
interface Handover {
  readonly from: string;
  readonly to: string;
  readonly chosenAt: LocatedCall;
}

/**
 * From agent to agent, where the first step is chosen by what the first of them answered, through nodes that are none. What always
 * follows was handed over by nobody.
 */
export function handovers(routes: readonly Route[], agents: ReadonlySet<string>): readonly Handover[] {
  const found: Handover[] = [];
  for (const { from, to, chosenAt } of routes) {
    if (chosenAt === null || !agents.has(from)) continue;
    for (const reached of agentsFrom(routes, agents, to, from)) found.push({ from, to: reached, chosenAt });
  }
  return found;
}

/** The next agents on the way from a node. */
function agentsFrom(
  routes: readonly Route[],
  agents: ReadonlySet<string>,
  start: string,
  origin: string,
): ReadonlySet<string> {
  const met = new Set([start]);
  const reached = new Set<string>();
  let edge = [start];
  for (let step = 0; step <= MAX_BETWEEN && edge.length > 0; step += 1) {
    const next: string[] = [];
    for (const name of edge) {
      if (agents.has(name)) {
        if (name !== origin) reached.add(name);
        continue;
      }
      for (const route of routes)
        if (route.from === name && !met.has(route.to)) {
          met.add(route.to);
          next.push(route.to);
        }
    }
    edge = next;
  }
  return reached;
}
