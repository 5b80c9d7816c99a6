import type { CallExpr, ClassIr, Expr, FunctionIr, ModuleIr, Span } from '../ir.ts';

/** An expression and where its names are to be looked up. */
export interface Located {
  readonly module: ModuleIr;
  /** Index into `module.scopes`. */
  readonly scope: number;
  readonly expr: Expr;
}

/** A symbol of a package outside the target, or what was made from one. */
export interface PackageSymbol {
  /** The module as imported: `ai`, `@openai/agents`, `langgraph.prebuilt`. */
  readonly package: string;
  /** Dotted path inside it; `()` marks a call on the way: `FastMCP().tool`, `OpenAI().chat.completions.create`, `default`. */
  readonly symbol: string;
  /** Independent of the way of import: Python `langgraph.prebuilt.create_react_agent`, TypeScript `@openai/agents#Agent`. */
  readonly qualified: string;
  /** With `()` in the symbol: the call that made the instance on which the rest is looked up. */
  readonly origin: Located | null;
}

/** What is known of a value without running anything; `at` is where it was found. */
export type Resolved =
  | {
      readonly kind: 'known';
      readonly value: string | number | boolean | null;
      readonly at: Located;
    }
  | {
      readonly kind: 'env';
      readonly name: string;
      /** null: the code gives none. */
      readonly default: string | null;
      readonly at: Located;
    }
  /** A text of which at least one piece is not a known value; known pieces are strings. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Resolved)[]; readonly at: Located }
  /** A call, list, object, function or class; `symbol`: the name under which it was found, null where it stood in place. */
  | { readonly kind: 'definition'; readonly symbol: string | null; readonly at: Located }
  | { readonly kind: 'package'; readonly symbol: PackageSymbol; readonly at: Located }
  /** A parameter: what callers pass is not followed. */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      /** Members of what is passed: `options.tools` is the path `tools` of the parameter `options`. */
      readonly path: readonly string[];
      readonly default: Resolved | null;
      readonly at: Located;
    }
  | { readonly kind: 'either'; readonly options: readonly Resolved[]; readonly at: Located }
  | { readonly kind: 'unresolved'; readonly why: string; readonly at: Located };

export interface ResolvedList {
  /** In order of appearance; spreads, sums and appended items expanded. */
  readonly items: readonly Located[];
  /** What is spread or appended and is no list that is known. */
  readonly open: readonly Located[];
  /** Everything that the list can hold is in `items`. */
  readonly complete: boolean;
  /** Of `items`, those that are in it only in some cases, each with what decides. */
  readonly maybe: ReadonlyMap<Located, Condition>;
  /** The lists behind names that it is made of, where they are made: whatever is done to them is done to it. */
  readonly sources: readonly Located[];
}

/** What decides whether something is there: a branch, an alternative, a filter. Nothing is said of when it holds. */
export interface Condition {
  readonly module: ModuleIr;
  readonly span: Span;
  /** Statements that may be left out as a whole: of what stands in the same branch it decides nothing. */
  readonly isBranch: boolean;
}

/** Values by key, each where it stands; complete where there are no other keys. */
export interface ResolvedObject {
  readonly entries: ReadonlyMap<string, Located>;
  readonly complete: boolean;
  /** Values under keys that are computed. */
  readonly others: readonly Located[];
  /** Every value is in `entries`, `others` or `alternatives`, whatever its key. */
  readonly allValues: boolean;
  /** Keys of `entries` whose value may be another that is not known: what was spread or merged in later was not read. */
  readonly replaceable: ReadonlySet<string>;
  /** Keys of `entries` that are in it only in some cases. */
  readonly mayLack: ReadonlySet<string>;
  /** Values under a key that may hold another, which stands in `entries`. */
  readonly alternatives: readonly { readonly key: string; readonly value: Located }[];
  /** Values that are in it only in some cases, each with what decides. */
  readonly maybe: ReadonlyMap<Located, Condition>;
  /** As those of a list. */
  readonly sources: readonly Located[];
}

/** A class of the target, where it stands. */
export interface LocatedClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
}

/** The class of which an object is meant, and those of the target above it, the nearest first. */
export interface Receiver {
  readonly own: LocatedClass;
  readonly lineage: readonly LocatedClass[];
}

/** One thing that is put in for what an expression stands for: for an element of a loop, or for a parameter by its name. */
export interface Assumption {
  readonly at: Located;
  readonly is: Located;
  /** By then it may be something else: it decides nothing. Left out where it cannot be. */
  readonly isOpen?: true;
}

/** Calls by the last name of what is called, of functions that the program declares. */
export type CallsNamed = (name: string) => readonly (Located & { readonly expr: CallExpr })[];

export interface Resolver {
  /** What an expression (a callee, a decorator, a base class) names outside the target; null where it names nothing there. */
  symbol(at: Located): PackageSymbol | null;
  /** Follows names, members, environment reads and factory functions; bounded and safe on cycles. */
  value(at: Located): Resolved;
  /** null where it is not a list or tuple. */
  list(at: Located): ResolvedList | null;
  /** What was added to a value by `+=` or `append` after it was assigned; empty where nothing was. */
  appended(at: Located): readonly Located[];
  /** null where it is not an object or dictionary. */
  object(at: Located): ResolvedObject | null;
  /** The function that a name, member or function expression stands for, inside the target. */
  fn(at: Located): { readonly module: ModuleIr; readonly fn: FunctionIr } | null;
  /** The class that a name, member or instance call stands for, inside the target. */
  cls(at: Located): { readonly module: ModuleIr; readonly cls: ClassIr } | null;
  /** What is put into a list or an object after it was made, as far as `list` and `object` take it in. */
  puts(at: Located): readonly Located[];
  /**
   * What a call hands to a function of the program in which something hangs on that, defaults included: to be put in where it is
   * asked what the call gives. Null for everything else.
   */
  handedOver(at: Located): readonly Assumption[] | null;
  /** Asks with things put in, each seen by those after it; nothing of what is found is kept. */
  assuming<T>(assumptions: readonly Assumption[], ask: () => T): T;
  /**
   * To be called before anything is asked: with what functions do to the records and lists that they are handed. Calls are asked
   * for by the last name of what is called.
   */
  followHandedValues(callsNamed: CallsNamed): void;
  /**
   * Asks as an object of a class reads what it inherits: `self` is of that class, also in the methods of those above it, and their
   * constructors are handed what its own hands them. With null nothing is put in. Nothing of what is found is kept.
   */
  asReceiver<T>(cls: LocatedClass | null, ask: () => T): T;
  /** The class whose object is meant at present, with those above it; null where any may be. */
  receiver(): Receiver | null;
  /** The class itself, then those of the target above it. */
  lineage(cls: LocatedClass): readonly LocatedClass[];
  /** The module that asked first after values of values had taken all the time that they may; null where there was time. */
  busyIn(): string | null;
  /** Something is put in: what is found now holds for now alone, and must be kept by nobody. */
  isAssuming(): boolean;
}
