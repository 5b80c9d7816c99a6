import type { Located, Resolved } from '../../resolve/resolver.ts';
import { applySink, reachOfSink } from './apply-sink.ts';
import { calledBy, type Called } from '../calls/called-things.ts';
import { calledIn, frameOf, isChosenIn, MAX_DEPTH, valueIn, type BodyFrame } from './body-frame.ts';
import type { CalledTool } from './called-tool.ts';
import { classMade } from './constructed-objects.ts';
import type { Evaluation } from './evaluation.ts';
import type { FieldLimit, FieldLimits } from './field-limits.ts';
import type { BodyReach } from './body-reach.ts';
import { handedFunctions, piecesOf } from './handed-functions.ts';
import { implicitCalls } from './implicit-methods.ts';
import { isBounded, isPure } from '../harmless/calls.ts';
import { modelsOf } from '../models/models.ts';
import { callsIn, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { withPassedFields } from './passed-fields.ts';
import { isPlainData } from './plain-data.ts';
import { ownPart } from './tool-branches.ts';
import { pickedFunction } from './tool-tables.ts';
import { touchVectorStore } from './vector-stores.ts';
import { VisitedFrames } from './visited-frames.ts';
import { dependents, mentions } from '../values/taint.ts';
import { environmentOf } from '../credentials/environment-reads.ts';

/** Functions walked for one tool, each counted again where other values are chosen. */
const MAX_FUNCTIONS = 150;

/** A function that changes what it takes is followed by its own name alone: under another, what it fills is not known. */
function mayFill({ module, fn }: Called & { kind: 'inside' }, { expr }: LocatedCall): boolean {
  const { callee, args } = expr;
  if (!module.takers.includes(fn.scope) || !args.some(({ kind }) => kind === 'name')) return false;
  if (callee.kind === 'function') return true;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : null;
  return fn.name !== null && name !== null && fn.name !== name && !/^(__\w+__|constructor)$/.test(fn.name);
}

/**
 * One walk over a tool's body. It answers what values are inside the call that is being walked, and collects what the
 * calls do.
 */
export class BodyWalk implements Evaluation {
  readonly reach: BodyReach;
  readonly #recognition: Recognition;
  readonly #visited = new VisitedFrames();
  readonly #tool: CalledTool | null;
  readonly #limits: FieldLimits;
  readonly #body: BodyFrame;
  #frame: BodyFrame;
  /** Something is run for the one tool that is asked for alone. */
  #isPicked = false;
  /** Something is run for all but the tool. */
  #isLeft = false;
  /** A branch may be the tool's, or another's. */
  #isOpen = false;

  constructor(
    recognition: Recognition,
    frame: BodyFrame,
    reach: BodyReach,
    tool: CalledTool | null = null,
    limits: FieldLimits = new Map(),
  ) {
    this.#tool = tool;
    this.#limits = limits;
    this.#body = frame;
    this.#recognition = recognition;
    this.#frame = frame;
    this.reach = reach;
  }

  value(at: Located): Resolved {
    const value = valueIn(this.#recognition, this.#recognition.resolver.value(at), this.#frame);
    const { object } = this.#frame;
    const own = object === undefined ? null : classMade(this.#recognition, object.made);
    return withPassedFields(this.#recognition, value, own?.cls ?? null);
  }

  isChosen(at: Located): boolean {
    return isChosenIn(this.#recognition, this.#frame, at);
  }

  limitOf(value: Resolved): FieldLimit | null {
    const { fn, module } = this.#body;
    if (value.kind !== 'parameter' || value.at.module !== module || value.at.scope !== fn.scope) return null;
    const [field, ...deeper] = value.path;
    // One object holds all that the model gives.
    if (value.name !== fn.params[0]?.name || field === undefined || deeper.length > 0) return null;
    return this.#limits.get(field) ?? null;
  }

  /** What is run for the one tool that is asked for was told from what is run for others. */
  get isTold(): boolean {
    return this.#isPicked || (this.#isLeft && !this.#isOpen);
  }

  run(): BodyReach {
    this.#walk(this.#frame);
    return this.reach;
  }

  #walk(frame: BodyFrame): void {
    const visit = this.#visited.visit(frame);
    if (visit === null) return;
    if (this.#visited.count >= MAX_FUNCTIONS || frame.depth > MAX_DEPTH) {
      this.reach.sinksResolved = false;
      this.reach.notFollowed.add('deeper calls');
      if (frame.chosen.size > 0) this.reach.latitudeOpen = true;
      return;
    }
    this.#visited.walk(visit, () => {
      this.#walkBody(frame);
    });
  }

  #walkBody(frame: BodyFrame): void {
    const outer = this.#frame;
    this.#frame = frame;
    const runs = this.#ownLines(frame);
    for (const { name, at } of environmentOf(this.#recognition, frame))
      if (at.module !== frame.module || runs(at.expr.span.startLine)) this.reach.environment.set(name, at);
    for (const call of callsIn(frame.module, frame.fn))
      if (runs(call.expr.span.startLine)) this.#call(call, frame);
    // Of whatever the call is of: an instance is called, entered, looped over, or read.
    for (const { module, fn, call } of implicitCalls(this.#recognition, frame))
      if (runs(call.expr.span.startLine))
        this.#walk(frameOf(this.#recognition, { kind: 'inside', module, fn }, call, frame));
    this.#frame = outer;
  }

  /** Of a function that runs several tools, told apart by name, the lines that are run for the one. */
  #ownLines(frame: BodyFrame): (line: number) => boolean {
    if (this.#tool === null || frame.fn.branches.length === 0) return () => true;
    const own = ownPart(this.#recognition, frame, this.#tool);
    this.#isPicked ||= own.isFound;
    this.#isLeft ||= own.isLeft;
    if (own.isOpen) this.#openBranch(frame);
    return own.runs;
  }

  // It may be the tool's and was passed over: it may do anything.
  #openBranch(frame: BodyFrame): void {
    this.#isOpen = true;
    this.reach.sinksResolved = false;
    this.reach.notFollowed.add('a branch for a name that was not read');
    if (frame.chosen.size > 0) this.reach.latitudeOpen = true;
  }

  /** Taken from a table by the name of the tool. */
  #picked(call: LocatedCall, frame: BodyFrame): boolean {
    const picked = this.#tool === null ? null : pickedFunction(this.#recognition, frame, this.#tool, call);
    if (picked === null) return false;
    this.#isPicked = true;
    this.#walk(frameOf(this.#recognition, { kind: 'inside', ...picked }, picked.call, frame));
    return true;
  }

  // Arguments first: a callback runs whatever the call itself turns out to be.
  #call(call: LocatedCall, frame: BodyFrame): void {
    const called = calledIn(this.#recognition, call, frame);
    this.#callbacks(call, frame);
    this.#handedFunctions(call, called);
    if (this.#picked(call, frame)) return;
    // What a caller passed is known, whatever it was passed with.
    const isPassed = called !== calledBy(this.#recognition, call);
    if (isPassed) this.#visited.decides();
    if (!isPassed && this.#isChosenCallee(call, called)) this.reach.latitudeOpen = true;
    switch (called.kind) {
      case 'outside':
        for (const symbol of [called.symbol, ...(called.others ?? [])]) this.#outside(call, symbol);
        if (called.isPartial) this.#open(called.symbol, call);
        return;
      case 'inside':
        if (mayFill(called, call)) this.#open('what fills a record', call, true);
        this.#walk(frameOf(this.#recognition, called, call, frame));
        return;
      case 'method':
        this.#method(call, called);
        return;
      // Runs what the caller has: it is followed where it was made.
      case 'handed':
        return;
      case 'unknown':
        this.#open(called.text, call);
        return;
      default:
        return called satisfies never;
    }
  }

  // More may be touched than is said; the name is for the gap.
  #open(text: string, call: LocatedCall, bounded = false): void {
    this.reach.sinksResolved = false;
    this.reach.notFollowed.add(text);
    // Nobody knows what it does with what the model chose: it may run it.
    if (!bounded && this.#isHanded(call)) this.reach.latitudeOpen = true;
  }

  /** What runs is chosen: `handlers[name](…)`, `getattr(module, name)(…)`. What a harmless call gave back is data. */
  #isChosenCallee(call: LocatedCall, called: Called): boolean {
    const { callee } = call.expr;
    if (callee.kind === 'member' || !mentions(callee, this.#frame.chosen)) return false;
    if (called.kind !== 'outside') return !this.#walkedAll(call);
    return called.symbol.startsWith('builtins.getattr()') || !isPure(this.#recognition, called.symbol);
  }

  /** A table of functions of the target: whichever is chosen, it was followed. */
  #walkedAll(call: LocatedCall): boolean {
    const found = this.#recognition.resolver.value(within(call, call.expr.callee));
    const options = (found.kind === 'either' ? found.options : [found]).map(({ kind, at }) =>
      kind === 'definition' && at.expr.kind === 'function' ? { module: at.module, fn: at.expr.fn } : null,
    );
    const frame = this.#frame;
    for (const made of options)
      if (made !== null) this.#walk(frameOf(this.#recognition, { kind: 'inside', ...made }, call, frame));
    return !options.includes(null);
  }

  #isHanded({ module, scope, expr }: LocatedCall): boolean {
    return [...expr.args, ...expr.named.map(({ value }) => value), ...expr.spreads].some((given) =>
      this.isChosen({ module, scope, expr: given }),
    );
  }

  // In the order of what the catalogue knows: a sink, a store, a model, a call that touches nothing.
  #outside(call: LocatedCall, symbol: string): void {
    const { catalog } = this.#recognition;
    if (
      applySink(this.#recognition, call, symbol, this.reach, this) ||
      touchVectorStore(this.#recognition, call, this.reach)
    ) {
      this.#visited.decides();
      return;
    }
    if (
      catalog.modelCalls.has(symbol) ||
      catalog.instances.has(symbol) ||
      catalog.instances.has(symbol.replace(/\.\w+$/, ''))
    ) {
      this.reach.models.push(...modelsOf(this.#recognition, call, 'id').models);
      return;
    }
    // A call that the catalogue does not hold may do anything.
    if (!isPure(this.#recognition, symbol))
      this.#open(symbol, call, isBounded(this.#recognition, call, symbol));
    // Where to is chosen: whoever listens there hears of it.
    else if (catalog.pure.connects.has(symbol) && this.#isHanded(call)) this.#open(symbol, call, true);
    // What it runs may do anything.
    else if (catalog.runs.has(symbol) && this.#isHanded(call)) this.#open(symbol, call);
  }

  /** A method of plain data touches nothing; of something unknown, only names that are never anything else are passed over. */
  #method(call: LocatedCall, called: Called & { kind: 'method' }): void {
    const receiver = within(call, called.receiver);
    if (
      this.#recognition.catalog.pure.methods.has(called.name) ||
      isPlainData(this.#recognition, receiver, this.#frame)
    )
      return;
    this.#open(`….${called.name}`, call);
  }

  /** Functions of the target that are handed to a call run inside it: `keys.map(readDocument)`. */
  #callbacks(call: LocatedCall, frame: BodyFrame): void {
    const given = [...call.expr.args, ...call.expr.named.map(({ value }) => value)];
    // `run_in_executor(None, RUN[name], x)` may run each of a table.
    const each = given.flatMap((arg) =>
      arg.kind === 'index' ? [...piecesOf(this.#recognition, within(call, arg))] : [within(call, arg)],
    );
    for (const at of each) {
      // Functions in place are part of this body already.
      if (at.expr.kind !== 'name' && at.expr.kind !== 'member') continue;
      const found = this.#recognition.resolver.fn(at);
      if (found === null) continue;
      const isChosen = mentions(call.expr, frame.chosen);
      const chosen = dependents(
        found.module,
        found.fn,
        isChosen ? found.fn.params.map(({ name }) => name) : [],
      );
      // What calls it passes what it likes.
      this.#walk({ ...found, chosen, passed: new Map(), depth: frame.depth + 1, isOpen: true });
    }
  }

  /** Functions from outside the target that are handed over: applied where it is plain to what, else nobody knows. */
  #handedFunctions(call: LocatedCall, called: Called): void {
    for (const { symbol, applied } of handedFunctions(this.#recognition, call, called, this.#frame)) {
      if (applied !== null) this.#outside(applied, symbol);
      else {
        this.reach.sinksResolved = false;
        this.reach.notFollowed.add(symbol);
        const reach = reachOfSink(this.#recognition, symbol);
        if (reach === 'sends') this.reach.egressOpen = true;
        if (reach === 'unknown' && this.#frame.chosen.size > 0) this.reach.latitudeOpen = true;
      }
    }
    const [first] = call.expr.args;
    const isText = first !== undefined && first.kind !== 'function' && this.isChosen(within(call, first));
    // A text is run as code.
    if (called.kind === 'outside' && /^globalThis#set(Timeout|Interval)$/.test(called.symbol) && isText)
      this.#open(called.symbol, call);
  }
}
