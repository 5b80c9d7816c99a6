import type { Expr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import { NOT_WHOLE } from '../../resolve/entity.ts';
import type { Located, PackageSymbol, Resolved } from '../../resolve/resolver.ts';
import { ALL_CALLERS, passedFor } from '../calls/callers.ts';
import type { Read } from './read-text.ts';
import { isMissingImport, isUnreadConstant } from './published-packages.ts';
import { mayReadOn } from './reading-budget.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { WrittenTexts, type Written } from './written-texts.ts';
import { isTextCall, isTextMethod } from './text-calls.ts';

/** Values inside values. */
const MAX_DEPTH = 16;
/** Characters of an expression that is kept as text; of a longer one the end was lost (lowering.ts). */
const MAX_OPERATION = 80;

/** Walks through what a value is made of. */
class WrittenSearch {
  readonly #recognition: Recognition;
  readonly #read: Read;
  readonly #found = new WrittenTexts();

  constructor(recognition: Recognition, read: Read) {
    this.#recognition = recognition;
    this.#read = read;
  }

  written(): Written {
    return this.#found.written(this.#recognition);
  }

  value(at: Located, depth: number): void {
    if (!this.#found.isNew('asked', at.expr)) return;
    if (depth > MAX_DEPTH || !mayReadOn(this.#recognition)) {
      this.#found.isWhole = false;
      return;
    }
    for (const one of this.#recognition.resolver.appended(at)) this.value(one, depth + 1);
    this.resolved(this.#recognition.resolver.value(at), depth);
  }

  resolved(found: Resolved, depth: number): void {
    switch (found.kind) {
      case 'known':
        if (typeof found.value === 'string') this.#found.add(found.value);
        return;
      case 'env':
        if (found.default !== null) this.#found.add(found.default);
        return;
      case 'text':
        this.#found.add(found.parts.map((part) => (typeof part === 'string' ? part : ' ')).join(''));
        for (const part of found.parts) if (typeof part !== 'string') this.resolved(part, depth + 1);
        return;
      case 'either':
        for (const option of found.options) this.resolved(option, depth + 1);
        return;
      case 'parameter':
        this.#parameter(found, depth);
        return;
      case 'package':
        this.#package(found.symbol, depth);
        return;
      case 'definition':
        if (this.#found.isNew('opened', found.at.expr)) this.#definition(found.at, depth);
        return;
      case 'unresolved':
        // What is spread may be written anywhere.
        if (found.why === NOT_WHOLE) this.#found.isWhole = false;
        if (this.#found.isNew('opened', found.at.expr)) this.#unread(found.at, found.why, depth);
        return;
      default:
        return found satisfies never;
    }
  }

  /** Its callers inside the target may hand it what is written. */
  #parameter(found: Resolved & { kind: 'parameter' }, depth: number): void {
    if (found.default !== null) this.resolved(found.default, depth + 1);
    const passed = passedFor(this.#recognition, found, ALL_CALLERS);
    if (passed.length >= ALL_CALLERS) this.#found.isWhole = false;
    for (const one of passed) this.value(one, depth + 1);
  }

  /** Of what a call gave back, the call decides. */
  #package(symbol: PackageSymbol, depth: number): void {
    if (isUnreadConstant(this.#recognition, symbol)) this.#found.isWhole = false;
    if (symbol.origin !== null)
      this.resolved({ kind: 'definition', symbol: null, at: symbol.origin }, depth + 1);
  }

  #definition(at: Located, depth: number): void {
    const { resolver } = this.#recognition;
    if (isCall(at)) {
      this.#call(at, depth);
      return;
    }
    if (at.expr.kind === 'list') {
      const list = resolver.list(at);
      for (const one of [...(list?.items ?? []), ...(list?.open ?? [])]) this.value(one, depth + 1);
    }
    if (at.expr.kind === 'object') this.#values(at, depth);
  }

  /** All values of a dictionary, whichever key is taken; false where it is none. */
  #values(at: Located, depth: number): boolean {
    const object = this.#recognition.resolver.object(at);
    for (const one of object?.entries.values() ?? []) this.value(one, depth + 1);
    return this.#otherKeys(at, depth);
  }

  /** What stands under keys that are not known; false where it is no dictionary. */
  #otherKeys(at: Located, depth: number): boolean {
    const { resolver } = this.#recognition;
    const object = resolver.object(at);
    for (const one of object?.others ?? []) this.value(one, depth + 1);
    for (const spread of at.expr.kind === 'object' ? at.expr.spreads : [])
      if (resolver.object(within(at, spread)) === null) this.value(within(at, spread), depth + 1);
    return object !== null;
  }

  /** What could not be followed: run-time data, or something written that was not found. */
  #unread(at: Located, why: string, depth: number): void {
    const { expr } = at;
    switch (expr.kind) {
      case 'name':
        this.#name(at, expr.name, why, depth);
        return;
      case 'member':
        this.#member(at, expr.object, depth);
        return;
      case 'index':
        this.#element(within(at, expr.object), depth);
        return;
      case 'either':
        for (const option of expr.options) this.value(within(at, option), depth + 1);
        return;
      case 'call':
        this.#call({ ...at, expr }, depth);
        return;
      case 'unknown':
        this.#operation(at, expr.text, depth);
        return;
      case 'template':
        // More text than is followed.
        this.#found.isWhole = false;
        return;
      default:
    }
  }

  /** What was assigned to a name; one that was imported and not found stands somewhere. */
  #name(at: Located, name: string, why: string, depth: number): void {
    const binding = lookUp(at.module, at.scope, name);
    // A module is no text.
    if (binding === null || why === 'a module') return;
    if (binding.imports.length > 0) this.#found.isWhole = false;
    for (const { scope, value } of [...binding.sets, ...binding.appends])
      this.value({ module: at.module, scope, expr: value }, depth + 1);
  }

  /** A member that is not set where its object is written is set while the program runs. */
  #member(at: Located, object: Expr, depth: number): void {
    const holder = within(at, object);
    if (this.#otherKeys(holder, depth)) return;
    this.#memberOf(this.#recognition.resolver.value(holder), depth);
  }

  #memberOf(holder: Resolved, depth: number): void {
    switch (holder.kind) {
      case 'either':
        for (const option of holder.options) this.#memberOf(option, depth + 1);
        return;
      case 'package':
        this.#package(holder.symbol, depth);
        return;
      case 'definition':
        if (isCall(holder.at)) this.resolved(holder, depth + 1);
        return;
      case 'unresolved':
        // It is set in a way that is not followed.
        if (holder.why === 'a module') this.#found.isWhole = false;
        else this.resolved(holder, depth + 1);
        return;
      default:
    }
  }

  /** Any element; a part that is cut out of a text is another text. */
  #element(collection: Located, depth: number): void {
    const { resolver } = this.#recognition;
    const list = resolver.list(collection);
    for (const one of [...(list?.items ?? []), ...(list?.open ?? [])]) this.value(one, depth + 1);
    if (list !== null || this.#values(collection, depth)) return;
    const found = resolver.value(collection);
    if (found.kind === 'known' || found.kind === 'text') this.#found.isWhole = false;
    this.resolved(found, depth + 1);
  }

  #call(call: LocatedCall, depth: number): void {
    const { resolver } = this.#recognition;
    const piece = this.#read(call);
    if (piece !== null && piece.inspected !== '') {
      this.#found.add(piece.inspected);
      if (!piece.searched) this.#found.isWhole = false;
      return;
    }
    const callee = within(call, call.expr.callee);
    const made = resolver.fn(callee);
    if (made !== null) {
      for (const expr of made.fn.returns)
        this.value({ module: made.module, scope: made.fn.scope, expr }, depth + 1);
      return;
    }
    const symbol = calledSymbol(this.#recognition, call)?.symbol ?? null;
    const reads = symbol === null ? undefined : this.#recognition.catalog.sinks.get(symbol);
    // A file is written somewhere, and was not read as a part of this text.
    if (reads?.some(({ file }) => file.length > 0) === true) this.#found.isWhole = false;
    else this.#made(call, symbol, depth);
  }

  /** The result of a call: of its arguments' text where the call is known to keep it, else made while the program runs. */
  #made(call: LocatedCall, symbol: string | null, depth: number): void {
    const { callee, args, named, spreads } = call.expr;
    const method = callee.kind === 'member' ? callee.property : null;
    const receiver = callee.kind === 'member' ? within(call, callee.object) : null;
    const on = receiver === null ? null : this.#recognition.resolver.value(receiver);
    const isText = on?.kind === 'known' || on?.kind === 'text';
    if (symbol === null && !isText && isMissingImport(this.#recognition, call)) this.#found.isWhole = false;
    const isKept = symbol === null || isText ? method !== null && isTextMethod(method) : isTextCall(symbol);
    // What becomes of a text that is written is not known.
    if (isText && !isKept) this.#found.isWhole = false;
    if (!isKept) this.#found.inDoubt += 1;
    if (receiver !== null) this.value(receiver, depth + 1);
    for (const given of [...args, ...named.map(({ value }) => value), ...spreads])
      this.#argument(within(call, given), depth);
    if (!isKept) this.#found.inDoubt -= 1;
  }

  /** A callback gives what is kept: `tools.map((tool) => …)`. */
  #argument(at: Located, depth: number): void {
    const made = at.expr.kind === 'function' ? this.#recognition.resolver.fn(at) : null;
    if (made === null) this.value(at, depth + 1);
    else
      for (const expr of made.fn.returns)
        this.value({ module: made.module, scope: made.fn.scope, expr }, depth + 1);
  }

  /** Arithmetic, comparisons and the like; with a text that is written they make another, which nobody put together. */
  #operation(at: Located, text: string, depth: number): void {
    if (/["'`][^"'`]*\w/.test(text) || text.length >= MAX_OPERATION) this.#found.isWhole = false;
    this.#found.add(text);
    for (const [, name = ''] of text.matchAll(/(?<![\w.])([A-Za-z_]\w*)/g)) {
      const { span } = at.expr;
      const operand = within(at, { kind: 'name', name, span });
      if (lookUp(at.module, at.scope, name) === null) continue;
      const found = this.#recognition.resolver.value(operand);
      if (found.kind === 'text' || (found.kind === 'known' && typeof found.value === 'string'))
        this.#found.isWhole = false;
      this.resolved(found, depth + 1);
    }
  }
}

/**
 * What is written of a value that is no constant.
 *
 * @param read Reads calls that put a text together.
 */
export function writtenIn(recognition: Recognition, value: Located | Resolved, read: Read): Written {
  const search = new WrittenSearch(recognition, read);
  if ('kind' in value) search.resolved(value, 0);
  else search.value(value, 0);
  return search.written();
}

/** Whether a secret may be among what is written of a value: one is, or something was left unread. */
export function mayHoldSecret(recognition: Recognition, value: Located, read: Read): boolean {
  const { texts, isWhole } = writtenIn(recognition, value, read);
  return !isWhole || texts.some((text) => hasSecret(recognition, text));
}

export function hasSecret({ inspector }: Recognition, text: string): boolean {
  return inspector.inspect(text).some(({ category }) => category === 'secret');
}
