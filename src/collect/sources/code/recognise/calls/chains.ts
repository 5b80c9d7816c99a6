import { PIPED } from '../../lower/piped.ts';
import type { CallExpr, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Chains in chains, and methods that configure them. */
const MAX_DEPTH = 8;
/** Nobody writes longer chains by hand. */
const MAX_STEPS = 40;
/** LangChain's class of chains, whose steps are listed. */
const SEQUENCE = /(\.|#)RunnableSequence(\.from)?$/;

const CHAINS = /^(__or__|pipe|from|with_?\w+)$/i;

/** By the names of methods alone: the cheap question before anything is followed. */
export function mayChain({ callee }: CallExpr): boolean {
  return callee.kind === 'member' && CHAINS.test(callee.property);
}

/** What is joined by one expression; null where it joins nothing. */
function joined(recognition: Recognition, call: LocatedCall): readonly Expr[] | null {
  const { callee, args, named } = call.expr;
  if (callee.kind === 'member' && (callee.property === PIPED || callee.property === 'pipe'))
    return args.length === 0 ? null : [callee.object, ...args];
  const last = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  // By name first: every call that may make a model is asked.
  if (last !== 'from' && last !== 'RunnableSequence') return null;
  if (!SEQUENCE.test(calledSymbol(recognition, call)?.symbol ?? '')) return null;
  const [first] = args;
  if (first?.kind === 'list') return first.items;
  return args.length > 1 ? args : [...args, ...named.map(({ value }) => value)];
}

function collect(recognition: Recognition, at: Located, steps: Located[], depth: number): boolean {
  if (depth > MAX_DEPTH || steps.length >= MAX_STEPS) return false;
  const value = isCall(at) ? at : recognition.resolver.value(at).at;
  const parts = isCall(value) ? joined(recognition, value) : null;
  if (parts === null) return false;
  for (const part of parts) {
    const step = within(value, part);
    if (!collect(recognition, step, steps, depth + 1)) steps.push(step);
  }
  return true;
}

/**
 * What LangChain runs one after the other: `prompt | model | parser`, `prompt.pipe(model)`, `RunnableSequence.from([prompt, model])`,
 * behind names and in each other. Whether the steps are LangChain's is for the caller to find.
 *
 * @returns Null where the expression is no chain.
 */
export function chainSteps(recognition: Recognition, at: Located): readonly Located[] | null {
  const steps: Located[] = [];
  return collect(recognition, at, steps, 0) ? steps : null;
}
