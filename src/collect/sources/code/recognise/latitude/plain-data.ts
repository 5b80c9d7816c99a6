import type { Expr } from '../../ir.ts';
import { isRegularExpression } from '../../lower/regular-expression.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { calledBy, type Called } from '../calls/called-things.ts';
import { givesHeld, isPure } from '../harmless/calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { mentions } from '../values/taint.ts';
import { frameOf, MAX_DEPTH, valueIn, type BodyFrame } from './body-frame.ts';

/** Expressions that are looked at for one answer; beyond them it is not known to be data. */
const MAX_STEPS = 400;

interface Question {
  readonly recognition: Recognition;
  readonly frame: BodyFrame;
  readonly depth: number;
  /** Shared by all that is asked for one answer: bindings of calls of functions with many returns multiply. */
  readonly budget: { left: number };
  /** What it holds is asked for too: a method of a list is harmless, one of what is taken out of it need not be. */
  readonly isWhole: boolean;
}

/** What the model gave, what is written down, and what a call of the catalogue gave back. */
export function isPlainData(recognition: Recognition, at: Located, frame: BodyFrame): boolean {
  return isData({ recognition, frame, depth: 0, budget: { left: MAX_STEPS }, isWhole: false }, at);
}

function isData(asked: Question, at: Located): boolean {
  const { expr } = at;
  if (asked.depth > MAX_DEPTH || --asked.budget.left < 0) return false;
  const deeper = { ...asked, depth: asked.depth + 1 };
  switch (expr.kind) {
    case 'member':
    case 'index':
      return isData({ ...deeper, isWhole: true }, within(at, expr.object));
    case 'call':
      return isDataCall(deeper, { ...at, expr });
    case 'either':
      return expr.options.every((option) => isData(deeper, within(at, option)));
    // It looks for something in a text, and runs nothing.
    case 'unknown':
      return isRegularExpression(expr.text);
    case 'list':
    case 'object':
      return (
        !asked.isWhole || (expr.complete && partsOf(expr).every((part) => isData(deeper, within(at, part))))
      );
    case 'name':
      return isDataName(deeper, at, expr.name);
    default:
      return expr.kind !== 'function' && expr.kind !== 'class';
  }
}

function partsOf(expr: Expr & { kind: 'list' | 'object' }): readonly Expr[] {
  return expr.kind === 'list' ? expr.items : [...expr.entries.map(({ value }) => value), ...expr.spreads];
}

/** By every value that the function gives it; what it is handed, by what was handed over. */
function isDataName(asked: Question, at: Located, name: string): boolean {
  const { recognition, frame } = asked;
  const bound = frame.fn.assignments.filter(({ target, op }) => target === name && op === 'set');
  if (bound.length > 0) return bound.every(({ value }) => isData(asked, within(at, value)));
  const passed = frame.passed.get(name);
  if (passed !== undefined) return isData({ ...asked, frame: passed.frame }, passed.at);
  if (mentions(at.expr, frame.chosen)) return true;
  return isDataValue(asked, valueIn(recognition, recognition.resolver.value(at), frame));
}

function isDataValue(asked: Question, resolved: Resolved): boolean {
  const { expr } = resolved.at;
  if (resolved.kind === 'definition') {
    if (expr.kind === 'template') return true;
    if (expr.kind !== 'object' && expr.kind !== 'list') return false;
    if (!asked.isWhole) return true;
    const puts = asked.recognition.resolver.puts(resolved.at);
    return isData(asked, resolved.at) && puts.every((put) => isData(asked, put));
  }
  if (resolved.kind === 'unresolved') return expr.kind === 'unknown' && isRegularExpression(expr.text);
  return ['known', 'env', 'text'].includes(resolved.kind);
}

// Whether what a call gives back is plain data, on which every method is harmless.
function isDataCall(asked: Question, call: LocatedCall): boolean {
  const { recognition } = asked;
  const { catalog } = recognition;
  const called = calledBy(recognition, call);
  switch (called.kind) {
    // Its body is walked for what it does; what it gives back may be anything.
    case 'inside':
      return isDataOfOwn(asked, called, call);
    case 'method': {
      const isKnown = catalog.pure.methods.has(called.name) && !catalog.pure.elementMethods.has(called.name);
      return isKnown || isData({ ...asked, isWhole: true }, within(call, called.receiver));
    }
    case 'outside':
      if (catalog.sinks.has(called.symbol)) return true;
      return isPure(recognition, called.symbol) && isDataOfPure(asked, call, called.symbol);
    default:
      return false;
  }
}

/** What a harmless call gives back: of a container, and of what gives back what it is handed, by what that is. */
function isDataOfPure(asked: Question, call: LocatedCall, symbol: string): boolean {
  switch (givesHeld(asked.recognition, symbol)) {
    case 'nothing':
      return true;
    case 'arguments': {
      const { args, named, spreads } = call.expr;
      const given = [...args, ...named.map(({ value }) => value), ...spreads];
      return given.length === 0
        ? !asked.isWhole
        : given.every((one) => one.kind === 'function' || isData(asked, within(call, one)));
    }
    case 'held':
      return false;
  }
}

function isDataOfOwn(asked: Question, called: Called & { kind: 'inside' }, call: LocatedCall): boolean {
  const { module, fn } = called;
  // An instance of an own class.
  if (fn.name === 'constructor' || fn.name === '__init__') return false;
  const frame = frameOf(asked.recognition, called, call, asked.frame);
  // Without a return it may be a generator, or be there to be overridden.
  return (
    fn.returns.length > 0 &&
    fn.returns.every((expr) => isData({ ...asked, frame }, { module, scope: fn.scope, expr }))
  );
}
