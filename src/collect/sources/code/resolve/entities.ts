import type { Assignment, CallExpr, ClassIr, Expr, FunctionIr, Guard, ModuleIr } from '../ir.ts';
import type { ModuleIndex } from '../module-index.ts';
import type { TextFiles } from '../text-files.ts';
import { lookUp, seenFrom, type Binding } from './bindings.ts';
import { boundEntity } from './bound.ts';
import { callEntity, instanceSymbol } from './calls.ts';
import { resolveList } from './collections/collections.ts';
import { elementEntity } from './collections/elements.ts';
import { resolveObject } from './collections/objects.ts';
import { handedOver, isRuledOut, NO_SUCH_KEY } from './decided-branches.ts';
import { either, isWorthKeeping, none, standsForItself, type Entity, type EntityFollower } from './entity.ts';
import { exportedEntity } from './exports.ts';
import { copyOf, nothingFound, NOTHING_ASSUMED, putIn } from './findings.ts';
import { unboundEntity } from './imported.ts';
import { memberEntity } from './members/members.ts';
import { isSettledValue } from './settled-values.ts';
import { classOfSelf, handedUp, lineageOf, superEntity } from './receivers.ts';
import type {
  Assumption,
  Located,
  LocatedClass,
  Receiver,
  ResolvedList,
  ResolvedObject,
} from './resolver.ts';

/** Names, imports and factories that are followed one after the other. */
const MAX_HOPS = 24;
/** Steps for one question: alternatives of alternatives would otherwise multiply. */
const MAX_STEPS = 1_000;
const MAX_OPTIONS = 16;

/**
 * Follows expressions to what they stand for. One instance serves all modules of a target. It does not run for ever on programs
 * that were written to make it: an expression that is being followed is not followed again, every hop and step is counted, and
 * what was found is kept. An answer that a bound cut short holds for its own question alone: another may have steps left.
 */
export class Entities implements EntityFollower {
  readonly modules: ReadonlyMap<string, ModuleIr>;
  readonly index: ModuleIndex;
  readonly texts: TextFiles;
  private readonly declared = new Map<FunctionIr | ClassIr, Entity>();
  private readonly inProgress = new Set<Expr>();
  /** What was found with nothing put in. */
  private readonly plain = nothingFound(NOTHING_ASSUMED);
  /** What was found with what is put in at present. */
  private found = this.plain;
  /** Modules that were asked for a name in the present question. */
  private readonly asked = new Set<string>();
  private hops = 0;
  private steps = 0;
  /** An answer was cut short by a cycle or a bound: it holds for this question alone. */
  private cut = false;

  constructor(modules: ReadonlyMap<string, ModuleIr>, index: ModuleIndex, texts: TextFiles) {
    this.modules = modules;
    this.index = index;
    this.texts = texts;
  }

  entity(at: Located): Entity {
    if (standsForItself(at.expr)) return { kind: 'expr', at, symbol: null };
    const { last } = this.found;
    if (at.expr === last?.expr) return last.entity;
    const known = at.expr.kind === 'name' ? this.knownName(at, at.expr.name) : this.found.memo.get(at.expr);
    if (known !== undefined) return known;
    // Each question of a caller starts with a full budget; what it leads to shares it.
    const outermost = this.inProgress.size === 0 && this.hops === 0;
    if (outermost) {
      this.steps = 0;
      this.cut = false;
    }
    if (this.inProgress.has(at.expr)) return this.stop('it is defined by itself', at);
    if (++this.steps > MAX_STEPS) return this.stop('more alternatives than are followed', at);
    this.inProgress.add(at.expr);
    try {
      const found = this.follow(at);
      // An answer that a cycle cut short is wrong for the next question, unless it was the question.
      if (isWorthKeeping(at.expr) && (!this.cut || outermost)) this.found.memo.set(at.expr, found);
      if (outermost) this.found.last = { expr: at.expr, entity: found };
      return found;
    } finally {
      this.inProgress.delete(at.expr);
    }
  }

