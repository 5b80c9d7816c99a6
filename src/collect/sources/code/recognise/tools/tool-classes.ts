import type { ClassIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { canonicalSymbol, type InFramework } from '../catalog/catalog.ts';
import { declaredSchema, signatureSchema } from './input-schema.ts';
import { modelGiven, type Body } from './model-given.ts';
import { callsIn, type Recognition } from '../recognition/recognition.ts';
import { addTool, type AddedTool } from './tools.ts';

/** A class of the target, where it stands. */
export interface LocatedClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
}

/** Classes above a class; a longer chain is generated. */
const MAX_BASES = 6;

/** The class itself, then those of the target that it derives from, and what a package's class among them is in the catalogue. */
function lineage(recognition: Recognition, found: LocatedClass) {
  const classes: LocatedClass[] = [found];
  let entry: InFramework<'toolClasses'> | null = null;
  for (let at = 0; at < classes.length && at < MAX_BASES; at += 1) {
    const { module, cls } = classes[at] ?? found;
    const scope = module.scopes[cls.scope]?.parent ?? 0;
    for (const expr of cls.bases) {
      const base: Located = { module, scope, expr };
      const symbol = recognition.resolver.symbol(base);
      const known =
        symbol === null ? undefined : recognition.catalog.toolClasses.get(canonicalSymbol(symbol.qualified));
      entry ??= known ?? null;
      const inner = known === undefined ? recognition.resolver.cls(base) : null;
      if (inner !== null && !classes.some((one) => one.cls === inner.cls)) classes.push(inner);
    }
  }
  return { classes, entry };
}

/** A field, as the class or the nearest of its bases sets it; a getter gives what it returns. */
function member(classes: readonly LocatedClass[], name: string): Located | null {
  for (const { module, cls } of classes) {
    const set = cls.assignments.find(
      ({ target, op }) => op === 'set' && (target === name || target === `self.${name}`),
    );
    if (set !== undefined) return { module, scope: set.scope, expr: set.value };
    const [returned] = cls.methods.find((method) => method.name === name)?.returns ?? [];
    const getter = cls.methods.find((method) => method.name === name);
    if (getter !== undefined && returned !== undefined)
      return { module, scope: getter.scope, expr: returned };
  }
  return null;
}

/** `raise NotImplementedError`, `pass`, `…`: left to a subclass, or to the other of two methods. */
function isLeftOpen({ module, fn }: Body): boolean {
  if (fn.returns.length > 0 || fn.assignments.length > 0) return false;
  return callsIn(module, fn).every(
    ({ expr: { callee } }) => callee.kind === 'name' && callee.name === 'NotImplementedError',
  );
}

/**
 * The first of the methods that does something, in the order of the catalogue; a class goes before its bases. Where none does,
 * the first there is.
 */
function bodyOf(classes: readonly LocatedClass[], methods: readonly string[]): Body | null {
  const bodies: Body[] = [];
  for (const name of methods) {
    for (const { module, cls } of classes) {
      const fn = cls.methods.find((method) => method.name === name);
      if (fn === undefined) continue;
      bodies.push({ module, fn });
      // What a base does under the same name does not run.
      break;
    }
  }
  return bodies.find((body) => !isLeftOpen(body)) ?? bodies[0] ?? null;
}

/** The tool that a subclass of a framework's tool class is; null where it is none, or nothing in it runs. */
export function subclassTool(recognition: Recognition, found: LocatedClass): AddedTool | null {
  const { classes, entry } = lineage(recognition, found);
  const body = entry === null ? null : bodyOf(classes, entry.row.members.body);
  if (entry === null || body === null) return null;
  // A base that only says what its subclasses have to do has no name either.
  if (isLeftOpen(body) && member(classes, entry.row.members.name) === null) return null;
  const { members, skipsFirst } = entry.row;
  const text = (name: string): string | null => {
    const at = member(classes, name);
    return at === null ? null : textOf(recognition.resolver.value(at));
  };
  const { module, cls } = found;
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  const given = modelGiven(body, skipsFirst ?? []);
  const schema = member(classes, members.schema);
  const declared = schema === null ? undefined : declaredSchema(recognition, schema);
  const isPython = body.module.language === 'python';
  return addTool(recognition, {
    name: text(members.name) ?? cls.name,
    symbol: cls.symbol,
    at: { module, scope, expr: { kind: 'class', cls, span: cls.span } },
    description: text(members.description) ?? cls.doc,
    schema: declared ?? (isPython && schema === null ? signatureSchema(body.fn, given) : undefined),
    body,
    given: given.map((param) => param.name),
    approval: null,
  });
}
