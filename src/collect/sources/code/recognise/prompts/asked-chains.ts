import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { chainSteps } from '../calls/chains.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Methods by which LangChain's chains are asked, in either language (https://reference.langchain.com/python/langchain-core/runnables). */
const ASKS =
  /^(a?(invoke|stream|batch|run|call|predict|apply|generate|transform|batch_as_completed)|astream_(log|events)|stream(Log|Events))$/;
/** Give back the same chain with settings of its own. */
const CONFIGURES = /^(with_?[a-zA-Z]\w*|bind|pick|map)$/;
/** What may be a chain though its steps are not known. */
const MAY_CHAIN = /Prompt|Runnable|Chain|__or__|[.#]pipe\b/;
/** What a chain is asked with, by name, and how it is asked. */
const INPUT = /^(input|inputs)$/;
const NO_INPUT = /^(config|version|stop|callbacks|tags|metadata|include_\w+|exclude_\w+|max_concurrency)$/;
/** Settings around settings. */
const MAX_DEPTH = 6;

/** A call that asks a chain, and the place of a template among its steps. */
export interface Asked {
  readonly call: LocatedCall;
  readonly before: readonly Located[];
}

/** Who asks the chains of a program. */
interface Asks {
  /** By the step, and by what made it. */
  readonly byStep: ReadonlyMap<Expr, readonly Asked[]>;
  /** Calls of which it is not known whether they ask a chain. */
  readonly others: readonly LocatedCall[];
}

const kept = new WeakMap<Recognition, Asks>();

/** The steps of what is asked, its settings taken off; null for what is no chain, or is not followed. */
function stepsAsked(recognition: Recognition, at: Located, depth = 0): readonly Located[] | null {
  const steps = chainSteps(recognition, at);
  if (steps !== null || depth > MAX_DEPTH) return steps;
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(made) || made.expr.callee.kind !== 'member') return null;
  const { property, object } = made.expr.callee;
  return CONFIGURES.test(property) ? stepsAsked(recognition, within(made, object), depth + 1) : null;
}

/** What is asked is known to be something else than a chain: a model, a graph, what a library made. */
function isNoChain(recognition: Recognition, receiver: Located): boolean {
  const found = recognition.resolver.value(receiver);
  if (found.kind === 'known' || found.kind === 'text' || found.kind === 'env') return true;
  if (found.kind === 'package') return !MAY_CHAIN.test(found.symbol.symbol);
  if (found.kind !== 'definition' || !isCall(found.at)) return false;
  const symbol = calledSymbol(recognition, found.at)?.symbol;
  return symbol !== undefined && !MAY_CHAIN.test(symbol);
}

/** Read once a scan, and only where a chain has a template. */
function asksOf(recognition: Recognition): Asks {
  const known = kept.get(recognition);
  if (known !== undefined) return known;
  const byStep = new Map<Expr, Asked[]>();
  const others: LocatedCall[] = [];
  for (const module of recognition.program.modules.values())
    for (const { call, name, scope } of module.callSites) {
      const { callee } = call;
      if (name === null || !ASKS.test(name) || callee.kind !== 'member') continue;
      const at: LocatedCall = { module, scope, expr: call };
      const receiver = within(at, callee.object);
      const steps = stepsAsked(recognition, receiver);
      if (steps === null && !isNoChain(recognition, receiver)) others.push(at);
      for (const [place, step] of (steps ?? []).entries()) {
        const asked = { call: at, before: steps?.slice(0, place) ?? [] };
        for (const expr of new Set([step.expr, recognition.resolver.value(step).at.expr]))
          byStep.set(expr, [...(byStep.get(expr) ?? []), asked]);
      }
    }
  const made = { byStep, others };
  kept.set(recognition, made);
  return made;
}

/** The calls that ask the chains which a step stands in, and those of which nobody can tell. */
export function asksWith(
  recognition: Recognition,
  step: Located,
): { readonly asked: readonly Asked[]; readonly others: readonly LocatedCall[] } {
  const { byStep, others } = asksOf(recognition);
  const exprs = new Set([step.expr, recognition.resolver.value(step).at.expr]);
  const asked = new Map([...exprs].flatMap((expr) => byStep.get(expr) ?? []).map((one) => [one.call, one]));
  return { asked: [...asked.values()], others };
}

/** What one call asks with: a record for each run, and what is named beside it. */
export function inputsOf(recognition: Recognition, call: LocatedCall): readonly Located[] {
  const { args, named, spreads } = call.expr;
  const first = args[0] ?? named.find(({ name }) => INPUT.test(name))?.value;
  const given = first === undefined ? [] : [within(call, first)];
  // `batch([…])`: one after the other.
  const records = given.flatMap((at) => recognition.resolver.list(at)?.items ?? [at]);
  return [...records, ...spreads.map((spread) => within(call, spread))];
}

/** `chain.run(key=…)`: what is named is filled in, too. */
export function namedInputs(call: LocatedCall): ReadonlyMap<string, Located> {
  const named = call.expr.named.filter(({ name }) => !INPUT.test(name) && !NO_INPUT.test(name));
  return new Map(named.map(({ name, value }) => [name, within(call, value)]));
}
