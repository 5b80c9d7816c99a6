import type {
  Assignment,
  ClassIr,
  Expr,
  FunctionIr,
  Import,
  ModuleIr,
  Parameter,
  Scope,
  Span,
} from '../ir.ts';

/** Everything that one scope binds to one name. */
export interface Binding {
  /** Scope in which the name was found. */
  readonly scope: number;
  readonly sets: readonly Assignment[];
  readonly appends: readonly Assignment[];
  /** Members set from outside: `config.model = …` under `model`; `*` where the key was computed. */
  readonly members: ReadonlyMap<string, readonly Assignment[]>;
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly imports: readonly Import[];
  readonly param: Parameter | null;
  /** Some of its sets stand in a loop and others do not, or in another: `inLoop` tells them apart. */
  readonly isLooped: boolean;
  /** Set again where whoever runs the scope comes past: what was set before is gone there. */
  readonly isRenewed: boolean;
}

type ScopeBindings = ReadonlyMap<string, Binding>;

/** A large tree binds a hundred thousand names, each of them in one way: lists are made when something is put in. */
interface OpenBinding {
  readonly scope: number;
  sets: Assignment[];
  appends: Assignment[];
  members: Map<string, Assignment[]>;
  functions: FunctionIr[];
  classes: ClassIr[];
  imports: Import[];
  param: Parameter | null;
  isLooped: boolean;
  isRenewed: boolean;
}

/** Shared by all that hold nothing; only `put` and `addAssignment` add, and they leave these alone. */
const NONE: never[] = [];
const NO_MEMBERS: OpenBinding['members'] = new Map();

/** Written out: one is made for each name of the program. */
function unbound(scope: number): OpenBinding {
  return {
    scope,
    sets: NONE,
    appends: NONE,
    members: NO_MEMBERS,
    functions: NONE,
    classes: NONE,
    imports: NONE,
    param: null,
    isLooped: false,
    isRenewed: false,
  };
}

function put<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one];
  list.push(one);
  return list;
}

/** Scopes are indexed when they are first asked about: most never are. */
interface ModuleBindings {
  readonly scopes: (ScopeBindings | undefined)[];
  readonly classByScope: ReadonlyMap<number, ClassIr>;
  readonly importsByScope: ReadonlyMap<number, readonly Import[]>;
}

// By module, so that it goes when the module goes.
const cache = new WeakMap<ModuleIr, ModuleBindings>();

/** The module that was asked for last: most questions are about the same one as the question before. */
let last: { readonly module: ModuleIr; readonly bindings: ModuleBindings } | null = null;

/** What is asked of every scope of a module, read once. */
function bindingsOf(module: ModuleIr): ModuleBindings {
  if (last?.module === module) return last.bindings;
  const bindings = cache.get(module) ?? readBindings(module);
  last = { module, bindings };
  return bindings;
}

function readBindings(module: ModuleIr): ModuleBindings {
  const classes = module.declaring.flatMap((scope) => scope.classes);
  const importsByScope = new Map<number, Import[]>();
  for (const entry of module.imports) {
    const list = importsByScope.get(entry.scope);
    if (list === undefined) importsByScope.set(entry.scope, [entry]);
    else list.push(entry);
  }
  const made: ModuleBindings = {
    scopes: [],
    classByScope: new Map(classes.map((cls) => [cls.scope, cls])),
    importsByScope,
  };
  cache.set(module, made);
  return made;
}

/** The names of one scope, indexed at the first question. */
function scopeBindings(module: ModuleIr, index: number): ScopeBindings {
  const bindings = bindingsOf(module);
  const known = bindings.scopes[index];
  if (known !== undefined) return known;
  const scope = module.scopes[index];
  const made =
    scope === undefined
      ? new Map<string, Binding>()
      : collect(scope, index, bindings.importsByScope.get(index) ?? []);
  bindings.scopes[index] = made;
  return made;
}

/** Of one scope alone: names of scopes inside it are theirs. */
function collect(scope: Scope, index: number, imports: readonly Import[]): ScopeBindings {
  const names = new Map<string, OpenBinding>();
  const at = (name: string): OpenBinding => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const made = unbound(index);
    names.set(name, made);
    return made;
  };
  // Everything is kept: which binding wins is decided by who asks.
  for (const param of scope.params) at(param.name).param = param;
  for (const entry of imports) {
    if (entry.local === '') continue;
    const binding = at(entry.local);
    binding.imports = put(binding.imports, entry);
  }
  for (const fn of scope.functions) {
    if (fn.name === null) continue;
    const binding = at(fn.name);
    binding.functions = put(binding.functions, fn);
  }
  for (const cls of scope.classes) {
    const binding = at(cls.name);
    binding.classes = put(binding.classes, cls);
  }
  for (const assignment of scope.assignments) addAssignment(assignment, at);
  return names;
}

/** Under the name itself, or under the member of it that is set. */
function addAssignment(assignment: Assignment, at: (name: string) => OpenBinding): void {
  const { target, op } = assignment;
  // `exports.x` is a name of its own here, made by the lowering.
  const dot = target.startsWith('exports.') ? -1 : target.indexOf('.');
  if (dot < 0) {
    const binding = at(target);
    if (op === 'set') {
      binding.sets = put(binding.sets, assignment);
      if (binding.sets.length > 1) {
        binding.isLooped ||= binding.sets.some(({ loop }) => loop !== null);
        binding.isRenewed ||= assignment.always;
      }
    } else binding.appends = put(binding.appends, assignment);
    return;
  }
  const binding = at(target.slice(0, dot));
  if (binding.members.size === 0) binding.members = new Map();
  const rest = target.slice(dot + 1);
  binding.members.set(rest, put(binding.members.get(rest) ?? NONE, assignment));
}

