import type { Assignment, ClassIr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { dottedName } from '../../dotted-name.ts';
import type { Located } from '../../resolve/resolver.ts';
import { addsToAgent, isReader, putsInto } from '../harmless/lists.ts';
import { followUses, isPlainTarget } from '../values/held-uses.ts';
import type { ArgumentPlace, Held, Watch } from '../values/watch.ts';
import { librariesOf } from '../catalog/libraries.ts';
import { calledSymbol, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { expressionOf, settableNames } from '../values/set-later.ts';
import { openUnreadChanges } from './unread-changes.ts';
import {
  addHolders,
  addNames,
  holderOf,
  isTakenIn,
  leaveOpen,
  parameterKey,
  partsOf,
  sourcesAt,
  toolSources,
  type ToolOwner,
  type ToolSource,
  type ToolSources,
} from './tool-sources.ts';

/** Classes above a class. */
const MAX_BASES = 8;

/**
 * Leaves every list open that goes where it is not known what is put into it, or into which something is put that was not
 * read: what is then said of it is what was found, and never all.
 */
export function openChangedLists(recognition: Recognition, owners: readonly ToolOwner[]): void {
  const sources = toolSources(recognition, owners, settableNames(recognition, 'tools', 'mcpServers'));
  if (sources.made.size === 0) return;
  const { program } = recognition;
  const modules = [...program.importersOf([...sources.made.values()].map(({ at }) => at.module))];
  addHolders(sources, modules);
  addNames(sources, modules);
  const watch = watchOf(sources);
  followUses(watch, modules);
  // Fields are met by name, which was not known before they were found.
  if (sources.kept.size > 0) followUses(watch, modules);
  openOverridden(sources, modules);
  openUnreadChanges(sources);
}

function watchOf(sources: ToolSources): Watch<ToolSource> {
  const { recognition } = sources;
  const { python, typescript } = librariesOf(recognition.catalog);
  const libraries = new Set([...python, ...typescript]);
  return {
    recognition,
    held: (at) => sourcesAt(sources, at),
    isHarmlessMethod,
    isHarmlessMember: (property) => !putsInto(property) && !/^register/i.test(property),
    isHarmlessTaker: (call, place, source) =>
      source.as === 'agent'
        ? isHarmlessToAgent(recognition, libraries, call)
        : isHarmlessTaker(recognition, libraries, call, place, source),
    isHarmlessDecorator: () => true,
    isHarmlessKeeping: ({ as }) => as === 'agent',
    isCopiedBySpread: true,
    holderOf: (source, literal) => (source.as === 'agent' ? source : holderOf(sources, source, literal)),
    isFoundInField: (source, parameter, field) => {
      if (parameter.expr.kind !== 'name') return false;
      sources.kept.set(parameterKey(parameter, parameter.expr.name), source);
      sources.names.add(field);
      sources.testNames.add(field);
      return true;
    },
    isFoundByType: () => false,
    isPartOf: (source, parameter, at) => isPartOf(sources, source, parameter, at),
    assigned: (held, module, assignment) => {
      assigned(sources, held, module, assignment);
    },
    lost: leaveOpen,
  };
}

/** A name that stands for a member of what was handed over: `{ tools }` of a parameter, `given.tools`. */
function isPartOf(
  { recognition, memberNames }: ToolSources,
  { as }: ToolSource,
  parameter: Located,
  at: Located,
): boolean {
  if (parameter.expr.kind !== 'name' || at.module !== parameter.module) return false;
  if (at.expr.kind !== 'name' && at.expr.kind !== 'member') return false;
  const resolved = recognition.resolver.value(at);
  if (resolved.kind !== 'parameter' || resolved.at.scope !== parameter.scope) return false;
  if (resolved.name !== parameter.expr.name) return false;
  const [first, ...more] = resolved.path;
  if (first === undefined || as === 'holder') return true;
  return as === 'agent' && more.length === 0 && memberNames.has(first);
}

function isHarmlessMethod(source: ToolSource, call: LocatedCall, isDirect: boolean): boolean {
  const { callee, args } = call.expr;
  if (callee.kind !== 'member' || args.some((one) => isTakenIn(source, one))) return true;
  const { property } = callee;
  switch (source.as) {
    case 'agent':
      return !isDirect || !addsToAgent(property);
    // A tool in it is called, or something of the agent that is no list of its own.
    case 'list':
    case 'member':
      return !isDirect || !putsInto(property);
    // What it holds under a key that was not found may be the list.
    case 'holder':
      return !putsInto(property);
  }
}

/**
 * What a library of the catalogue does with an agent is to run it, and a method that runs or keeps something does no more. Any other
 * function that is not read may give it tools.
 */
function isHarmlessToAgent(
  recognition: Recognition,
  libraries: ReadonlySet<string>,
  call: LocatedCall,
): boolean {
  const { resolver, catalog } = recognition;
  const callee = within(call, call.expr.callee);
  const symbol = calledSymbol(recognition, call);
  const qualified = symbol?.found.qualified;
  if (qualified === 'builtins.setattr') return isAssignment(call);
  if (qualified === 'globalThis#Object.assign') return false;
  if (qualified === 'builtins.getattr') return isWrittenRead(call);
  // A function or a constructor of the program is looked into.
  const made = resolver.cls(callee);
  const own = made?.cls.methods.some(isConstructor) === true;
  if (resolver.fn(callee) !== null || (own && (qualified === undefined || !catalog.agents.has(qualified))))
    return false;
  if (made !== null) return true;
  if (symbol !== null) {
    const from = symbol.found.package;
    return isReader(symbol.symbol) || libraries.has(from) || libraries.has(rootOf(call.module, from));
  }
  // A method of a thing of unknown make: most put it into a list, or run it.
  return (
    callee.expr.kind === 'member' && (putsInto(callee.expr.property) || !addsToAgent(callee.expr.property))
  );
}

/** `getattr(agent, "tools", [])`: read by a name that is written. */
function isWrittenRead({ expr: { args } }: LocatedCall): boolean {
  const [, name] = args;
  return name?.kind === 'string' && !name.value.startsWith('__');
}

function isConstructor({ name }: FunctionIr): boolean {
  return name === '__init__' || name === 'constructor';
}

/** Functions of libraries that take tools only read them, as do those of the language that copy or print. */
function isHarmlessTaker(
  recognition: Recognition,
  libraries: ReadonlySet<string>,
  call: LocatedCall,
  place: ArgumentPlace,
  source: ToolSource,
): boolean {
  const { callee, args } = call.expr;
  const symbol = calledSymbol(recognition, call);
  if (symbol !== null) {
    const { qualified, package: from } = symbol.found;
    if (isReader(symbol.symbol)) return true;
    // What is put in is read with the list; what is only put somewhere is copied.
    if (qualified === 'globalThis#Object.assign')
      return place.position !== 0 || args.slice(1).every((one) => isTakenIn(source, one));
    if (qualified === 'builtins.setattr') return isAssignment(call);
    return libraries.has(from) || libraries.has(rootOf(call.module, from));
  }
  if (callee.kind !== 'member') return isFieldOfClass(recognition, call, place);
  // Methods by which models of all makes are told of tools, and those that copy what they are handed.
  if (recognition.catalog.frameworks.some(({ bindTools }) => bindTools.includes(callee.property)))
    return true;
  return /^(extend|concat|update|union)$/.test(callee.property) || isFieldOfClass(recognition, call, place);
}

/** `setattr(x, "tools", v)` is read as an assignment where both are written. */
function isAssignment({ expr }: LocatedCall): boolean {
  const [holder, name] = expr.args;
  return holder !== undefined && dottedName(holder) !== null && name?.kind === 'string';
}

/** A class without a constructor of its own keeps what it is handed under the name by which it is handed. */
function isFieldOfClass({ resolver }: Recognition, call: LocatedCall, { name }: ArgumentPlace): boolean {
  if (name === null) return false;
  const made = resolver.cls(within(call, call.expr.callee));
  return made !== null && !made.cls.methods.some(isConstructor);
}

/** The package in which a module lies: scoped ones and those below `google` have two parts. */
function rootOf({ language }: ModuleIr, from: string): string {
  const separator = language === 'python' ? '.' : '/';
  const parts = from.split(separator);
  return parts.slice(0, from.startsWith('@') || parts[0] === 'google' ? 2 : 1).join(separator);
}

/** `given['x'] = y`, `other += [y]`, `module.TOOLS = ys`: what is done by assigning, where the list was read without it. */
function assigned(
  { recognition, memberNames }: ToolSources,
  held: Held<ToolSource>,
  module: ModuleIr,
  assignment: Assignment,
): void {
  const { target, op, value, scope } = assignment;
  // A name that is set again is another value of it, which the resolver knows.
  if (op === 'set' && isPlainTarget(target)) return;
  const parts = target.split('.');
  const at: Located = { module, scope, expr: value };
  for (const path of op === 'append' ? [parts] : [parts.slice(0, -1), parts])
    for (const source of held({ ...at, expr: expressionOf(path, assignment) })) {
      const member = parts[path.length];
      // Of an agent only what gives it tools matters.
      if (source.as === 'agent' && (member === undefined || !memberNames.has(member))) continue;
      const isRead = partsOf(at).some((one) => isTakenIn(source, one));
      if (!isRead && recognition.resolver.value(at).at.expr !== source.at.expr)
        leaveOpen(source, at, target.slice(0, 80));
    }
}

interface InClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
}

/** A class that is derived from the one that holds the list, and says something else under the same name. */
function openOverridden({ recognition, made }: ToolSources, modules: readonly ModuleIr[]): void {
  const classes = modules.flatMap((module) =>
    module.declaring.flatMap((scope) => scope.classes.map((cls): InClass => ({ module, cls }))),
  );
  const members = new Map(classes.map(({ cls }) => [cls, membersOf(cls, made)]));
  if ([...members.values()].every(({ size }) => size === 0)) return;
  for (const { module, cls } of classes)
    for (const above of basesOf(recognition, { module, cls }, 0))
      for (const [name, source] of members.get(above) ?? []) {
        const set = cls.assignments.find(({ target }) => target === name || target === `self.${name}`);
        const own = set ?? cls.methods.find((method) => method.name === name);
        if (own === undefined) continue;
        const expr: Expr = { kind: 'name', name, span: own.span };
        // Whose list is of one class alone has what that class says.
        const lists = source.lists.filter(({ isOfOneClass }) => !isOfOneClass);
        leaveOpen({ ...source, lists }, { module, scope: cls.scope, expr }, `${cls.name}.${name}`);
      }
}

/** Its fields and methods that hold or give back a list. */
function membersOf(
  { assignments, methods }: ClassIr,
  made: ReadonlyMap<Expr, ToolSource>,
): ReadonlyMap<string, ToolSource> {
  const members = new Map<string, ToolSource>();
  const add = (name: string | null, value: Expr): void => {
    const source = made.get(value);
    if (name !== null && source?.as === 'list') members.set(name, source);
  };
  for (const { target, value } of assignments) add(target.replace(/^self\./, ''), value);
  for (const { name, returns } of methods) for (const value of returns) add(name, value);
  return members;
}

function basesOf(
  { resolver, ...rest }: Recognition,
  { module, cls }: InClass,
  depth: number,
): readonly ClassIr[] {
  if (depth > MAX_BASES) return [];
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  return cls.bases.flatMap((expr) => {
    const above = resolver.cls({ module, scope, expr });
    return above === null ? [] : [above.cls, ...basesOf({ resolver, ...rest }, above, depth + 1)];
  });
}
