import type { CallExpr, Expr, TemplateExpr } from '../ir.ts';
import { cleanIndentation } from '../lower/quoted-text.ts';
import { alternatives } from './alternatives.ts';
import type { Entity, EntityFollower } from './entity.ts';
import { optionDefaults } from './members/command-options.ts';
import type { Located, PackageSymbol, Resolved } from './resolver.ts';

/** Pieces of one text. */
const MAX_PIECES = 500;
const MAX_NESTED = 24;
/** For one question: sums of sums would otherwise multiply, in pieces and in text. */
const MAX_STEPS = 4_000;
const MAX_CHARACTERS = 2_000_000;
/** A question of more steps is dear; steps of all dear ones, after which a program was written to keep its reader busy. */
const DEAR_STEPS = 500;
const MAX_DEAR_STEPS = 60_000;
const STEPS_AFTER = 100;
const CHARACTERS_AFTER = 100_000;

/** Prefixes of the qualified symbols under which an environment is read by member. */
const ENVIRONMENTS = [
  'os.environ.',
  // What a file of settings says, which stands in for the environment.
  'dotenv.dotenv_values().',
  'globalThis#process.env.',
  'globalThis#Bun.env.',
  'node:process#env.',
  'process#env.',
];
/** Functions that read one variable: name first, default second (or `default=`). */
const ENVIRONMENT_READS = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
  'decouple.config',
  'dotenv.dotenv_values().get',
  'globalThis#Deno.env.get',
  'globalThis#process.env.get',
]);
/** Calls that give their argument as text. */
const TEXT_CALLS = new Set([
  'builtins.str',
  'globalThis#String',
  'pydantic.SecretStr',
  'globalThis#Object.freeze',
]);
/** Calls that take indentation away, as authors of prompts do. */
const DEDENT_CALLS = new Set([
  'textwrap.dedent',
  'inspect.cleandoc',
  'dedent#default',
  'ts-dedent#dedent',
  'ts-dedent#default',
]);

/**
 * Reads the values of expressions. Environment variables stay what they are: their values are not read, not even from
 * files beside the program.
 */
export class Values {
  private readonly entities: EntityFollower;
  private steps = 0;
  private characters = 0;
  /** Of the dear questions so far. */
  private dearSteps = 0;
  /** Module of the first question that was answered in less steps than it may take; null where there was none. */
  busyIn: string | null = null;
  private readonly symbolOf: (at: Located) => PackageSymbol | null;

  constructor(entities: EntityFollower, symbolOf: (at: Located) => PackageSymbol | null) {
    this.entities = entities;
    this.symbolOf = symbolOf;
  }

  // Never throws and always ends: cycles and bounds give unresolved.
  value(at: Located): Resolved {
    this.steps = 0;
    this.characters = 0;
    const value = this.of(this.entities.entity(at), 0);
    if (this.steps > DEAR_STEPS) this.dearSteps += this.steps;
    if (this.isBusy && this.steps > STEPS_AFTER) this.busyIn ??= at.module.path;
    return value;
  }

  private get isBusy(): boolean {
    return this.dearSteps > MAX_DEAR_STEPS;
  }

  /** What an entity is worth as a value; only texts are put together, nothing is computed. */
  private of(entity: Entity, depth: number): Resolved {
    const { at } = entity;
    if (depth > MAX_NESTED || ++this.steps > (this.isBusy ? STEPS_AFTER : MAX_STEPS))
      return { kind: 'unresolved', why: 'nested deeper than is followed', at };
    switch (entity.kind) {
      case 'expr':
        return this.ofExpression(entity, depth);
      case 'package':
        return environmentMember(entity.symbol, at) ?? this.ofPackage(entity, depth);
      case 'module':
        return { kind: 'unresolved', why: 'a module', at };
      case 'param': {
        const fallback = entity.default === null ? null : { ...at, expr: entity.default };
        const value = fallback === null ? null : this.of(this.entities.entity(fallback), depth + 1);
        return { kind: 'parameter', name: entity.name, path: entity.path, default: value, at };
      }
      case 'either':
        return alternatives(
          entity.options.map((option) => this.of(option, depth + 1)),
          at,
        );
      case 'none':
        return { kind: 'unresolved', why: entity.why, at };
    }
  }

