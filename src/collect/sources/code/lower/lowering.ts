import type { FlatTree } from '../flat-tree.ts';
import type {
  Assignment,
  ClassIr,
  Decorator,
  Expr,
  FunctionIr,
  Import,
  Language,
  ModuleIr,
  Scope,
  Span,
} from '../ir.ts';
import type { Fields } from './fields.ts';
import { documents } from './doc-comments.ts';
import { environmentNames } from './environment-names.ts';
import { cleanBlockComment } from './quoted-text.ts';
import type { ClassParts, FunctionParts } from './declared-parts.ts';
import { exactArray, NONE, withoutHoles } from './exact-array.ts';
import { isServerSdk, mayMakeVectorTable, readsEnvironment } from './module-signs.ts';
import { ScopeStack } from './scope-stack.ts';
import { SharedSpans } from './shared-spans.ts';

/** Nesting that is followed: far more than people write, far less than the stack holds. */
export const MAX_DEPTH = 400;
/** Kept of an expression that means nothing to us, to tell a reader which one it was. */
export const UNKNOWN_CHARACTERS = 80;

function isDeclaring({ classes, functions }: Scope): boolean {
  return classes.length > 0 || functions.some(({ decorators }) => decorators.length > 0);
}

/** A function to which what is rare may still be added: spreading parts together costs more than all else about it. */
type Declaring = { -readonly [K in keyof FunctionIr]: FunctionIr[K] };

/** `hint` is the name to which the value is being bound. */
export type ExprHandler = (lowering: Lowering, node: number, hint: string | null) => Expr;
export type StatementHandler = (lowering: Lowering, node: number) => void;

/** One language: what to do with which node type. A type in neither table is looked through for calls. */
export interface LoweringRules {
  readonly language: Language;
  readonly fields: Fields;
  readonly types: readonly string[];
  readonly exprs: readonly (ExprHandler | undefined)[];
  readonly statements: readonly (StatementHandler | undefined)[];
  /** Types whose handlers make a value and record nothing; what is below them may. */
  readonly values: readonly boolean[];
}

/**
 * Turns one syntax tree into one module. The languages differ in their handlers alone. What it leaves out, it leaves
 * out on purpose: types but for their text, operators on numbers, control flow. Whether a branch is taken is never
 * asked; everything that a name may be is an alternative of it.
 */
export class Lowering extends ScopeStack {
  readonly tree: FlatTree;
  readonly f: Fields;
  readonly imports: Import[] = [];
  private importsAsked = 0;
  private importsServers = false;
  private hosts: boolean | null = null;
  /** Names of the module by which it asserts. */
  readonly assertions = new Set<string>();
  // Inside a comprehension: what its loop names stand for.
  iterated: ReadonlyMap<string, Expr> | null = null;
  // Something was nested too deeply to be followed; the module is then told as read in part.
  tooDeep = false;
  private readonly rules: LoweringRules;
  private depth = 0;
  private lastComment = -1;
  private readonly decorators: Decorator[] = [];
  private readonly spans = new SharedSpans();

  constructor(rules: LoweringRules, tree: FlatTree) {
    super(rules.language === 'python');
    this.rules = rules;
    this.tree = tree;
    this.f = rules.fields;
  }

  // The module as plain data: what was kept for lowering alone is left behind.
  finish(path: string): ModuleIr {
    const root = this.closeScope(0);
    const { language, types } = this.rules;
    const mayRead = readsEnvironment(language, this.tree.text);
    return {
      path,
      language,
      imports: this.imports,
      scopes: this.closed,
      declaring: this.holdsDeclarations ? this.closed.filter(isDeclaring) : NONE,
      assignments: root.assignments,
      functions: root.functions,
      classes: root.classes,
      callSites: this.callSites.filter((site) => site !== null),
      declared: exactArray(this.declared),
      aliases: exactArray(this.aliases),
      memberSets: exactArray(this.memberSets),
      takers: this.takers.size === 0 ? NONE : [...this.takers],
      exports: this.exports,
      readsEnvironment: mayRead,
      mayMakeVectorTable: mayMakeVectorTable(this.tree.text),
      environmentNames: mayRead ? environmentNames(language, types, this.tree) : NONE,
      parseErrors: this.tree.errors,
    };
  }

