import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr, Guard } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Condition, Located } from '../../resolve/resolver.ts';
import { isMet } from '../../resolve/returns-taken.ts';
import { collectionCall } from './collection-calls.ts';
import { entriesOf, under, type Flow, type FlowReader, type Frame } from './flow.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { guardParameter, isWrittenInPlace } from './written-guards.ts';

/** Of several ways, any can be taken; where one alone leads to a list or a record, the others are for other types. */
function chosen(ways: readonly (readonly Flow[])[], { module, expr }: Located): readonly Flow[] {
  const held = ways.filter((way) => way.some(({ kind }) => kind !== 'at'));
  const [only] = held;
  if (only !== undefined && held.length === 1) return only;
  if (ways.length < 2) return ways.flat();
  const when: Condition = { module, span: expr.span, isBranch: false };
  return ways.flat().map((one) => under(one, when));
}

/** Steps of one question; alternatives of alternatives would otherwise multiply. */
const MAX_STEPS = 1_500;
const MAX_DEPTH = 40;

/** Under a key that was computed. */
const UNKNOWN_KEY: Flow = { kind: 'items', items: [] };

/**
 * Follows lists and records through the functions of a program that put them together: `merge(...sets)`,
 * `Object.entries(tools).map(…)`, `options.tools()`. For one question; the resolver follows what is simpler.
 */
export class ValueFlow implements FlowReader {
  readonly recognition: Recognition;
  private steps = 0;
  private depth = 0;

  constructor(recognition: Recognition) {
    this.recognition = recognition;
  }

  /** Alternatives of what a value is; what could not be followed is an `at`, or none at all. */
  heads(flow: Flow): readonly Flow[] {
    if (flow.kind !== 'at') return [flow];
    if (++this.steps > MAX_STEPS || this.depth >= MAX_DEPTH) return [];
    this.depth += 1;
    const found = this.follow(flow.at, flow.frame);
    this.depth -= 1;
    return found.map((one) => under(one, flow.when));
  }

  private follow(at: Located, frame: Frame | null): readonly Flow[] {
    const { expr } = at;
    const next = (inner: Expr): Flow => ({ kind: 'at', at: within(at, inner), frame });
    switch (expr.kind) {
      case 'string':
        return [{ kind: 'text', text: expr.value }];
      case 'name':
        return this.named(at, frame, expr.name);
      case 'member':
        return this.heads(next(expr.object)).flatMap((from) => this.member(from, expr.property));
      case 'index':
        return this.element(next(expr.object), expr.index, next(expr.index));
      case 'either':
        return chosen(
          expr.options
            .filter((_option, place) => !this.isRuledOut(at, frame, expr.asks?.[place]))
            .map((option) => this.heads(next(option))),
          within(at, expr),
        );
      case 'call':
        return isCall(at) ? this.called(at, frame) : [];
      case 'object':
        return [this.record(at, frame)];
      case 'list':
        return [this.listed(at, frame)];
      default:
        return [{ kind: 'at', at, frame }];
    }
  }

  /** Whether what the calls on the way passed says that an alternative is not taken. */
  private isRuledOut(at: Located, frame: Frame | null, asks: readonly Guard[] | undefined): boolean {
    if (frame === null) return false;
    return (asks ?? []).some((guard) => {
      const parameter = guard.name === null ? null : guardParameter(at, guard.name);
      if (guard.name === null || parameter === null) return false;
      const passed = this.passed(at, frame, parameter.scope, parameter.name) ?? [];
      if (!passed.every((one) => isWrittenInPlace(one, parameter))) return false;
      const expr: Expr = { kind: 'name', name: guard.name, span: at.expr.span };
      const heads = this.heads({ kind: 'at', at: within(at, expr), frame });
      return heads.length > 0 && heads.every((one) => one.kind === 'at' && isMet(guard, one.at) === false);
    });
  }