  /** Most names were met before, under the same binding: nothing is followed then. */
  private knownName({ module, scope, expr }: Located, name: string): Entity | undefined {
    if (name === 'self' || name === 'super') return undefined;
    const binding = lookUp(module, scope, name);
    return binding === null ? undefined : this.found.byBinding.get(seenFrom(binding, scope, expr.span));
  }

  /** Everything is asked anew, since any answer may hang on what is put in, and forgotten after it. */
  assuming<T>(assumptions: readonly Assumption[], ask: () => T): T {
    const outer = this.found;
    const assumed = copyOf(outer.assumed);
    try {
      for (const one of assumptions) {
        this.found = nothingFound(assumed);
        putIn(assumed, one, this.entity(one.is), one.isOpen !== true && isSettledValue(this, one.is));
      }
      this.found = nothingFound(assumed);
      return ask();
    } finally {
      this.found = outer;
    }
  }

  /** Asks as an object of a class reads what it inherits; of null, as if nothing were put in. */
  asReceiver<T>(own: LocatedClass | null, ask: () => T): T {
    const outer = this.found;
    try {
      this.found = this.plain;
      if (own === null) return ask();
      const receiver: Receiver = { own, lineage: lineageOf(this, own) };
      this.found = nothingFound({ ...NOTHING_ASSUMED, receiver });
      return this.assuming(handedUp(receiver), ask);
    } finally {
      this.found = outer;
    }
  }

  get receiver(): Receiver | null {
    return this.found.assumed.receiver;
  }

  get isAssuming(): boolean {
    const { receiver, elements, parameters } = this.found.assumed;
    return receiver !== null || elements.size > 0 || parameters.size > 0;
  }

  private stop(why: string, at: Located): Entity {
    this.cut = true;
    return none(why, at);
  }

  private follow(at: Located): Entity {
    const { expr } = at;
    switch (expr.kind) {
      case 'name':
        return this.hop(at, () => this.nameEntity(at, expr.name));
      case 'member':
        return memberEntity(this, at, this.entity({ ...at, expr: expr.object }), expr.object, expr.property);
      case 'index':
        return elementEntity(this, at, expr.object, expr.index);
      case 'call':
        return callEntity(this, at, expr);
      case 'either':
        return this.alternatives(at, expr);
      case 'unknown':
        return none('an expression that is not followed', at);
      default:
        return { kind: 'expr', at, symbol: null };
    }
  }

  /** Those that are not ruled out by what is put in; of `a ?? b` only b where it says that there is no a. */
  private alternatives(at: Located, { options, asks }: Expr & { kind: 'either' }): Entity {
    const all = options.slice(0, MAX_OPTIONS).map((option) => ({ ...at, expr: option }));
    if (this.found.assumed.parameters.size === 0) return this.options(at, all);
    const left = all.filter((_option, place) => !this.isRuledOut(at, asks?.[place]));
    const found = left.map((option) => this.entity(option));
    const there =
      asks === undefined ? found.filter((one) => one.kind !== 'none' || one.why !== NO_SUCH_KEY) : found;
    return left.length === 0 ? this.options(at, all) : either(there.length === 0 ? found : there, at);
  }

  handedOver(at: Located): readonly Assumption[] | null {
    return handedOver(this, at);
  }

  isOpen(binding: Binding): boolean {
    return this.found.assumed.open.has(binding);
  }

  isRuledOut(at: Located, asks: readonly Guard[] | null | undefined): boolean {
    return this.found.assumed.parameters.size > 0 && asks != null && isRuledOut(this, at, asks);
  }

  /** What several expressions may stand for. */
  options(at: Located, options: readonly Located[]): Entity {
    return either(
      options.slice(0, MAX_OPTIONS).map((option) => this.entity(option)),
      at,
    );
  }

  /** One name, import or factory further. Beyond the bounds there is no answer, and the reason says so. */
  hop(at: Located, step: () => Entity): Entity {
    if (this.hops >= MAX_HOPS) return this.stop('more steps than are followed', at);
    if (++this.steps > MAX_STEPS) return this.stop('more alternatives than are followed', at);
    this.hops++;
    const found = step();
    this.hops--;
    return found;
  }

