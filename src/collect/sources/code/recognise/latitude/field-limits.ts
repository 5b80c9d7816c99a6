import type { FunctionIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { calledBy } from '../calls/called-things.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { hostAsked } from './checked-hosts.ts';

/** What a schema lets the model give for a field: one of some texts, or addresses on some hosts. */
export type FieldLimit = { readonly texts: readonly string[] } | { readonly hosts: readonly string[] };

export type FieldLimits = ReadonlyMap<string, FieldLimit>;

/** Methods behind a type of zod's that let nothing more through: https://zod.dev/api */
const NARROWING: ReadonlySet<string> = new Set([
  'describe',
  'meta',
  'url',
  'min',
  'max',
  'nonempty',
  'refine',
]);
const MAX_CHAIN = 12;

/** The last part of a symbol of zod's; null for any other call. */
function zodType(recognition: Recognition, call: LocatedCall): string | null {
  const called = calledBy(recognition, call);
  return called.kind === 'outside'
    ? (/^zod(?:\/v\d)?#(?:z\.)?(\w+)$/.exec(called.symbol)?.[1] ?? null)
    : null;
}

/** The call that a chain begins with, and what follows it, where all of it only narrows. */
function chainOf(
  at: Located,
): { readonly head: LocatedCall; readonly refines: readonly LocatedCall[] } | null {
  const refines: LocatedCall[] = [];
  let call: Located = at;
  for (let step = 0; step < MAX_CHAIN && isCall(call); step += 1) {
    const { callee } = call.expr;
    if (callee.kind !== 'member' || callee.object.kind !== 'call') return { head: call, refines };
    if (!NARROWING.has(callee.property)) return null;
    if (callee.property === 'refine') refines.push(call);
    call = within(call, callee.object);
  }
  return null;
}

function refined(recognition: Recognition, call: LocatedCall): readonly string[] | null {
  const [first] = call.expr.args;
  const fn: FunctionIr | null = first?.kind === 'function' ? first.fn : null;
  const [param, ...others] = fn?.params ?? [];
  const [asked, ...more] = fn?.returns ?? [];
  if (fn === null || param === undefined || asked === undefined || others.length + more.length > 0)
    return null;
  return hostAsked(recognition, { module: call.module, scope: fn.scope, expr: asked }, param.name);
}

function limitOf(recognition: Recognition, at: Located): FieldLimit | null {
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const chain = chainOf(value);
  const type = chain === null ? null : zodType(recognition, chain.head);
  if (chain === null || type === null) return null;
  const [first] = chain.head.expr.args;
  if (type === 'enum' && first !== undefined) {
    const list = recognition.resolver.list(within(chain.head, first));
    const texts = (list?.items ?? []).map((item) => recognition.resolver.value(item));
    const known = texts.flatMap((one) => (one.kind === 'known' ? [String(one.value)] : []));
    return list?.complete === true && known.length > 0 && known.length === texts.length
      ? { texts: known }
      : null;
  }
  if (type !== 'string' && type !== 'url') return null;
  const hosts = chain.refines.map((one) => refined(recognition, one)).find((one) => one !== null);
  return hosts === undefined || hosts === null ? null : { hosts };
}

/** Of an object of zod's, or the fields of one, which frameworks hold a call's arguments against before they run the tool. */
export function fieldLimits(recognition: Recognition, at: Located): FieldLimits {
  const value = recognition.resolver.value(at).at;
  const made = isCall(value) ? value : null;
  const [inner] = made?.expr.args ?? [];
  const isObject =
    made !== null && /^(object|strictObject|looseObject)$/.test(zodType(recognition, made) ?? '');
  if (made !== null && (!isObject || inner === undefined)) return new Map();
  const object = recognition.resolver.object(made !== null && inner !== undefined ? within(made, inner) : at);
  if (object === null || !object.complete || object.alternatives.length > 0) return new Map();
  return new Map(
    [...object.entries].flatMap(([name, field]) => {
      const limit = limitOf(recognition, field);
      return limit === null ? [] : [[name, limit] as const];
    }),
  );
}
