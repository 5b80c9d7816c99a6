/**
 * The language-neutral intermediate representation of one module. Plain trees without cycles (scopes are numbers), so that a
 * module can be cached by content or sent between threads. Lines are 1-based and inclusive.
 */
export type Language = 'python' | 'typescript';

/** Lines are enough for evidence, and cost less than columns would. */
export interface Span {
  readonly startLine: number;
  readonly endLine: number;
}

/** Python's keyword arguments; TypeScript has none, its options are objects. */
export interface NamedArgument {
  readonly name: string;
  readonly value: Expr;
}

/** Keys as written, quotes gone; computed ones make the object incomplete instead. */
export interface ObjectEntry {
  readonly key: string;
  readonly value: Expr;
  readonly span: Span;
}

/** `await x`, `(x)`, `x as T`, `x!`, `x satisfies T` are lowered to x itself. */
export type Expr =
  | StringExpr
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | TemplateExpr
  | NameExpr
  | MemberExpr
  | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr; readonly span: Span }
  | CallExpr
  | ListExpr
  | ObjectExpr
  | FunctionExpr
  | ClassExpr
  | EitherExpr
  | UnknownExpr;

interface UnknownExpr {
  readonly kind: 'unknown';
  readonly text: string;
  /** Python's `a / 'b' / f'{c}'`, which joins paths: what stands between the slashes. Left out for all else. */
  readonly joined?: readonly Expr[];
  readonly span: Span;
}

interface StringExpr {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}

/** f-string, template literal, `+`, `.format`, `%`: its pieces in order. A sum of two lists of unknown kind also comes as this. */
export interface TemplateExpr {
  readonly kind: 'template';
  readonly parts: readonly (string | Expr)[];
  readonly span: Span;
}

