import type { Assignment, CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { isPure } from '../harmless/calls.ts';
import { calledSymbol, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { isInside } from '../values/takers.ts';
import { mayOperateOn } from './python-operators.ts';

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
/** Statements that set names where no assignment is read, and operators by which libraries join what they run. */
const UNSEEN = [
  /:=|\b(?:global|nonlocal|match|del|with|import)\b/,
  />>|<<|\|(?!\|)|\s@\s/,
  // What is left over of what is taken apart.
  /[[({,;]\s*\.\.\.[\w$.]+[,\s]*[\]})]\s*=/,
  /[[(,]\s*\*\s*\w+(?:\.\w+)*\s*,?\s*[\])]?\s*=/,
  // Into what stands elsewhere: `({ id: last.id } = …)`, `[list[0]] = …`, `for (last.id of …)`, `for last.id in …`.
  /(?:^|[\n;{(])[ \t]*(?:\(\s*)?(?:\{[^;={}]*\}|\[[^;=]{0,300}\])\s*=(?![=>])/,
  /\bfor\s+(?:await\s*)?\(\s*(?!const\b|let\b|var\b|;)/,
  /\bfor\s+[^\n:.[]{0,200}[.[][^\n:]{0,200}\sin\s/,
  /^[^\n=]*[\])](?:\.\w+)*\s*(?:,[^\n=]*|[-+*/%&^|]?)=(?![=>])/m,
];
/** Characters of a function and of one of its lines: what is longer is not looked through. */
const MAX_TEXT = 20_000;
const MAX_LINE = 1_000;
const THROWS = /\b(?:throw|raise)[ \t]+(?:await[ \t]+)?([^;\n]*)/g;

function worst(kinds: Iterable<Holds>): Holds {
  let found = 0;
  for (const kind of kinds) found = Math.max(found, KINDS.indexOf(kind));
  return KINDS[found] ?? 'lost';
}

/** What each expression of one function holds of the answer to one call. */
class AnswerReading {
  readonly #recognition: Recognition;
  readonly #call: LocatedCall;
  readonly #gives: Holds;
  readonly #names = new Map<string, Holds>();

  constructor(recognition: Recognition, call: LocatedCall, gives: Holds) {
    this.#recognition = recognition;
    this.#call = call;
    this.#gives = gives;
  }

  get #module(): ModuleIr {
    return this.#call.module;
  }

  holds(expr: Expr, scope: number): Holds {
    const all = (parts: readonly Expr[]): Holds => worst(parts.map((part) => this.holds(part, scope)));
    if (expr === this.#call.expr) return this.#gives;
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

  /** Names of what was not taken apart stand in its text, and the name of the call itself. */
  #mentions(text: string): boolean {
    const { callee } = this.#call.expr;
    const called = callee.kind === 'member' ? [callee.property] : callee.kind === 'name' ? [callee.name] : [];
    return [...this.#names.keys(), ...called].some((name) =>
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

  /** Also of a call that is handed nothing of it, as far as names were followed: only what is known to run nothing. */
  onlyReads(call: CallExpr, scope: number): boolean {
    if (call === this.#call.expr) return true;
    if (this.holds(call, scope) === 'lost') return false;
    const { callee, args, named, spreads } = call;
    if (callee.kind === 'member' && this.holds(callee.object, scope) !== 'none') return true;
    const symbol = calledSymbol(this.#recognition, { module: this.#module, scope, expr: call })?.symbol;
    if (symbol === undefined) return false;
    if (this.#recognition.catalog.forcedTools.parsers.includes(symbol)) return true;
    const values = [...args, ...named.map(({ value }) => value), ...spreads];
    return (
      isPure(this.#recognition, symbol) &&
      values.every((one) => isLiteral(one) || this.holds(one, scope) !== 'none')
    );
  }

  /** Gives a name what it is set to. False where that is kept out of sight. */
  keep({ target, op, value, scope }: Assignment, isOwn: boolean): boolean {
    const kind = this.holds(value, scope);
    if (kind === 'none') return true;
    // What is added to may be somebody else's list.
    if (kind === 'lost' || op === 'append' || !isOwn || !/^[\w$]+$/.test(target)) return false;
    this.#names.set(target, worst([kind, this.#names.get(target) ?? 'none']));
    return true;
  }

  /** Whether an operator may hand something of it to an object of another class, which only Python lets classes say. */
  isOperatedOn(text: string, sets: readonly Assignment[], fn: FunctionIr): boolean {
    const module = this.#module;
    if (module.language !== 'python') return false;
    // A name that something else was given is not the answer's alone.
    const others = new Set(
      sets
        .filter((set) => this.holds(set.value, set.scope) === 'none' && !isWritten(set.value))
        .map(targetOf),
    );
    for (const [scope, { params }] of module.scopes.entries())
      if (isInside(module, scope, fn.scope)) for (const { name } of params) others.add(name);
    const { callee, span } = this.#call.expr;
    const called = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : null;
    const isHeld = (name: string): boolean => this.#names.has(name);
    return mayOperateOn(text, called, isHeld, (name) => {
      if (others.has(name)) return false;
      const at = { module, scope: fn.scope, expr: { kind: 'name' as const, name, span } };
      return isHeld(name) || isPlainData(this.#recognition, at);
    });
  }

  /** Whether something of it leaves the function as an error, which is caught elsewhere. */
  throws(text: string): boolean {
    return [...text.matchAll(THROWS)].some(([, thrown = '']) => this.#mentions(thrown));
  }

  get known(): string {
    return [...this.#names].join(';');
  }
}

/** What is written down: no name of a function among it. */
function isLiteral({ kind }: Expr): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'null';
}

function isWritten(expr: Expr): boolean {
  if (expr.kind === 'list') return expr.complete && expr.items.every(isWritten);
  if (expr.kind === 'object') return expr.complete && expr.entries.every(({ value }) => isWritten(value));
  return isLiteral(expr);
}

/** What is written under a name, and the language's own types. */
function isPlainData({ resolver }: Recognition, at: Located): boolean {
  const found = resolver.value(at);
  if (found.kind === 'known' || found.kind === 'env') return true;
  if (found.kind === 'definition') return isWritten(found.at.expr);
  return /^(builtins|typing)\./.test(resolver.symbol(at)?.qualified ?? '');
}

function targetOf({ target }: Assignment): string {
  return target;
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

/** What stands in for parameters of the functions inside, which are not followed. */
function defaultsIn(
  module: ModuleIr,
  fn: FunctionIr,
): readonly { readonly expr: Expr; readonly scope: number }[] {
  return module.scopes.flatMap(({ params }, scope) =>
    isInside(module, scope, fn.scope)
      ? params.flatMap(({ defaultValue }) => (defaultValue === null ? [] : [{ expr: defaultValue, scope }]))
      : [],
  );
}

/**
 * What a function gives back of what one of its calls answers: `lost` where it may hand a part of it to what runs it, or where
 * that is kept out of sight.
 *
 * @param gives What the call gives back.
 */
export function givenBack(recognition: Recognition, call: LocatedCall, fn: FunctionIr, gives: Holds): Holds {
  const { module } = call;
  const source = recognition.program.textFile(module.path, module.language)?.expr;
  const lines = source?.kind === 'string' ? source.value.split('\n') : [];
  const own = lines.slice(fn.span.startLine - 1, fn.span.endLine);
  const text = own.join('\n');
  if (text.length > MAX_TEXT || own.some((line) => line.length > MAX_LINE)) return 'lost';
  if (UNSEEN.some((form) => form.test(text))) return 'lost';
  const reading = new AnswerReading(recognition, call, gives);
  const assignments = assignmentsIn(module, fn);
  for (let round = 0, before = ''; round < MAX_ROUNDS; round++, before = reading.known) {
    if (!assignments.every(({ set, isOwn }) => reading.keep(set, isOwn))) return 'lost';
    if (round > 0 && reading.known === before) break;
    if (round === MAX_ROUNDS - 1) return 'lost';
  }
  if (
    reading.throws(text) ||
    reading.isOperatedOn(
      text,
      assignments.map(({ set }) => set),
      fn,
    ) ||
    defaultsIn(module, fn).some((at) => reading.holds(at.expr, at.scope) !== 'none')
  )
    return 'lost';
  const calls = module.callSites.slice(...fn.callSites);
  if (!calls.every((one) => reading.onlyReads(one.call, one.scope))) return 'lost';
  const [returned, ...others] = functionsIn(module, fn).map((one) =>
    worst(one.returns.map((value) => reading.holds(value, one.scope))),
  );
  return others.every((kind) => kind === 'none') ? (returned ?? 'lost') : 'lost';
}