  // By the name of the type: ids are the grammar's own.
  is(node: number, type: string): boolean {
    return this.rules.types[this.tree.typeOf(node)] === type;
  }

  // For words such as `async`, which are kept as nodes without a field.
  hasChild(node: number, type: string): boolean {
    const { tree } = this;
    const end = tree.after(node);
    for (let child = node + 1; child < end; child = tree.after(child)) if (this.is(child, type)) return true;
    return false;
  }

  // What could not be parsed has no entry in the grammar's table.
  typeName(node: number): string {
    return this.rules.types[this.tree.typeOf(node)] ?? 'ERROR';
  }

  span(node: number): Span {
    return this.spans.of(this.tree.startLine(node), this.tree.endLine(node));
  }

  // Never throws: what has no handler is unknown, and so is what lies too deep.
  expr(node: number, hint: string | null = null): Expr {
    const handler = this.rules.exprs[this.tree.typeOf(node)];
    if (handler === undefined) return this.opaque(node);
    // A bound on depth and not on size: long files are ordinary, deep ones are hostile or generated.
    if (this.depth >= MAX_DEPTH) {
      this.tooDeep = true;
      return this.unknown(node);
    }
    this.depth++;
    const lowered = handler(this, node, hint);
    this.depth--;
    return lowered;
  }

  /** A statement, or an expression whose value nobody takes. */
  visit(node: number): void {
    const statement = this.rules.statements[this.tree.typeOf(node)];
    if (statement === undefined) {
      if (this.rules.exprs[this.tree.typeOf(node)] === undefined) this.visitChildren(node);
      else this.expr(node);
      return;
    }
    if (this.depth >= MAX_DEPTH) {
      this.tooDeep = true;
      return;
    }
    this.depth++;
    statement(this, node);
    this.depth--;
  }

  /** Goes through what has no handler without recursion. Nodes of the type `through` are entered, whatever their handler. */
  visitChildren(node: number, through = -1): void {
    const { tree } = this;
    const { exprs, statements } = this.rules;
    const end = tree.after(node);
    for (let child = node + 1; child < end;) {
      const type = tree.typeOf(child);
      if (type === through || (exprs[type] === undefined && statements[type] === undefined)) {
        child++;
      } else {
        this.visit(child);
        child = tree.after(child);
      }
    }
  }

  /** As `opaque`, and of values no more is made either: only calls and functions inside are lowered. */
  passOver(node: number): Expr {
    const { tree } = this;
    const { exprs, statements, values } = this.rules;
    const end = tree.after(node);
    for (let child = node + 1; child < end;) {
      const type = tree.typeOf(child);
      if (values[type] === true || (exprs[type] === undefined && statements[type] === undefined)) child++;
      else {
        this.visit(child);
        child = tree.after(child);
      }
    }
    return this.unknown(node);
  }

  /** An expression that means nothing to us; calls inside it are still collected. */
  opaque(node: number, through = -1): Expr {
    const unknown = this.unknown(node);
    this.visitChildren(node, through);
    return unknown;
  }

  unknown(node: number): Expr & { kind: 'unknown' } {
    const start = this.tree.start[node] ?? 0;
    const end = Math.min(this.tree.end[node] ?? 0, start + UNKNOWN_CHARACTERS);
    return { kind: 'unknown', text: this.tree.text.slice(start, end), span: this.span(node) };
  }

  /** What is lowered inside stands in a branch of its own, which may be left out. */
  inBranch<T>(span: Span, inner: () => T): T {
    const outer = this.branch;
    this.branch = span;
    const lowered = inner();
    this.branch = outer;
    return lowered;
  }

