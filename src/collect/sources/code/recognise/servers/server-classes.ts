import type { ClassIr, FunctionIr, ModuleIr } from '../../ir.ts';
import { callsNamed } from '../calls/callers.ts';
import { canonicalSymbol, type Catalog, type InFramework } from '../catalog/catalog.ts';
import { callsIn, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import {
  baseAt,
  constructorOf,
  isBaseCall,
  placesPassedOn,
  withPlaces,
} from '../values/base-constructors.ts';
import { classesFrom, type DerivedClass } from '../values/derived-classes.ts';

type Row = InFramework<'mcpServers'>['row'];

/** A class of the target that derives from a server class of the SDKs. */
export interface ServerClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
  /** Its arguments are where whoever makes an instance gives them. */
  readonly row: Row;
  /** The call of the base's constructor that says what the server is; null where whoever makes an instance says it. */
  readonly made: LocatedCall | null;
  /** The SDK's names of what is passed by place; empty where by the same place. */
  readonly places: readonly string[];
  /** The class of the target that it derives from. */
  readonly above: ServerClass | null;
  /** What of it may give the server tools that no registration shows, as a clause for a gap; null: nothing. */
  readonly unseen: string | null;
}

/** What the SDKs' servers list and call tools by, beside the methods that the catalogue names. */
const ABOUT_TOOLS = /^_*(mcp_)?(list|get|call|add|remove|filter)_?tools?(_mcp|_handler)?$/i;
/** They have no methods of a server. */
const EMPTY_BASES = /^(ABC|Generic|Protocol|object)$/;

const classes = new WeakMap<Recognition, ReadonlyMap<ClassIr, ServerClass>>();
const methods = new WeakMap<Recognition, ReadonlyMap<FunctionIr, ServerClass>>();
const frameworkNames = new WeakMap<Catalog, ReadonlySet<string>>();

function namesOf(catalog: Catalog): ReadonlySet<string> {
  const known = frameworkNames.get(catalog);
  if (known !== undefined) return known;
  const fresh = new Set(
    [...catalog.mcpServers.keys()].map((symbol) => symbol.split(/[.#]/).at(-1) ?? symbol),
  );
  frameworkNames.set(catalog, fresh);
  return fresh;
}

/** Last names of the methods that register, list or call tools. */
export function aboutTools(row: Row, name: string): boolean {
  const named = [
    ...(row.decorators ?? []),
    ...(row.merges ?? []),
    ...(row.add ?? []).map(({ method }) => method),
    ...(row.handlers === undefined ? [] : [row.handlers.method]),
    ...(row.handlerDecorators === undefined ? [] : Object.values(row.handlerDecorators)),
  ];
  return named.includes(name) || ABOUT_TOOLS.test(name);
}

/** Own methods under the SDK's names, and bases that bring methods of their own. */
function unseenOf({ cls }: DerivedClass, row: Row): string | null {
  const method = cls.methods.find(({ name }) => name !== null && aboutTools(row, name));
  if (method !== undefined) return `the class ${cls.symbol} has its own ${method.name ?? ''}`;
  const others = cls.bases.filter((base) => {
    const at = base.kind === 'index' ? base.object : base;
    return !(at.kind === 'name' && EMPTY_BASES.test(at.name));
  });
  return others.length > 1 ? `the class ${cls.symbol} has several bases` : null;
}

/** What its first base of an SDK makes it; null where it has none. */
function derived(
  recognition: Recognition,
  candidate: DerivedClass,
  known: ReadonlyMap<ClassIr, ServerClass>,
): ServerClass | null {
  const { module, cls } = candidate;
  for (const base of cls.bases) {
    const at = baseAt(candidate, base);
    const inner = recognition.resolver.cls(at);
    const above = inner === null ? null : (known.get(inner.cls) ?? null);
    const symbol = inner === null ? recognition.resolver.symbol(at) : null;
    const row =
      above?.row ??
      (symbol === null
        ? undefined
        : recognition.catalog.mcpServers.get(canonicalSymbol(symbol.qualified))?.row);
    if (row === undefined) continue;
    const unseen = unseenOf(candidate, row) ?? above?.unseen ?? null;
    return { module, cls, above, unseen, ...constructed(candidate, row, above) };
  }
  return null;
}

/** Who says what the server is, and where. */
function constructed(
  { module, cls }: DerivedClass,
  row: Row,
  above: ServerClass | null,
): Pick<ServerClass, 'row' | 'made' | 'places'> {
  const asAbove = { row, made: above?.made ?? null, places: above?.places ?? [] };
  const own = constructorOf(cls);
  // Without a constructor of its own, or below a class that says what it is, it is made as its base is.
  if (own === null || asAbove.made !== null) return asAbove;
  const call = callsIn(module, own).find(isBaseCall);
  // It says what it is in a way that is not read: whoever makes an instance passes something else.
  if (call === undefined) return { ...asAbove, row: { ...row, arguments: { name: [] } } };
  const places = placesPassedOn(own, call, asAbove.places);
  if (places === null) return { ...asAbove, made: call };
  return { row: { ...row, arguments: withPlaces(row.arguments, places) }, made: null, places };
}

/** The classes of the target that derive from a server class of the SDKs, through classes in between; indexed once. */
export function serverClasses(recognition: Recognition): ReadonlyMap<ClassIr, ServerClass> {
  const kept = classes.get(recognition);
  if (kept !== undefined) return kept;
  const found = classesFrom<ServerClass>(recognition, namesOf(recognition.catalog), (one, known) =>
    derived(recognition, one, known),
  );
  classes.set(recognition, found);
  return found;
}

/** The class of servers whose own method a function is; null for every other function. */
export function serverClassOf(recognition: Recognition, fn: FunctionIr): ServerClass | null {
  let kept = methods.get(recognition);
  if (kept === undefined) {
    const all = [...serverClasses(recognition).values()];
    kept = new Map(all.flatMap((one) => one.cls.methods.map((method) => [method, one] as const)));
    methods.set(recognition, kept);
  }
  return kept.get(fn) ?? null;
}

/** Whether a class is another one or derives from it. */
export function isOrDerives(one: ServerClass, from: ClassIr): boolean {
  for (let at: ServerClass | null = one; at !== null; at = at.above) if (at.cls === from) return true;
  return false;
}

/** The calls that make an instance of just this class. */
export function instancesOf(recognition: Recognition, { cls }: ServerClass): readonly LocatedCall[] {
  return callsNamed(recognition, cls.name).filter(
    (call) => recognition.resolver.cls(within(call, call.expr.callee))?.cls === cls,
  );
}
