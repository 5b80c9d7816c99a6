import { dottedName } from '../dotted-name.ts';
import type {
  Assignment,
  CallExpr,
  CallSite,
  ClassIr,
  Export,
  Expr,
  FunctionIr,
  Guard,
  Parameter,
  Scope,
  Span,
} from '../ir.ts';
import { exactArray } from './exact-array.ts';
import type { ClosingScope, CopiedObject, OpenScope } from './open-scope.ts';
import { holdsRecords, isRecord, speaksOfModels } from './record-signs.ts';

/** Names of one function that are asked whether they are other names of what it takes. */
const MAX_NAMES_ASKED = 100;

/** What may be something that is called, once it is followed. */
const ALIASED: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>(['name', 'member', 'call', 'either']);

function lastName(callee: Expr): string | null {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? callee.property : null;
}

/**
 * The scopes, calls and exports of a module while it is being lowered. `current` is the innermost open scope; indices
 * are those of ModuleIr.scopes.
 */
export class ScopeStack {
  readonly exports: Export[] = [];
  /** Inside an `export` statement: what is declared is exported. */
  exporting = false;
  /** Conditions around the statement that is being lowered, inside its own function. */
  guards: readonly Guard[] = [];
  /** The innermost branch around the statement that is being lowered, inside its own function. */
  branch: Span | null = null;
  /** The body of the innermost loop over a collection, inside its own function. */
  loop: Span | null = null;
  /** TypeScript: conditions on names around the statement that is being lowered, inside its own function. */
  asks: readonly Guard[] = [];
  /** The loop over an object's keys and values that is being lowered. */
  copied: CopiedObject | null = null;
  /** By index, as the module has them. */
  protected readonly closed: Scope[] = [];
  private readonly scopes: OpenScope[] = [];
  // Null while the call's arguments are being lowered.
  protected readonly callSites: (CallSite | null)[] = [];
  // Listed while they pass: to go through all of a large program's expressions again is dear.
  protected readonly declared: string[] = [];
  protected readonly aliases: string[] = [];
  protected readonly memberSets: Assignment[] = [];
  protected readonly takers = new Set<number>();
  /** A class, or a function under a decorator. */
  protected holdsDeclarations = false;
  protected current = 0;
  /** Python: every name of the module is visible from outside. */
  private readonly allExported: boolean;
  /** Python: `guards` says of every statement under what conditions it stands. */
  private readonly readsGuards: boolean;

  constructor(isPython: boolean) {
    this.allExported = isPython;
    this.readsGuards = isPython;
    this.openScope('module', null, [], null, null);
  }

  get scopeIndex(): number {
    return this.current;
  }

  get scope(): OpenScope {
    return this.scopeAt(this.current);
  }

  private scopeAt(index: number): OpenScope {
    const scope = this.scopes[index];
    if (scope === undefined) throw new Error('a scope that was never opened');
    return scope;
  }

  /** A loop over a collection: its variable and its body. */
  inLoop(body: Span, inner: () => void): void {
    const outer = this.loop;
    this.loop = body;
    inner();
    this.loop = outer;
  }

  /** The place of the next call. */
  get callCount(): number {
    return this.callSites.length;
  }

  /** Keeps the place of a call, so that the outer one stands before those in its arguments. */
  reserveCall(): number {
    return this.callSites.push(null) - 1;
  }

  // With the symbol around it: a function without a name lends the one further out.
  recordCall(place: number, call: CallExpr): CallExpr {
    const scope = this.scope;
    const enclosing = scope.symbol ?? scope.enclosing;
    const name = lastName(call.callee);
    this.callSites[place] = { call, name, holdsRecords: holdsRecords(call), scope: this.current, enclosing };
    return call;
  }

  /** Opens a scope inside the current one and makes it the current one. */
  protected openScope(
    kind: Scope['kind'],
    name: string | null,
    params: readonly Parameter[],
    attributes: Assignment[] | null,
    receiver: string | null,
  ): number {
    const outer = this.scopes.length === 0 ? null : this.scope;
    // A function without a name lends its own prefix to what is declared in it.
    const prefix = outer === null ? null : (outer.symbol ?? outer.enclosing);
    const symbol = name === null ? null : prefix === null ? name : `${prefix}.${name}`;
    const index = this.scopes.length;
    this.scopes.push({
      kind,
      symbol,
      parent: outer === null ? null : this.current,
      params,
      assignments: [],
      functions: [],
      classes: [],
      returns: [],
      returnGuards: [],
      declared: null,
      annotated: null,
      branches: null,
      around: null,
      checks: null,
      decides: false,
      holdsRecords: params.some(({ name }) => speaksOfModels(name)),
      outerNames: null,
      attributes,
      enclosing: prefix,
      receiver,
    });
    this.current = index;
    return index;
  }

  /** The scope as it stays: what is declared inside it has been seen. */
  protected closeScope(index: number): Scope {
    const open = this.scopeAt(index);
    const { kind, symbol, parent, params, assignments, functions, classes, checks, decides } = open;
    const { holdsRecords } = open;
    // Written out: one is made for each function of the program, and spreading parts together costs more than making it.
    const scope: ClosingScope = {
      kind,
      symbol,
      parent,
      params,
      assignments: exactArray(assignments),
      functions: exactArray(functions),
      classes: exactArray(classes),
    };
    if (checks !== null) scope.checks = checks;
    if (decides) scope.decides = true;
    if (holdsRecords) scope.holdsRecords = true;
    return (this.closed[index] = scope);
  }