  /** Remembers a comment: it may document what comes next. */
  commented(node: number): void {
    this.lastComment = node;
  }

  /** The documentation comment that ends where the declaration begins; words like `export` may stand between. */
  docBefore(node: number): string | null {
    const { tree, lastComment } = this;
    if (lastComment < 0) return null;
    if (!documents(tree, lastComment, node)) return null;
    this.lastComment = -1;
    return cleanBlockComment(tree.slice(lastComment));
  }

  /** Whether the module imports an SDK of MCP, as far as was read: of all others no branches are kept. */
  get readsBranches(): boolean {
    for (; this.importsAsked < this.imports.length; this.importsAsked++)
      this.importsServers ||= isServerSdk(this.imports[this.importsAsked]?.module ?? '');
    return this.importsServers;
  }

  /** Whether anything in the module asks for the host of an address. */
  get readsHosts(): boolean {
    return (this.hosts ??= this.tree.text.includes('host') && /\bhost(name)?\b/.test(this.tree.text));
  }

  /** Until the declaration comes: in TypeScript decorators may stand before `export`. */
  keepDecorator(decorator: Decorator): void {
    this.decorators.push(decorator);
  }

  /** Decorators that stood before the declaration. */
  takeDecorators(): readonly Decorator[] {
    return this.decorators.splice(0);
  }

  /**
   * A function with a scope of its own. Its calls are those between two places of the module's list, its inner
   * functions' included.
   */
  fn(node: number, parts: FunctionParts): FunctionIr {
    const outer = this.current;
    const firstCall = this.callSites.length;
    const { attributes, receiver } = this.scope;
    const ownReceiver = parts.receiver ?? receiver;
    // What is declared inside a function is not exported by the statement around it.
    const { exporting } = this;
    this.exporting = false;
    const { guards, branch, loop, asks } = this;
    this.guards = NONE;
    this.asks = NONE;
    this.branch = null;
    this.loop = null;
    const index = this.openScope('function', parts.name, parts.params, attributes, ownReceiver);
    const scope = this.scope;
    const value = parts.body();
    if (value !== null) scope.returns.push(value);
    const { assignments } = this.closeScope(index);
    this.current = outer;
    this.exporting = exporting;
    this.guards = guards;
    this.branch = branch;
    this.loop = loop;
    this.asks = asks;
    const made: Declaring = {
      name: parts.name,
      symbol: scope.symbol,
      scope: index,
      params: parts.params,
      returnType: parts.returnType,
      doc: parts.doc,
      decorators: parts.decorators,
      callSites: [firstCall, this.callSites.length],
      assignments,
      returns: exactArray(scope.returns),
      returnGuards: scope.returnGuards.length === 0 ? NONE : withoutHoles(scope.returnGuards),
      branches: scope.branches ?? NONE,
      isAsync: parts.isAsync,
      span: this.span(node),
    };
    if (parts.isGetter === true) made.isGetter = true;
    return made;
  }

  /** A class: what methods set on `self` is collected with what the body sets. */
  cls(node: number, parts: ClassParts): ClassIr {
    const outer = this.current;
    const { exporting } = this;
    this.exporting = false;
    const collected: Assignment[] = [];
    const index = this.openScope('class', parts.name, [], collected, null);
    const scope = this.scope;
    parts.body();
    const { assignments, functions } = this.closeScope(index);
    this.current = outer;
    this.exporting = exporting;
    return {
      name: parts.name,
      symbol: scope.symbol ?? parts.name,
      scope: index,
      bases: parts.bases,
      decorators: parts.decorators,
      methods: functions,
      assignments: assignments.concat(collected),
      annotated: scope.annotated ?? NONE,
      doc: parts.doc,
      exported: parts.exported,
      span: this.span(node),
    };
  }
}