  /** What the call on the way passed; else what is assigned; else what the resolver knows under the name. */
  private named(at: Located, frame: Frame | null, name: string): readonly Flow[] {
    const { module } = at;
    const own: readonly Flow[] = [{ kind: 'at', at, frame }];
    const binding = name === 'self' ? null : lookUp(module, at.scope, name);
    if (binding === null) return own;
    if (binding.param !== null && binding.sets.length === 0) {
      const passed = this.passed(at, frame, binding.scope, name);
      if (passed !== null) return passed.flatMap((one) => this.heads(one));
    }
    if (binding.sets.length > 0)
      return binding.sets.slice(-8).flatMap(({ value, scope }) => {
        const rest = value.kind === 'unknown' && value.text.startsWith('...');
        const passed = rest ? this.rest(at, frame, binding.scope) : null;
        return passed ?? this.heads({ kind: 'at', at: { module, scope, expr: value }, frame });
      });
    return this.resolved(at, frame) ?? own;
  }

  /** An import, a function, a class: what it stands for where it is written. */
  private resolved(at: Located, frame: Frame | null): readonly Flow[] | null {
    const fn = this.recognition.resolver.fn(at);
    if (fn !== null) {
      const expr: Expr = { kind: 'function', fn: fn.fn, span: fn.fn.span };
      return [{ kind: 'at', at: { module: fn.module, scope: fn.fn.scope, expr }, frame }];
    }
    const value = this.recognition.resolver.value(at);
    if (value.kind !== 'definition' || value.at.expr === at.expr) return null;
    const { kind } = value.at.expr;
    const flow: Flow = { kind: 'at', at: value.at, frame };
    return kind === 'object' || kind === 'list' || kind === 'call' ? this.heads(flow) : [flow];
  }

  /** The frame of the function in whose scope a parameter is bound. */
  private frameOf(at: Located, frame: Frame | null, scope: number): Frame | null {
    for (let one = frame; one !== null; one = one.outer)
      if (one.fn.scope === scope && one.module === at.module) return one;
    return null;
  }

  private passed(at: Located, frame: Frame | null, scope: number, name: string): readonly Flow[] | null {
    const found = this.frameOf(at, frame, scope);
    if (found === null) return null;
    const position = found.fn.params.findIndex((param) => param.name === name);
    const passed = found.passed[position];
    if (passed !== undefined) return [passed];
    const fallback = found.fn.params[position]?.defaultValue ?? null;
    return fallback === null ? [] : [{ kind: 'at', at: { ...at, scope, expr: fallback }, frame: found }];
  }

  /** `(...sets)`: everything from its position on. */
  private rest(at: Located, frame: Frame | null, scope: number): readonly Flow[] | null {
    const found = this.frameOf(at, frame, scope);
    const position = (found?.fn.params.length ?? 0) - 1;
    if (found === null || found.fn.params[position]?.name !== `#${String(position)}`) return null;
    return [{ kind: 'items', items: found.passed.slice(position) }];
  }

  /** A member of a record, or a method of an instance. */
  member(from: Flow, property: string): readonly Flow[] {
    if (from.kind === 'record')
      return from.entries
        .filter(({ key }) => key.kind === 'text' && key.text === property)
        .flatMap(({ value }) => this.heads(under(value, from.when)));
    if (from.kind !== 'at') return [];
    const { at, frame } = from;
    const { span } = at.expr;
    const member: Located = within(at, { kind: 'member', object: at.expr, property, span });
    return this.resolved(member, frame) ?? [{ kind: 'at', at: member, frame }];
  }

  /** `pair[1]`, `tools[name]`: of an index that is not known, any. */
  private element(object: Flow, index: Expr, key: Flow): readonly Flow[] {
    return this.heads(object).flatMap((from): readonly Flow[] => {
      if (from.kind === 'items' && index.kind === 'number') {
        const item = from.items.at(index.value);
        return item === undefined ? [] : this.heads(item);
      }
      const [said] = from.kind === 'record' ? this.heads(key) : [];
      if (said?.kind === 'text') return this.member(from, said.text);
      return this.elements(from).flatMap((one) => this.heads(one));
    });
  }