  /** An option of the command line is its default, or what somebody types. */
  private ofPackage({ symbol, at }: Entity & { kind: 'package' }, depth: number): Resolved {
    const typed: Resolved = { kind: 'package', symbol, at };
    const written = optionDefaults(this.entities, symbol).map((one) => this.entities.entity(one));
    if (written.length === 0) return typed;
    return alternatives([...written.map((one) => this.of(one, depth + 1)), typed], at);
  }

  private ofExpression(entity: Entity & { kind: 'expr' }, depth: number): Resolved {
    const { at, symbol } = entity;
    const { expr } = at;
    switch (expr.kind) {
      case 'string':
      case 'number':
      case 'boolean':
        return { kind: 'known', value: expr.value, at };
      case 'null':
        return { kind: 'known', value: null, at };
      case 'template':
        return this.text(at, expr, depth);
      case 'call':
        return this.call(at, expr, depth) ?? { kind: 'definition', symbol, at };
      case 'list':
      case 'object':
      case 'function':
      case 'class':
        return { kind: 'definition', symbol, at };
      default:
        return { kind: 'unresolved', why: 'an expression that is not followed', at };
    }
  }

  /** Joins the pieces that are known; a sum of lists is a definition, since it has no text. */
  private text(at: Located, template: TemplateExpr, depth: number): Resolved {
    const parts: (string | Resolved)[] = [];
    for (const part of template.parts.slice(0, MAX_PIECES)) {
      const piece =
        typeof part === 'string' ? part : this.of(this.entities.entity({ ...at, expr: part }), depth + 1);
      if (typeof piece !== 'string' && piece.kind === 'definition' && piece.at.expr.kind === 'list') {
        return { kind: 'definition', symbol: null, at };
      }
      // Texts in texts become one, so that known pieces meet.
      for (const flat of typeof piece !== 'string' && piece.kind === 'text' ? piece.parts : [piece])
        push(parts, flat);
    }
    if (template.parts.length > MAX_PIECES) {
      parts.push({ kind: 'unresolved', why: `more than ${MAX_PIECES} pieces`, at });
    }
    for (const part of parts) if (typeof part === 'string') this.characters += part.length;
    if (this.characters > (this.isBusy ? CHARACTERS_AFTER : MAX_CHARACTERS))
      return { kind: 'unresolved', why: 'more text than is followed', at };
    const [only = ''] = parts;
    if (parts.length <= 1 && typeof only === 'string') return { kind: 'known', value: only, at };
    return { kind: 'text', parts, at };
  }

  /** Calls whose value can be said: environment reads, text functions. null for all others. */
  private call(at: Located, call: CallExpr, depth: number): Resolved | null {
    const [first, second] = call.args;
    const qualified = this.symbolOf({ ...at, expr: call.callee })?.qualified ?? null;
    if (qualified !== null && first !== undefined) {
      if (ENVIRONMENT_READS.has(qualified)) return this.environmentRead(at, call, first, depth);
      if (TEXT_CALLS.has(qualified)) return this.of(this.entities.entity({ ...at, expr: first }), depth + 1);
      if (DEDENT_CALLS.has(qualified)) return this.mapped({ ...at, expr: first }, cleanIndentation, depth);
    }
    if (qualified === 're.sub') return this.respaced(at, call, depth);
    if (call.callee.kind !== 'member') return null;
    const receiver: Located = { ...at, expr: call.callee.object };
    switch (call.callee.property) {
      case 'strip':
      case 'trim':
        return first === undefined ? this.mapped(receiver, (text) => text.trim(), depth) : null;
      // pydantic's SecretStr.
      case 'get_secret_value':
        return this.mapped(receiver, (text) => text, depth);
      case 'format':
        return this.formatted(receiver, call, depth);
      // Only a written key can be looked up.
      case 'get':
        return first?.kind === 'string' ? this.keyed(at, receiver, first.value, second, depth) : null;
      default:
        return null;
    }
  }

  /** `re.sub(r"\s+", " ", text)`, as authors of prompts write; other patterns are not followed. */
  private respaced(at: Located, { args }: CallExpr, depth: number): Resolved | null {
    const [pattern, put, text] = args;
    if (pattern?.kind !== 'string' || put?.kind !== 'string' || text === undefined) return null;
    if (pattern.value !== '\\s+') return null;
    return this.mapped({ ...at, expr: text }, (given) => given.replaceAll(/\s+/g, () => put.value), depth);
  }

