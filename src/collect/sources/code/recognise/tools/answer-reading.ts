import type { Assignment, CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { isPure } from '../harmless/calls.ts';
import { calledSymbol, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { isInside } from '../values/takers.ts';

/** In the order of what has to be said of a whole that holds several of them. */
const KINDS = ['none', 'filled', 'answer', 'lost'] as const;
/** What an expression holds: nothing of the answer, what the model filled in, more of the answer, or what is not followed. */
type Holds = (typeof KINDS)[number];

/** Rounds in which names are given to what other names hold. */
const MAX_ROUNDS = 8;
/** Of an answer or a part of it: give back what is in it. */
const TAKES = /^(json|text|find|filter|get|at)$/;
/** Say something of it. */
const TELLS = /^(raise_for_status)$/;
/** Sets a name where no assignment is read, or one of another function. */
const SETS_UNSEEN = /:=|\b(?:global|nonlocal|match|del)\b/;

function worst(kinds: Iterable<Holds>): Holds {
  let found = 0;
  for (const kind of kinds) found = Math.max(found, KINDS.indexOf(kind));
  return KINDS[found] ?? 'lost';
}

/** What each expression of one function holds of the answer to one call. */
class AnswerReading {
  readonly #recognition: Recognition;
  readonly #call: LocatedCall;
  readonly #names = new Map<string, Holds>();

  constructor(recognition: Recognition, call: LocatedCall) {
    this.#recognition = recognition;
    this.#call = call;
  }

  get #module(): ModuleIr {
    return this.#call.module;
  }

  holds(expr: Expr, scope: number): Holds {
    const all = (parts: readonly Expr[]): Holds => worst(parts.map((part) => this.holds(part, scope)));
    if (expr === this.#call.expr) return 'answer';
    switch (expr.kind) {
      case 'name':
        return this.#names.get(expr.name) ?? 'none';
      case 'member':
        return this.#part(this.holds(expr.object, scope), expr.property);
      case 'index': {
        const { index } = expr;
        if (this.holds(index, scope) !== 'none') return 'lost';
        return this.#part(this.holds(expr.object, scope), index.kind === 'string' ? index.value : '');
      }
      case 'call':
        return this.#called(expr, scope);
      case 'list':
        return all([...expr.items, ...expr.spreads]);
      case 'object':
        return all([...expr.entries.map(({ value }) => value), ...expr.spreads]);
      case 'template':
        return all(expr.parts.filter((part) => typeof part !== 'string'));
      case 'either':
        return all(expr.options);
      case 'function':
        return worst(expr.fn.returns.map((one) => this.holds(one, expr.fn.scope))) === 'none'
          ? 'none'
          : 'lost';
      case 'unknown':
        return this.#mentions(expr.text) ? 'lost' : 'none';
      case 'class':
        return 'lost';
      default:
        return 'none';
    }
  }

  /** Names of what was not taken apart stand in its text. */
  #mentions(text: string): boolean {
    return [...this.#names.keys()].some((name) =>
      new RegExp(String.raw`(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(text),
    );
  }

  #part(whole: Holds, name: string): Holds {
    const isFilled = whole === 'answer' && this.#recognition.catalog.forcedTools.answers.includes(name);
    return isFilled ? 'filled' : whole;
  }

  #called(expr: CallExpr, scope: number): Holds {
    const { callee, args, named, spreads } = expr;
    const object = callee.kind === 'member' ? this.holds(callee.object, scope) : this.holds(callee, scope);
    const values = [...args, ...named.map(({ value }) => value), ...spreads];
    const handed = worst(values.map((value) => this.holds(value, scope)));
    // A method of the answer: only what is known to look at it, and to run nothing that it is handed.
    if (object !== 'none') {
      if (callee.kind !== 'member' || handed !== 'none' || !values.every(runsNothing)) return 'lost';
      if (TELLS.test(callee.property)) return 'none';
      const [key] = args;
      if (!TAKES.test(callee.property)) return 'lost';
      return this.#part(object, key?.kind === 'string' ? key.value : '');
    }
    if (handed === 'none') return 'none';
    const at: LocatedCall = { module: this.#module, scope, expr };
    const symbol = calledSymbol(this.#recognition, at)?.symbol;
    if (symbol === undefined || handed === 'lost') return 'lost';
    if (this.#recognition.catalog.forcedTools.parsers.includes(symbol)) return handed;
    // It gives back what it was handed at most.
    const isWritten = values.every((value) => isLiteral(value) || this.holds(value, scope) !== 'none');
    return isWritten && isPure(this.#recognition, symbol) ? handed : 'lost';
  }

  /** Gives a name what it is set to. False where that is kept out of sight. */
  keep({ target, value, scope }: Assignment, isOwn: boolean): boolean {
    const kind = this.holds(value, scope);
    if (kind === 'none') return true;
    if (kind === 'lost' || !isOwn || !/^[\w$]+$/.test(target)) return false;
    this.#names.set(target, worst([kind, this.#names.get(target) ?? 'none']));
    return true;
  }

  get known(): string {
    return [...this.#names].join(';');
  }
}

/** What is written down: no name of a function among it. */
function isLiteral({ kind }: Expr): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'null';
}

/** What a method of the answer may be handed: also a function that calls nothing. */
function runsNothing(expr: Expr): boolean {
  if (expr.kind === 'function') return expr.fn.callSites[0] === expr.fn.callSites[1];
  return isLiteral(expr);
}

/** Functions inside another, and it itself. */
function functionsIn(module: ModuleIr, fn: FunctionIr): readonly FunctionIr[] {
  return [
    fn,
    ...module.scopes.flatMap(({ functions }, scope) => (isInside(module, scope, fn.scope) ? functions : [])),
  ];
}

/** What a function and those inside it set; `isOwn` where it is a name of theirs, and no field or name of what is around them. */
function assignmentsIn(
  module: ModuleIr,
  fn: FunctionIr,
): readonly { readonly set: Assignment; readonly isOwn: boolean }[] {
  return module.scopes.flatMap(({ assignments, classes }, scope) => {
    const isOwn = isInside(module, scope, fn.scope);
    const fields = classes.flatMap((cls) => cls.assignments.map((set) => ({ set, isOwn: false })));
    return [...assignments.map((set) => ({ set, isOwn })), ...fields].filter(({ set }) =>
      isInside(module, set.scope, fn.scope),
    );
  });
}

/** Whether a function that sends a request reads what the model filled in, and hands no part of its answer to what may run it. */
export function isOnlyRead(recognition: Recognition, call: LocatedCall, fn: FunctionIr): boolean {
  const { module } = call;
  const source = recognition.program.textFile(module.path, module.language)?.expr;
  const lines = source?.kind === 'string' ? source.value.split('\n') : [];
  if (SETS_UNSEEN.test(lines.slice(fn.span.startLine - 1, fn.span.endLine).join('\n'))) return false;
  const reading = new AnswerReading(recognition, call);
  const assignments = assignmentsIn(module, fn);
  for (let round = 0, before = ''; round < MAX_ROUNDS; round++, before = reading.known) {
    if (!assignments.every(({ set, isOwn }) => reading.keep(set, isOwn))) return false;
    if (round > 0 && reading.known === before) break;
    if (round === MAX_ROUNDS - 1) return false;
  }
  const calls = module.callSites.slice(...fn.callSites);
  if (calls.some((one) => reading.holds(one.call, one.scope) === 'lost')) return false;
  const [returned, ...others] = functionsIn(module, fn).map((one) =>
    worst(one.returns.map((value) => reading.holds(value, one.scope))),
  );
  // Whoever gets the answer itself may do with it what it says; what was filled in has to be given back, or nothing was read.
  return returned === 'filled' && others.every((kind) => kind === 'none');
}