  /** What a list or a record holds. */
  elements(from: Flow): readonly Flow[] {
    if (from.kind === 'items') return from.items.map((item) => under(item, from.when));
    return from.kind === 'record' ? from.entries.map(({ value }) => under(value, from.when)) : [];
  }

  private called(at: LocatedCall, frame: Frame | null): readonly Flow[] {
    const own: Flow = { kind: 'at', at, frame };
    const collection = collectionCall(this, at, frame);
    if (collection !== null) return collection;
    // What is made outside the target, or as an instance, is what the call says.
    const callee = within(at, at.expr.callee);
    const { resolver } = this.recognition;
    // A package of the same repository has both a symbol and a source.
    if (at.expr.isNew || (resolver.symbol(callee) !== null && resolver.fn(callee) === null)) return [own];
    const callees = this.heads({ kind: 'at', at: callee, frame });
    const args: Flow[] = at.expr.args.map((expr) => ({ kind: 'at', at: within(at, expr), frame }));
    for (const expr of at.expr.spreads)
      for (const spread of this.heads({ kind: 'at', at: within(at, expr), frame }))
        args.push(...this.elements(spread));
    const results = callees.flatMap((callee) => this.apply(callee, args) ?? []);
    return results.length === 0 ? [own] : results;
  }

  /** What a function gives back when it is handed these; null where it is no function of the target. */
  apply(callee: Flow, passed: readonly Flow[]): readonly Flow[] | null {
    if (callee.kind !== 'at' || callee.at.expr.kind !== 'function') return null;
    const { fn } = callee.at.expr;
    const { module } = callee.at;
    for (let one = callee.frame, deep = 0; one !== null; one = one.outer, deep += 1)
      if (deep > MAX_DEPTH) return null;
    const frame: Frame = { module, fn, passed, outer: callee.frame };
    const returned = fn.returns.map((expr): Flow => ({
      kind: 'at',
      at: { module, scope: fn.scope, expr },
      frame,
    }));
    return chosen(
      returned.map((one) => this.heads(one)),
      callee.at,
    );
  }

  /** Keys and values as written, with what is spread and what is put in later. */
  private record(at: Located, frame: Frame | null): Flow {
    const { expr } = at;
    const known = this.recognition.resolver.object(at);
    const entries: { key: Flow; value: Flow }[] = [];
    const put = (key: string | null, value: Located): void => {
      const name: Flow = key === null || key === ANY_KEY ? UNKNOWN_KEY : { kind: 'text', text: key };
      const flow: Flow = { kind: 'at', at: value, frame };
      entries.push({ key: name, value: under(flow, known?.maybe.get(value)) });
    };
    for (const [key, value] of known?.entries ?? []) put(key, value);
    for (const { key, value } of known?.alternatives ?? []) put(key, value);
    for (const value of known?.others ?? []) put(null, value);
    // What the resolver could not take apart may still be a parameter's, or a function's to put together.
    if (known?.allValues !== true && expr.kind === 'object')
      for (const spread of expr.spreads)
        for (const inner of this.heads({ kind: 'at', at: within(at, spread), frame }))
          entries.push(...entriesOf(inner));
    return { kind: 'record', entries };
  }

  private listed(at: Located, frame: Frame | null): Flow {
    const known = this.recognition.resolver.list(at);
    const items: Flow[] = (known?.items ?? []).map((item) =>
      under({ kind: 'at', at: item, frame }, known?.maybe.get(item)),
    );
    for (const part of known?.open ?? [])
      for (const inner of this.heads({ kind: 'at', at: part, frame })) items.push(...this.elements(inner));
    return { kind: 'items', items };
  }
}