  /** In the scope that is open, which is the one around the function by then. */
  declareFunction(fn: FunctionIr): void {
    this.scope.functions.push(fn);
    if (fn.decorators.length > 0) this.holdsDeclarations = true;
    if (fn.name === null) return;
    this.declared.push(fn.name);
    this.exported(fn.name);
  }

  declareClass(cls: ClassIr): void {
    this.scope.classes.push(cls);
    this.holdsDeclarations = true;
    this.declared.push(cls.name);
    this.exported(cls.name);
  }

  /** Records the export of a name declared at module level inside an export statement. */
  exported(name: string): void {
    (this.scope.declared ??= new Set()).add(name);
    if (this.exporting && this.current === 0) this.exports.push({ name, local: name, from: null });
  }

  returned(value: Expr): void {
    const { returns, returnGuards } = this.scope;
    // Most functions have no guard: theirs stay empty.
    if (this.guards.length > 0) returnGuards[returns.length] = this.guards;
    returns.push(value);
    if (isRecord(value) && this.scope.parent !== null) this.scopeAt(this.scope.parent).holdsRecords = true;
  }

  /** A new name in the current scope. */
  declare(target: string, value: Expr, span: Span): void {
    this.exported(target);
    this.keepIn(this.scope, this.assignment(target, 'set', value, span));
  }

  /**
   * Sets a name or a member that exists already: it goes to the scope that declares the root of the name, or to the module.
   * `self.x` goes to the class.
   */
  assign(target: string, op: Assignment['op'], value: Expr, span: Span): void {
    const made = this.assignment(target, op, value, span);
    if (target.startsWith('self.')) {
      const { attributes } = this.scope;
      if (attributes === null) this.keepIn(this.scope, made);
      else attributes.push(made);
      return;
    }
    const dot = target.indexOf('.');
    const root = dot < 0 ? target : target.slice(0, dot);
    let index: number | null = this.current;
    // A name that nobody declared is the module's: an implicit global, or a mistake of the program.
    while (index !== null && !this.declares(index, root)) index = this.scopeAt(index).parent;
    this.keepIn(this.scopeAt(index ?? 0), made);
    if (index !== null && index > 0 && (dot >= 0 || op === 'append') && this.isTaken(index, root))
      this.takers.add(index);
  }

  /** Whether a name is a parameter, or another name of one or of a part of one. */
  private isTaken(index: number, name: string): boolean {
    const { params, assignments } = this.scopeAt(index);
    if (params.length === 0) return false;
    const isOwn = (root: string | undefined): boolean => params.some((param) => param.name === root);
    if (isOwn(name)) return true;
    // The first names of a function: to go through all of a long one for each of its changes would take for ever.
    return assignments.slice(0, MAX_NAMES_ASKED).some(({ target, value }) => {
      return target === name && isOwn(dottedName(value)?.split('.')[0]);
    });
  }

  private keepIn(scope: OpenScope, made: Assignment): void {
    scope.assignments.push(made);
    if (isRecord(made.value) || speaksOfModels(made.target)) scope.holdsRecords = true;
  }

  /** Whether a scope has the name, by declaration or parameter; in Python every assignment declares. */
  private declares(index: number, name: string): boolean {
    const { declared, params } = this.scopeAt(index);
    return declared?.has(name) === true || params.some((param) => param.name === name);
  }

  /** Conditions on names around what is being lowered; null where there are none. */
  private asked(): readonly Guard[] | null {
    const around = this.readsGuards ? this.guards : this.asks;
    if (around.length === 0) return null;
    const named = around.filter(({ name }) => name !== null);
    if (named.length === 0) return null;
    this.scope.decides = true;
    return named;
  }

  /** Alternatives of which some hang on names. */
  eitherOf(options: readonly Expr[], asks: readonly (readonly Guard[])[], span: Span): Expr {
    if (asks.every((each) => each.length === 0)) return { kind: 'either', options, span };
    this.scope.decides = true;
    return { kind: 'either', options, asks, span };
  }

  /** What is lowered inside is come to only where these hold. */
  asking<T>(asks: readonly Guard[], inner: () => T): T {
    const outer = this.asks;
    this.asks = asks.length === 0 ? outer : [...outer, ...asks];
    const lowered = inner();
    this.asks = outer;
    return lowered;
  }

  /** Scope is where the value is to be looked up, which for `global x` is another than the one that it binds in. */
  private assignment(target: string, op: Assignment['op'], value: Expr, span: Span): Assignment {
    const exported = this.current === 0 && (this.exporting || this.allExported);
    const always = this.readsGuards && this.guards.length === 0;
    const { branch, loop, current: scope } = this;
    const asks = this.asked();
    const made: Assignment = { target, op, value, scope, exported, branch, loop, asks, always, span };
    // `self.x` is a field of its own object; `self.x.y` is a member of what that field holds.
    if (target.includes('.', target.startsWith('self.') ? 5 : 0)) this.memberSets.push(made);
    if (ALIASED.has(value.kind)) this.aliases.push(target);
    else if (value.kind === 'function' && value.fn.name !== null) this.declared.push(value.fn.name);
    return made;
  }
}
