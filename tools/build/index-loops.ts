import ts from 'typescript';

/** The text of a module of the program, its loops over arrays written by index; null for a file that is none of its modules. */
type IndexLoops = (path: string) => string | null;

/**
 * Writes every `for … of` over an array by index, and what is taken apart out of an array or a tuple by its places: the engine makes
 * an object for each step of an iterator in code that it does not optimise, which most code of a scan of three seconds is
 * (docs/decisions/0013). Only where the checker says that it is an array: then nothing else about the loop changes, a list that
 * grows while it is gone through included.
 *
 * @param entries Files of the program, as TypeScript is told them.
 * @throws Where the compiler finds no types to judge by.
 */
export function indexLoops(entries: readonly string[], options: ts.CompilerOptions): IndexLoops {
  const program = ts.createProgram(entries, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  // Without the library's types nothing is an array, and nothing would be rewritten.
  const [broken] = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  if (broken !== undefined) throw new Error(ts.flattenDiagnosticMessageText(broken.messageText, ' '));
  const printer = ts.createPrinter();
  return (path) => {
    const file = program.getSourceFile(path);
    if (file === undefined) return null;
    const { transformed } = ts.transform(file, [
      (context) => (root) => new Rewriting(checker, context).file(root),
    ]);
    const [rewritten] = transformed;
    return rewritten === undefined ? null : printer.printFile(rewritten);
  };
}

/** One name, with nothing said of where it is lacking. */
function isPlain(element: ts.ArrayBindingElement): element is ts.BindingElement {
  if (!ts.isBindingElement(element)) return false;
  return element.initializer === undefined && element.dotDotDotToken === undefined;
}

/** One file. */
class Rewriting {
  private readonly checker: ts.TypeChecker;
  private readonly context: ts.TransformationContext;
  private readonly make: ts.NodeFactory;

  constructor(checker: ts.TypeChecker, context: ts.TransformationContext) {
    this.checker = checker;
    this.context = context;
    this.make = context.factory;
  }

  file(root: ts.SourceFile): ts.SourceFile {
    return ts.visitEachChild(root, this.visit, this.context);
  }

  private readonly visit = (node: ts.Node): ts.Node => {
    if (ts.isForOfStatement(node)) return this.loop(node);
    if (ts.isVariableDeclarationList(node)) return this.declarations(node);
    if (ts.isArrowFunction(node)) return this.arrow(node);
    return ts.visitEachChild(node, this.visit, this.context);
  };

  private isArray(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.every((one) => this.isArray(one));
    return this.checker.isArrayType(type) || this.checker.isTupleType(type);
  }

  private loop(node: ts.ForOfStatement): ts.Node {
    const { initializer, expression, awaitModifier } = node;
    const [declared] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
    if (declared === undefined || awaitModifier !== undefined)
      return ts.visitEachChild(node, this.visit, this.context);
    if (this.isArray(this.checker.getTypeAtLocation(expression)))
      return this.byIndex(node, declared.name, expression, null);
    const counted = this.countedEntries(expression, declared.name);
    if (counted !== null) return this.byIndex(node, counted.value, counted.list, counted.place);
    if (!this.isTaken(declared.name)) return ts.visitEachChild(node, this.visit, this.context);
    // Of a map: the iterator stays, and each pair is taken apart by its places.
    const pair = this.make.createUniqueName('pair');
    return this.make.updateForOfStatement(
      node,
      undefined,
      this.constants([this.make.createVariableDeclaration(pair, undefined, undefined, undefined)]),
      this.visited(expression),
      this.body(node.statement, this.taken(declared.name, pair)),
    );
  }

  /** `const [place, value] of list.entries()`. */
  private countedEntries(
    expression: ts.Expression,
    name: ts.BindingName,
  ): { readonly list: ts.Expression; readonly place: ts.BindingName; readonly value: ts.BindingName } | null {
    if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
      return null;
    const { expression: list, name: method } = expression.expression;
    if (method.text !== 'entries' || !this.isArray(this.checker.getTypeAtLocation(list))) return null;
    const elements = ts.isArrayBindingPattern(name) ? name.elements : [];
    const [place, value] = elements;
    if (place === undefined || value === undefined || elements.length > 2) return null;
    if (!isPlain(place) || !isPlain(value)) return null;
    return { list, place: place.name, value: value.name };
  }

  private byIndex(
    node: ts.ForOfStatement,
    name: ts.BindingName,
    expression: ts.Expression,
    place: ts.BindingName | null,
  ): ts.Node {
    const { make } = this;
    const at = make.createUniqueName('at');
    const list = make.createUniqueName('list');
    const element = this.taken(name, make.createElementAccessExpression(list, at));
    const counted = place === null ? [] : [make.createVariableDeclaration(place, undefined, undefined, at)];
    return make.createForStatement(
      make.createVariableDeclarationList(
        [
          make.createVariableDeclaration(at, undefined, undefined, make.createNumericLiteral(0)),
          make.createVariableDeclaration(list, undefined, undefined, this.visited(expression)),
        ],
        ts.NodeFlags.Let,
      ),
      make.createLessThan(at, make.createPropertyAccessExpression(list, 'length')),
      make.createPostfixIncrement(at),
      this.body(node.statement, [...counted, ...element]),
    );
  }

  private declarations(node: ts.VariableDeclarationList): ts.Node {
    const isLoops = ts.isForOfStatement(node.parent) || ts.isForInStatement(node.parent);
    if (isLoops || !node.declarations.some(({ name }) => this.isTaken(name)))
      return ts.visitEachChild(node, this.visit, this.context);
    const written = node.declarations.flatMap((one) => {
      const value = one.initializer;
      if (
        value === undefined ||
        !this.isTaken(one.name) ||
        !this.isArray(this.checker.getTypeAtLocation(value))
      )
        return [ts.visitEachChild(one, this.visit, this.context)];
      return this.taken(one.name, this.visited(value));
    });
    return this.make.updateVariableDeclarationList(node, written);
  }

  /** `([key, value]) => …`. */
  private arrow(node: ts.ArrowFunction): ts.Node {
    const { make } = this;
    // A default may name what is taken apart before it.
    if (node.parameters.some(({ initializer }) => initializer !== undefined))
      return ts.visitEachChild(node, this.visit, this.context);
    const first: ts.VariableDeclaration[] = [];
    const parameters = node.parameters.map((one) => {
      if (!this.isTaken(one.name)) return ts.visitEachChild(one, this.visit, this.context);
      const given = make.createUniqueName('given');
      first.push(...this.taken(one.name, given));
      return make.createParameterDeclaration(undefined, one.dotDotDotToken, given);
    });
    if (first.length === 0) return ts.visitEachChild(node, this.visit, this.context);
    const { modifiers, body } = node;
    const rest = ts.isBlock(body)
      ? ts.visitNodes(body.statements, this.visit, ts.isStatement)
      : [make.createReturnStatement(this.visited(body))];
    const block = make.createBlock(
      [make.createVariableStatement(undefined, this.constants(first)), ...rest],
      true,
    );
    return make.createArrowFunction(modifiers, undefined, parameters, undefined, undefined, block);
  }

  /** Whether a name takes an array apart, in a way that is written by places. */
  private isTaken(name: ts.BindingName): name is ts.ArrayBindingPattern {
    if (!ts.isArrayBindingPattern(name) || !this.isArray(this.checker.getTypeAtLocation(name))) return false;
    return name.elements.every((one) => ts.isOmittedExpression(one) || one.dotDotDotToken === undefined);
  }

  /** What a name is given: itself, or each of its parts by its place. */
  private taken(name: ts.BindingName, value: ts.Expression): ts.VariableDeclaration[] {
    const { make } = this;
    const declare = (bound: ts.BindingName, given: ts.Expression): ts.VariableDeclaration =>
      make.createVariableDeclaration(bound, undefined, undefined, given);
    if (!this.isTaken(name)) return [declare(this.visitedName(name), value)];
    const whole = make.createUniqueName('whole');
    const parts = name.elements.flatMap((one, place) => {
      if (ts.isOmittedExpression(one)) return [];
      const part = make.createElementAccessExpression(whole, place);
      if (one.initializer === undefined) return this.taken(one.name, part);
      const lacks = make.createStrictEquality(part, make.createVoidZero());
      const either = make.createConditionalExpression(
        lacks,
        undefined,
        this.visited(one.initializer),
        undefined,
        part,
      );
      return this.taken(one.name, either);
    });
    return [declare(whole, value), ...parts];
  }

  private body(statement: ts.Statement, first: readonly ts.VariableDeclaration[]): ts.Statement {
    const declared = this.make.createVariableStatement(undefined, this.constants(first));
    const visited = ts.visitNode(statement, this.visit, ts.isStatement);
    const rest = ts.isBlock(visited) ? visited.statements : [visited];
    return this.make.createBlock([declared, ...rest], true);
  }

  private constants(declared: readonly ts.VariableDeclaration[]): ts.VariableDeclarationList {
    // Not `const`: a loop may set its own name again.
    return this.make.createVariableDeclarationList(declared, ts.NodeFlags.Let);
  }

  private visited(expression: ts.Expression): ts.Expression {
    return ts.visitNode(expression, this.visit, ts.isExpression);
  }

  private visitedName(name: ts.BindingName): ts.BindingName {
    return ts.visitNode(name, this.visit, ts.isBindingName);
  }
}