  private environmentRead(at: Located, call: CallExpr, first: Expr, depth: number): Resolved {
    // The name may be a constant of the program.
    const name = this.of(this.entities.entity({ ...at, expr: first }), depth + 1);
    const options = name.kind === 'either' ? name.options : [name];
    const reads = options.flatMap((one): Resolved[] =>
      one.kind === 'known' && typeof one.value === 'string'
        ? [{ kind: 'env', name: one.value, default: null, at }]
        : [],
    );
    if (reads.length < options.length)
      return { kind: 'unresolved', why: 'an environment variable whose name is not known', at };
    const fallback = call.named.find((argument) => argument.name === 'default')?.value ?? call.args[1];
    const value =
      fallback === undefined ? null : this.of(this.entities.entity({ ...at, expr: fallback }), depth + 1);
    // Either the variable or the default: alternatives, which are joined to a variable with a default.
    return alternatives(value === null ? reads : [...reads, value], at);
  }

  /** A text with holes is left as it is: trimming a hole means nothing. */
  private mapped(at: Located, change: (text: string) => string, depth: number): Resolved | null {
    const value = this.of(this.entities.entity(at), depth + 1);
    if (value.kind === 'known' && typeof value.value === 'string')
      return { ...value, value: change(value.value) };
    return value.kind === 'text' || value.kind === 'env' ? value : null;
  }

  /** `TEMPLATE.format(a, b=c)`. */
  private formatted(receiver: Located, call: CallExpr, depth: number): Resolved | null {
    const text = this.of(this.entities.entity(receiver), depth + 1);
    if (text.kind !== 'known' || typeof text.value !== 'string') return null;
    const parts: (string | Expr)[] = [];
    let position = 0;
    for (const piece of text.value.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
      if (piece === '{{' || piece === '}}') parts.push(piece.charAt(0));
      else if (!piece.startsWith('{') || piece.length < 2) parts.push(piece);
      else {
        // A field may carry a conversion, a format and members (Python reference, "Format String Syntax").
        const [, field = ''] = /^\{([^:!.[\]}]*)/.exec(piece) ?? [];
        const index = field === '' ? position++ : Number(field);
        const given = call.named.find((argument) => argument.name === field)?.value ?? call.args[index];
        parts.push(given ?? { kind: 'unknown', text: piece.slice(0, 80), span: call.span });
      }
    }
    // The pieces are looked up where the call stands; the constant text needs no place.
    return this.text({ ...receiver, expr: call }, { kind: 'template', parts, span: call.span }, depth);
  }

  /** `options.get('model', 'x')` on a dictionary that is known. */
  private keyed(
    at: Located,
    receiver: Located,
    key: string,
    fallback: Expr | undefined,
    depth: number,
  ): Resolved | null {
    const object = this.entities.entity(receiver);
    if (object.kind !== 'expr' || object.at.expr.kind !== 'object') return null;
    const member: Expr = { kind: 'member', object: receiver.expr, property: key, span: at.expr.span };
    const found = this.of(this.entities.entity({ ...at, expr: member }), depth + 1);
    // Only of an object that is known to its last key may the default be said to be taken.
    if (found.kind !== 'unresolved' || !object.at.expr.complete) return found;
    if (fallback === undefined) return { kind: 'known', value: null, at };
    return this.of(this.entities.entity({ ...at, expr: fallback }), depth + 1);
  }
}

/** Joins neighbouring texts, so that a text without holes is one piece. */
function push(parts: (string | Resolved)[], piece: string | Resolved): void {
  const text =
    typeof piece === 'string'
      ? piece
      : piece.kind === 'known' && piece.value !== null
        ? String(piece.value)
        : null;
  const last = parts.at(-1);
  if (text === null) parts.push(piece);
  else if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

/** `os.environ["X"]`, `process.env.X`; null for every other symbol. */
function environmentMember(symbol: PackageSymbol, at: Located): Resolved | null {
  for (const prefix of ENVIRONMENTS) {
    const name = symbol.qualified.startsWith(prefix) ? symbol.qualified.slice(prefix.length) : '';
    // `os.environ.get` is a method, and no variable.
    if (/^\w+$/.test(name) && name !== 'get') return { kind: 'env', name, default: null, at };
  }
  return null;
}
