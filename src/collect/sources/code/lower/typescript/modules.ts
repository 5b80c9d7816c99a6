import type { CallExpr, Expr } from '../../ir.ts';
import type { Lowering, StatementHandler } from '../lowering.ts';
import { isAssertion } from './assertions.ts';
import { exportAs } from './assignments.ts';
import { lowerDecorator } from './classes.ts';
import { propertyKey, stringText } from './property-key.ts';

/** Where it stands: a `require` inside a function binds there alone. */
function addImport(
  lowering: Lowering,
  node: number,
  local: string,
  module: string,
  imported: string,
  isText = false,
): void {
  const scope = lowering.scopeIndex;
  if (isAssertion(module, imported)) lowering.assertions.add(local);
  const entry = { local, module, imported, scope, span: lowering.span(node) };
  lowering.imports.push(isText ? { ...entry, isText } : entry);
}

/** Import attributes, as bundlers and Bun read them. */
const AS_TEXT = /^\s*(?:with|assert)\s*\{\s*type\s*:\s*(["'])text\1\s*,?\s*\}/;

/** Whether something behind the specifier asks for the text of the file. */
function asksForText({ tree }: Lowering, node: number, source: number): boolean {
  const from = tree.end[source] ?? 0;
  const to = tree.end[node] ?? 0;
  // Nearly always there is nothing but a semicolon.
  return to > from + 1 && AS_TEXT.test(tree.text.slice(from, to));
}

/** Type-only imports as well: they say what an annotation names. */
function lowerImport(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const source = tree.child(node, f.source);
  const clause = tree.children(node).find((child) => child !== source && !lowering.is(child, 'comment'));
  // `import x = require('x')`.
  if (clause !== undefined && lowering.is(clause, 'import_require_clause')) {
    const inner = tree.child(clause, f.source);
    const [name] = tree.children(clause);
    if (inner >= 0 && name !== undefined) {
      addImport(lowering, node, tree.slice(name), stringText(lowering, inner), '*');
    }
    return;
  }
  if (source < 0) return;
  const module = stringText(lowering, source);
  // For its side effects alone; still the file that imports it needs it.
  if (clause === undefined || !lowering.is(clause, 'import_clause')) {
    addImport(lowering, node, '', module, '*');
    return;
  }
  const isText = asksForText(lowering, node, source);
  for (const part of tree.children(clause)) lowerImportClause(lowering, part, module, isText);
}

/** One part of a clause: the default, the namespace, or the names. */
function lowerImportClause(lowering: Lowering, part: number, module: string, isText: boolean): void {
  const { tree, f } = lowering;
  if (lowering.is(part, 'identifier')) addImport(lowering, part, tree.slice(part), module, 'default', isText);
  else if (lowering.is(part, 'namespace_import')) {
    const name = tree.children(part).find((child) => lowering.is(child, 'identifier'));
    if (name !== undefined) addImport(lowering, part, tree.slice(name), module, '*');
  } else if (lowering.is(part, 'named_imports')) {
    for (const specifier of tree.children(part)) {
      const name = tree.child(specifier, f.name);
      if (name < 0) continue;
      const alias = tree.child(specifier, f.alias);
      addImport(
        lowering,
        specifier,
        tree.slice(alias < 0 ? name : alias),
        module,
        exportedName(lowering, name),
      );
    }
  }
}

/** Exported names may be written as strings. */
function exportedName(lowering: Lowering, node: number): string {
  return lowering.is(node, 'string') ? stringText(lowering, node) : lowering.tree.slice(node);
}

/** `require('x').y` in place: it binds nothing, and still the file that needs it is read. */
export function importInPlace(lowering: Lowering, node: number, { callee, args }: CallExpr): void {
  if (callee.kind !== 'name' || (callee.name !== 'require' && callee.name !== 'import')) return;
  const [specifier] = args;
  if (specifier?.kind === 'string') addImport(lowering, node, '', specifier.value, '*');
}

/**
 * `require('x')`, `await import('x')` and members of them, bound to a name or a pattern. False where it is no import:
 * the value is then an ordinary one.
 */
export function importFromCall(lowering: Lowering, pattern: number, value: Expr): boolean {
  const member = value.kind === 'member' ? value.property : null;
  const call = value.kind === 'member' ? value.object : value;
  if (call.kind !== 'call' || call.callee.kind !== 'name') return false;
  // `await` is gone by now: both are calls of a name.
  if (call.callee.name !== 'require' && call.callee.name !== 'import') return false;
  const [specifier] = call.args;
  // A computed module could be any.
  if (specifier?.kind !== 'string') return false;
  const { tree, f } = lowering;
  if (lowering.is(pattern, 'identifier')) {
    addImport(lowering, pattern, tree.slice(pattern), specifier.value, member ?? '*');
    return true;
  }
  if (!lowering.is(pattern, 'object_pattern') || member !== null) return false;
  for (const child of tree.children(pattern)) {
    if (lowering.is(child, 'shorthand_property_identifier_pattern')) {
      addImport(lowering, child, tree.slice(child), specifier.value, tree.slice(child));
    } else if (lowering.is(child, 'pair_pattern')) {
      const key = tree.child(child, f.key);
      const local = tree.child(child, f.value);
      const imported = key < 0 ? null : propertyKey(lowering, key);
      if (imported !== null && local >= 0 && lowering.is(local, 'identifier')) {
        addImport(lowering, child, tree.slice(local), specifier.value, imported);
      }
    }
  }
  return true;
}

/** All forms of `export`; a declaration's own exports are recorded while it is lowered. */
function lowerExport(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const children = tree.children(node);
  for (const child of children) {
    if (lowering.is(child, 'decorator')) lowering.keepDecorator(lowerDecorator(lowering, child));
  }
  const source = tree.child(node, f.source);
  const from = source < 0 ? null : stringText(lowering, source);
  const declaration = tree.child(node, f.declaration);
  const isDefault = children.some((child) => lowering.is(child, 'default'));
  if (declaration >= 0) {
    lowerExportedDeclaration(lowering, declaration, isDefault);
    return;
  }
  const value = tree.child(node, f.value);
  // `export default <expression>`.
  if (value >= 0) {
    exportAs(lowering, 'default', lowering.expr(value, 'default'), node);
    return;
  }
  for (const child of children) lowerExportPart(lowering, child, from, node);
}

/**
 * A default is known under `default` to others and under its own name, if it has one, to this module. Only what is
 * declared at the top of the module counts: names inside it are not exported with it.
 */
function lowerExportedDeclaration(lowering: Lowering, declaration: number, isDefault: boolean): void {
  if (!isDefault) {
    lowering.exporting = true;
    lowering.visit(declaration);
    lowering.exporting = false;
    return;
  }
  const named = lowering.tree.child(declaration, lowering.f.name);
  lowering.visit(declaration);
  const local = named < 0 ? 'default' : lowering.tree.slice(named);
  lowering.exports.push({ name: 'default', local, from: null });
}

/** What stands behind `export` without a declaration. */
function lowerExportPart(lowering: Lowering, part: number, from: string | null, node: number): void {
  const { tree, f } = lowering;
  switch (lowering.typeName(part)) {
    // Everything but the default of the other module.
    case '*':
      lowering.exports.push({ name: '*', local: '*', from });
      return;
    // `export * as tools from './tools'`.
    case 'namespace_export': {
      const name = tree.children(part).find((child) => !lowering.is(child, '*'));
      if (name !== undefined) lowering.exports.push({ name: exportedName(lowering, name), local: '*', from });
      return;
    }
    case 'export_clause':
      for (const specifier of tree.children(part)) {
        const local = tree.child(specifier, f.name);
        if (local < 0) continue;
        const alias = tree.child(specifier, f.alias);
        const name = exportedName(lowering, alias < 0 ? local : alias);
        lowering.exports.push({ name, local: exportedName(lowering, local), from });
      }
      return;
    case 'identifier': // `export = foo`
      exportAs(lowering, 'default', lowering.expr(part), node);
      return;
    default:
  }
}

/** Imports and exports. */
export const TYPESCRIPT_MODULES: Readonly<Record<string, StatementHandler>> = {
  import_statement: lowerImport,
  export_statement: lowerExport,
};