/** A binding that only says that members were set does not hide one further out. */
function binds(binding: Binding): boolean {
  const { sets, appends, functions, classes, imports, param } = binding;
  if (param !== null || sets.length > 0 || functions.length > 0 || imports.length > 0) return true;
  return classes.length > 0 || appends.length > 0;
}

/** The question before: whoever follows a name asks whether it is known first, and then for what it stands. */
let lastModule: ModuleIr | null = null;
let lastFrom = 0;
let lastName = '';
let lastFound: Binding | null = null;

/** The innermost binding of a name; null where the module binds it nowhere. */
export function lookUp(module: ModuleIr, from: number, name: string): Binding | null {
  if (lastModule === module && lastFrom === from && lastName === name) return lastFound;
  lastFound = innermost(module, from, name);
  lastModule = module;
  lastFrom = from;
  lastName = name;
  return lastFound;
}

function innermost(module: ModuleIr, from: number, name: string): Binding | null {
  // Where the question stands: only there are the names of a class body seen.
  let inner: number | null = from;
  for (let index: number | null = from; index !== null;) {
    const scope: Scope | undefined = module.scopes[index];
    if (scope === undefined) return null;
    // The names of a class body are seen from the body alone, not from its methods.
    if (scope.kind !== 'class' || index === inner) {
      const binding = scopeBindings(module, index).get(name);
      if (binding !== undefined && binds(binding)) return binding;
    }
    inner = null;
    index = scope.parent;
  }
  return null;
}

/** By their sets: what is kept of a binding is kept of the same one. */
const narrowed = new WeakMap<Binding, Map<string, Binding>>();

/**
 * The binding as a mention sees it: two loops may use one name, and what the loop sets before the mention is what the mention
 * means; in the scope itself what was set before it was surely set again is gone.
 *
 * @param from The scope of the mention.
 * @param at Lines of the mention.
 */
export function seenFrom(binding: Binding, from: number, at: Span): Binding {
  const seen = binding.isLooped ? seenInLoop(binding, at) : binding;
  return binding.isRenewed && from === binding.scope ? withoutOverwritten(seen, at) : seen;
}

/** Those that may still stand there: of a loop's later ones, which come before the mention in the next turn, none is sure. */
function withoutOverwritten(binding: Binding, at: Span): Binding {
  const { sets } = binding;
  // What another function sets, it may set at any time.
  const isOwn = ({ scope }: Assignment): boolean => scope === binding.scope;
  const killer = sets.findLastIndex((set) => set.always && isOwn(set) && set.span.endLine < at.startLine);
  if (killer < 0) return binding;
  const left = sets.filter(
    (set, place) => !isOwn(set) || (place >= killer && (set.span.endLine < at.startLine || !set.always)),
  );
  return left.length === sets.length ? binding : withSets(binding, `=${killer}+${left.length}`, left);
}

/** The same object for the same sets: what is kept is kept by the binding. */
function withSets(binding: Binding, key: string, sets: readonly Assignment[]): Binding {
  let known = narrowed.get(binding);
  if (known === undefined) narrowed.set(binding, (known = new Map<string, Binding>()));
  let made = known.get(key);
  if (made === undefined) known.set(key, (made = { ...binding, sets, isLooped: false }));
  return made;
}

function seenInLoop(binding: Binding, at: Span): Binding {
  const { sets } = binding;
  const last = sets.findLastIndex((set) => isSetBefore(set, at));
  if (last < 0) return binding;
  // What may be set between the two, in a branch or in a loop inside, is an alternative.
  const seen = sets.filter((one, place) => place >= last && one.span.startLine <= at.startLine);
  return withSets(binding, `${last}+${seen.length}`, seen);
}

/** In every turn of a loop around both, before what stands there is run. */
function isSetBefore({ loop, branch, span, value }: Assignment, at: Span): boolean {
  if (loop === null || !isInside(at, loop)) return false;
  const isVariable = span.startLine < loop.startLine || isElement(value);
  if (!isVariable && span.endLine >= at.startLine) return false;
  return branch === null || isInside(at, branch) || !isInside(branch, loop);
}

/** Some element of what is looped over, or a part of it. */
function isElement(value: Expr): boolean {
  let part = value;
  while (part.kind === 'member' || (part.kind === 'index' && part.index.kind !== 'unknown'))
    part = part.object;
  return part.kind === 'index';
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.startLine >= outer.startLine && inner.endLine <= outer.endLine;
}

/** Where the module binds `from a import *`. */
export function wildcardImports(module: ModuleIr): readonly Import[] {
  return scopeBindings(module, 0).get('*')?.imports ?? [];
}

/** The class whose body or method the scope is in. */
export function enclosingClass(module: ModuleIr, from: number): ClassIr | null {
  const { classByScope } = bindingsOf(module);
  for (let index: number | null = from; index !== null; index = module.scopes[index]?.parent ?? null) {
    const cls = classByScope.get(index);
    if (cls !== undefined) return cls;
  }
  return null;
}
