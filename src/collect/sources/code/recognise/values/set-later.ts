import type { Assignment, CallExpr, Expr, ModuleIr } from '../../ir.ts';
import { ANY_KEY } from '../../dotted-name.ts';
import type { Condition, Located, Resolved } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import { isCall, type Recognition } from '../recognition/recognition.ts';

/** Values given to members of what a call makes, by member: `triage.handoffs = […]`, `agents[0].tools.append(x)`. */
type Later = ReadonlyMap<string, readonly SetLater[]>;

/** A value that is set later, and the branch in which it is. */
export interface SetLater extends Located {
  readonly when: Condition | undefined;
  /** What it is set on, as it is written there. */
  readonly holder: Located;
}

/** Functions that hand an agent on to each other. */
const MAX_PASSED = 3;
/** A program that sets more of them generates its code. */
const MAX_ASSIGNMENTS = 5_000;
const kept = new WeakMap<Recognition, ReadonlyMap<CallExpr, Map<string, SetLater[]>>>();
const NOTHING: Later = new Map();

/** Names under which parts of an agent may be set once it is made: agents that know each other can only be joined then. */
export function settableNames(
  { catalog }: Recognition,
  ...parts: readonly ('tools' | 'subagents' | 'mcpServers' | 'retriever')[]
): ReadonlySet<string> {
  const paths = [...catalog.agents.values()].flatMap(({ row }) =>
    parts.flatMap((part) => row.arguments[part] ?? []),
  );
  return new Set(paths.map(memberName).filter((name) => !/^\d*$/.test(name)));
}

/** The last key of an argument's path: what it is called as a member. */
function memberName(path: string): string {
  return path.split('.').at(-1) ?? path;
}

/** `a.0.b` is `a[0].b`; a key that was computed stands for any. */
export function expressionOf(path: readonly string[], { span }: Pick<Assignment, 'span'>): Expr {
  const [root = '', ...rest] = path;
  let expr: Expr = { kind: 'name', name: root, span };
  for (const part of rest) {
    const index: Expr | null = /^\d+$/.test(part)
      ? { kind: 'number', value: Number(part), span }
      : part === ANY_KEY
        ? { kind: 'unknown', text: part, span }
        : null;
    expr =
      index === null
        ? { kind: 'member', object: expr, property: part, span }
        : { kind: 'index', object: expr, index, span };
  }
  return expr;
}

/** The calls that a value may have been made by; of a parameter those that made what is passed. */
function callsBehind(recognition: Recognition, resolved: Resolved, depth = 0): readonly CallExpr[] {
  if (resolved.kind === 'either')
    return resolved.options.flatMap((option) => callsBehind(recognition, option, depth));
  if (resolved.kind === 'parameter' && depth < MAX_PASSED)
    return passedFor(recognition, resolved).flatMap((passed) =>
      callsBehind(recognition, recognition.resolver.value(passed), depth + 1),
    );
  return isCall(resolved.at) ? [resolved.at.expr] : [];
}

/** All assignments of the program to members of that name, by the call that made their holder; read once a scan. */
function collect(recognition: Recognition): ReadonlyMap<CallExpr, Map<string, SetLater[]>> {
  const byCall = new Map<CallExpr, Map<string, SetLater[]>>();
  const names = settableNames(recognition, 'tools', 'subagents', 'mcpServers', 'retriever');
  let left = MAX_ASSIGNMENTS;
  const look = (module: ModuleIr, assignments: readonly Assignment[]): void => {
    for (const assignment of assignments) {
      const { target, scope, value, branch } = assignment;
      const dot = target.lastIndexOf('.');
      const member = dot < 0 ? null : target.slice(dot + 1);
      if (member === null || !names.has(member)) continue;
      const holder = target.slice(0, dot);
      // What methods set on their own object is the class's.
      if (holder === 'self' || --left < 0) continue;
      const maker: Located = { module, scope, expr: expressionOf(holder.split('.'), assignment) };
      for (const call of new Set(callsBehind(recognition, recognition.resolver.value(maker)))) {
        const members = byCall.get(call) ?? new Map<string, SetLater[]>();
        byCall.set(call, members);
        const when = branch === null ? undefined : { module, span: branch, isBranch: true };
        members.set(member, [
          ...(members.get(member) ?? []),
          { module, scope, expr: value, when, holder: maker },
        ]);
      }
    }
  };
  for (const module of recognition.program.modules.values()) look(module, module.memberSets);
  return byCall;
}

/** What is given to one of an agent's arguments after it was made, wherever in the program. */
export function setLater(
  recognition: Recognition,
  call: CallExpr,
  paths: readonly string[] | undefined,
): readonly SetLater[] {
  let byCall = kept.get(recognition);
  if (byCall === undefined) kept.set(recognition, (byCall = collect(recognition)));
  const members = byCall.get(call) ?? NOTHING;
  return [...new Set((paths ?? []).map(memberName))].flatMap((name) => members.get(name) ?? []);
}