  /** What a module shows under a name; null where it shows nothing, or where a circle of barrels comes back to it. */
  exported(module: ModuleIr, name: string): Entity | null {
    const outermost = this.asked.size === 0;
    const key = `${module.path}\n${name}`;
    const known = this.found.exports.get(key);
    if (known !== undefined) return known;
    // Barrels that pass each other on: a module that was asked already has nothing new to say.
    if (this.asked.has(key)) {
      this.cut = true;
      return null;
    }
    this.asked.add(key);
    const found = exportedEntity(this, module, name);
    if (!this.cut) this.found.exports.set(key, found);
    if (outermost) this.asked.clear();
    return found;
  }

  /** A name where it stands: the receiver's class, what its scopes bind, or the language's own. */
  private nameEntity(at: Located, name: string): Entity {
    if (name === 'self') {
      const cls = classOfSelf(at, this.receiver);
      if (cls !== null) return this.classEntity(cls.module, cls.cls);
    }
    if (name === 'super' && at.module.language === 'typescript') return superEntity(this, at);
    const all = lookUp(at.module, at.scope, name);
    if (all === null) return unboundEntity(this, at, name);
    const binding = seenFrom(all, at.scope, at.expr.span);
    const known = this.found.byBinding.get(binding);
    if (known !== undefined) return known;
    const found = boundEntity(this, at, name, binding);
    if (!this.cut) this.found.byBinding.set(binding, found);
    return found;
  }

  /** The values that were assigned to a name or member, under its symbol. */
  assigned(at: Located, sets: readonly Assignment[], symbol: string): Entity {
    if (!this.isAssuming) return this.everAssigned(at, sets, symbol);
    const left = sets.filter(
      (set) => !this.isRuledOut({ ...at, scope: set.scope, expr: set.value }, set.asks),
    );
    return this.values(at, left.length === 0 ? sets : left, symbol);
  }

  /** Every mention of a member asks for the same sets. */
  private everAssigned(at: Located, sets: readonly Assignment[], symbol: string): Entity {
    const known = this.found.bySets.get(sets);
    if (known !== undefined) return known.kind === 'either' ? { ...known, at } : known;
    const found = this.values(at, sets, symbol);
    if (!this.cut) this.found.bySets.set(sets, found);
    return found;
  }

  private values(at: Located, sets: readonly Assignment[], symbol: string): Entity {
    const options = sets.slice(-MAX_OPTIONS).map((set): Entity => {
      const found = this.entity({ module: at.module, scope: set.scope, expr: set.value });
      return found.kind === 'expr' && found.symbol === null ? { ...found, symbol } : found;
    });
    return either(options, at);
  }

  /** The module `parent.name`, where the target holds it. */
  submodule(from: ModuleIr, parent: string, name: string): ModuleIr | null {
    const specifier = parent.endsWith('.') ? parent + name : `${parent}.${name}`;
    const path = this.index.resolve(from.path, 'python', specifier);
    return path === null ? null : (this.modules.get(path) ?? null);
  }

  functionEntity(module: ModuleIr, fn: FunctionIr): Entity {
    return this.declaredEntity(module, fn, () => ({ kind: 'function', fn, span: fn.span }));
  }

  classEntity(module: ModuleIr, cls: ClassIr): Entity {
    return this.declaredEntity(module, cls, () => ({ kind: 'class', cls, span: cls.span }));
  }

  /** One expression for one declaration: what is kept by expression is then found again. */
  private declaredEntity(module: ModuleIr, of: FunctionIr | ClassIr, make: () => Expr): Entity {
    const known = this.declared.get(of);
    if (known !== undefined) return known;
    const scope = module.scopes[of.scope]?.parent ?? 0;
    const made: Entity = { kind: 'expr', at: { module, scope, expr: make() }, symbol: of.symbol };
    this.declared.set(of, made);
    return made;
  }

  instanceSymbol(at: Located, call: CallExpr): Entity | null {
    const known = this.found.instances.get(call);
    if (known !== undefined) return known;
    const found = instanceSymbol(this, at, call);
    if (!this.cut) this.found.instances.set(call, found);
    return found;
  }

  list(at: Located): ResolvedList | null {
    return resolveList(this, at);
  }

  object(at: Located): ResolvedObject | null {
    return resolveObject(this, at);
  }
}