/** `this` and `self`/`cls` (where they are the first parameter of a method) are the name `self`. */
export interface NameExpr {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

/** a.b, a['b'], a?.b, and Python's a.get('b') stays a call. */
interface MemberExpr {
  readonly kind: 'member';
  readonly object: Expr;
  readonly property: string;
  readonly span: Span;
}

export interface CallExpr {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly named: readonly NamedArgument[];
  /** `*xs`, `**options`, `...xs`: what was spread. */
  readonly spreads: readonly Expr[];
  readonly isNew: boolean;
  /** Nothing was spread into it. */
  readonly complete: boolean;
  readonly span: Span;
}

/** Array, list, tuple, set. */
export interface ListExpr {
  readonly kind: 'list';
  readonly items: readonly Expr[];
  readonly spreads: readonly Expr[];
  /** The items are all there is: no spread, no comprehension, no cut at a bound. */
  readonly complete: boolean;
  /** A comprehension with a condition. */
  readonly filtered?: true;
  readonly span: Span;
}

export interface ObjectExpr {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
  readonly spreads: readonly Expr[];
  /** How many entries are written before each spread, which wins over them; left out where the spreads come first. */
  readonly spreadsAfter?: readonly number[];
  /** The entries are all there is: no spread, no computed key, no comprehension, no cut at a bound. */
  readonly complete: boolean;
  /** A comprehension with a condition. */
  readonly filtered?: true;
  readonly span: Span;
}

interface FunctionExpr {
  readonly kind: 'function';
  readonly fn: FunctionIr;
  readonly span: Span;
}

interface ClassExpr {
  readonly kind: 'class';
  readonly cls: ClassIr;
  readonly span: Span;
}

/** a ?? b, a || b, a or b, c ? a : b; `a && b` is either b or null. */
interface EitherExpr {
  readonly kind: 'either';
  readonly options: readonly Expr[];
  /** By the place of the option: conditions on names without which it is not taken. Left out where none was read. */
  readonly asks?: readonly (readonly Guard[])[];
  readonly span: Span;
}

/** In the order of the source, the outermost first. */
export interface Decorator {
  /** A name, a member or a call. */
  readonly expr: Expr;
  readonly span: Span;
}

export interface Parameter {
  readonly name: string;
  /** Source text of the annotation, at most 200 characters. */
  readonly type: string | null;
  readonly defaultValue: Expr | null;
  /** `*args`, `**options`, `...rest`: takes in what is left. */
  readonly isRest?: true;
}

/** A condition on one name: that it is true (values null) or one of the values, or that it is not. */
export interface Guard {
  /** null: something that is not decided by what one name holds. */
  readonly name: string | null;
  readonly values: readonly (string | number | boolean | null)[] | null;
  readonly negated: boolean;
}

/**
 * A branch of a function's statements, read only in modules that import an SDK of MCP, whose servers tell their tools apart by
 * name in one function.
 */
export interface Branch {
  /** What a `switch` or `match` compares; null for the branches of an `if`. */
  readonly subject: string | null;
  /** Text of an `if`'s condition, or of what stands after `case`; null for `else`, `default`, and what is run after a failure. */
  readonly asks: string | null;
  /** First line of the statement that it is a branch of; null where it is run after a failure. */
  readonly statement: number | null;
  readonly span: Span;
  /** Its last statement leaves the function. */
  readonly leaves: boolean;
  /** A `case` that runs on into the next. */
  readonly fallsThrough: boolean;
  /** The innermost loop, `with` or `switch` around it whose end may be come to although the branch leaves. */
  readonly around: Span | null;
}

export interface FunctionIr {
  readonly name: string | null;
  /** Dotted path inside the module: `Support.answer`, `makeAgent.inner`; an anonymous function has its binding's name or null. */
  readonly symbol: string | null;
  /** Its own scope, an index into `ModuleIr.scopes`. */
  readonly scope: number;
  readonly params: readonly Parameter[];
  readonly returnType: string | null;
  readonly doc: string | null;
  readonly decorators: readonly Decorator[];
  /** The calls of the body, nested functions included: from and before which place in `ModuleIr.callSites`. */
  readonly callSites: readonly [number, number];
  readonly assignments: readonly Assignment[];
  /** Own returns alone, in source order; an arrow function's expression counts. Yielded values count. */
  readonly returns: readonly Expr[];
  /** By the place of the return: all conditions under which it stands. Empty where none of the returns has any. */
  readonly returnGuards: readonly (readonly Guard[])[];
  /** In source order. */
  readonly branches: readonly Branch[];
  readonly isAsync: boolean;
  /** `get x()`, `@property`: who reads the member gets what it gives back. */
  readonly isGetter?: true;
  readonly span: Span;
}

export interface Assignment {
  /** A name, or dotted: `self.client`, `config.model`; `config.*` where the key was computed. */
  readonly target: string;
  /** append: `xs.append(v)`, `xs.push(v)`, `xs.extend(ys)`, `xs += ys`; the value is then a list. */
  readonly op: 'set' | 'append';
  readonly value: Expr;
  /** Where the names of the value are looked up; differs from the scope that holds the target for `self.x` and outer names. */
  readonly scope: number;
  readonly exported: boolean;
  /** Of its function's statements the innermost that may be left out when the function runs: a branch, a `try`. */
  readonly branch: Span | null;
  /** The body of the innermost loop over a collection that it stands in, inside its own function; of a loop's variable its own. */
  readonly loop: Span | null;
  /** Conditions on names without which its function does not come past it; null where none was read. */
  readonly asks: readonly Guard[] | null;
  /**
   * Whoever runs its scope through comes past it, so that what was set before is gone: no branch and no loop is around it. Python's
   * alone; false where nothing was read of that.
   */
  readonly always: boolean;
  readonly span: Span;
}

export interface Import {
  /** The bound name; `*` for Python's `from a import *`; the empty string where nothing is bound (`import 'x'`). */
  readonly local: string;
  /** Python: dotted, leading dots kept (`..tools`). TypeScript: the specifier as written. */
  readonly module: string;
  /** `*`: the module itself (`import * as x`, `import a`, `require('x')`); else the exported name, `default` included. */
  readonly imported: string;
  /** Where the name is bound: 0 for the module. */
  readonly scope: number;
  /** `with { type: 'text' }`: the file's text, whatever it holds. Left out for all else. */
  readonly isText?: true;
  readonly span: Span;
}

export interface ClassIr {
  readonly name: string;
  readonly symbol: string;
  readonly scope: number;
  readonly bases: readonly Expr[];
  readonly decorators: readonly Decorator[];
  readonly methods: readonly FunctionIr[];
  /** Class attributes and fields by plain name; what methods assign to `self.x` or `this.x` as `self.x`. */
  readonly assignments: readonly Assignment[];
  /** Python: fields that the body annotates and gives no value. */
  readonly annotated: readonly AnnotatedField[];
  readonly doc: string | null;
  readonly exported: boolean;
  readonly span: Span;
}

interface AnnotatedField {
  readonly name: string;
  readonly span: Span;
}

/** A condition under which a body leaves its function, as written; passed by every call from that place of `callSites` on. */
export interface HostCheck {
  readonly asks: string;
  readonly from: number;
}

/** One lexical scope. Names are looked up here, then in `parent`; a class scope is skipped on the way up from its methods. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function';
  /** Dotted path inside the module; null for the module and below anonymous functions without a binding. */
  readonly symbol: string | null;
  readonly parent: number | null;
  readonly params: readonly Parameter[];
  readonly assignments: readonly Assignment[];
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  /** Conditions on hosts that are asked of everything below them; left out where there is none. */
  readonly checks?: readonly HostCheck[];
  /** Something in it hangs on a condition on a name (`asks`); left out where nothing does. */
  readonly decides?: true;
  /**
   * It sets something to an object or a list, one of its functions gives one back, or a name in it speaks of models: what may hold
   * settings. Left out where nothing does.
   */
  readonly holdsRecords?: true;
}

export interface CallSite {
  readonly call: CallExpr;
  /** Last name of what is called: b of `a.b()`; null where it has none. Here too, since all calls are asked by it, and often. */
  readonly name: string | null;
  /** An argument is an object or a list, or has a name: what may hold settings. */
  readonly holdsRecords: boolean;
  readonly scope: number;
  /** Symbol of the innermost named function or class around the call; null at module level. */
  readonly enclosing: string | null;
}

export interface Export {
  /** `*` re-exports everything of `from`. */
  readonly name: string;
  /** Name inside this module, or inside `from`; `*` for the module itself (`export * as ns`). */
  readonly local: string;
  readonly from: string | null;
}

/** A variable of the environment, and where it is read. */
export interface EnvironmentName {
  readonly name: string;
  readonly span: Span;
}

export interface ModuleIr {
  /** Relative to the target. */
  readonly path: string;
  readonly language: Language;
  readonly imports: readonly Import[];
  /** `scopes[0]` is the module; its assignments, functions and classes are repeated below. */
  readonly scopes: readonly Scope[];
  /** Those of the scopes that hold a class or a decorated function, in their order: few do, and whoever looks for these asks them alone. */
  readonly declaring: readonly Scope[];
  readonly assignments: readonly Assignment[];
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  /** Every call of the module once, outermost first, in source order; decorators that are calls included. */
  readonly callSites: readonly CallSite[];
  /** Names of all functions and classes, however deep; those of functions that are kept under a name as well. */
  readonly declared: readonly string[];
  /** Names under which something else may be called: what was given to them is a name, a member, a call, or one of several. */
  readonly aliases: readonly string[];
  /** Assignments to members, those of the own object apart: `config.model = …`. They stand in their scopes as well. */
  readonly memberSets: readonly Assignment[];
  /** Scopes of the functions that set a member of what they take, or append to it, under whatever name. */
  readonly takers: readonly number[];
  /** ES and CommonJS exports. Empty for Python, where every module-level name is visible. */
  readonly exports: readonly Export[];
  /** False: nothing in its text could read the environment. */
  readonly readsEnvironment: boolean;
  /** Whether its text makes tables, and speaks of vectors. */
  readonly mayMakeVectorTable: boolean;
  /** The first read of each variable that is written by name, conditions and everything else that is not lowered included. */
  readonly environmentNames: readonly EnvironmentName[];
  /** Error and missing nodes of the parse. */
  readonly parseErrors: number;
}
