import type { CallExpr, ClassIr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { callsNamed } from '../calls/callers.ts';
import { canonicalSymbol, type Catalog, type InFramework } from '../catalog/catalog.ts';
import {
  baseAt,
  constructorOf,
  isBaseCall,
  placesPassedOn,
  withPlaces,
} from '../values/base-constructors.ts';
import { classesFrom, type DerivedClass } from '../values/derived-classes.ts';
import { callsIn, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

type AgentEntry = InFramework<'agents'>;

/** A class of the target that derives from a framework's agent. */
interface AgentClass {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
  readonly entry: AgentEntry;
  /**
   * What makes the agent: the call of its constructor's base that says what it is, or null where whoever makes an
   * instance says it.
   */
  readonly made: LocatedCall | null;
  /** What is passed by place to whoever makes an instance, by the names of the framework's arguments; empty where by the same place. */
  readonly places: readonly string[];
  /** Nothing that the class does can give the agent a tool that its maker does not say. */
  readonly addsNothing: boolean;
}

/** Names of fields and methods that decide what an agent may call. */
const ABOUT_TOOLS = /tool|handoff|server/i;

const classes = new WeakMap<Recognition, ReadonlyMap<ClassIr, AgentClass>>();
const frameworkNames = new WeakMap<Catalog, ReadonlySet<string>>();

/** Classes alone can be derived from: a factory's name begins with a small letter. */
function namesOf(catalog: Catalog): ReadonlySet<string> {
  const known = frameworkNames.get(catalog);
  if (known !== undefined) return known;
  const last = [...catalog.agents.keys()].map((symbol) => symbol.split(/[.#]/).at(-1) ?? symbol);
  const fresh = new Set(last.filter((name) => /^[A-Z]/.test(name)));
  frameworkNames.set(catalog, fresh);
  return fresh;
}

/** What its first base of a framework makes it; null where it has none. */
function derived(
  recognition: Recognition,
  candidate: DerivedClass,
  known: ReadonlyMap<ClassIr, AgentClass>,
): AgentClass | null {
  const { module, cls } = candidate;
  for (const base of cls.bases) {
    const at = baseAt(candidate, base);
    const above = recognition.resolver.cls(at);
    const inherited = above === null ? null : (known.get(above.cls) ?? null);
    const symbol = above === null ? recognition.resolver.symbol(at) : null;
    const entry =
      inherited?.entry ??
      (symbol === null ? undefined : recognition.catalog.agents.get(canonicalSymbol(symbol.qualified)));
    if (entry === undefined) continue;
    const own = constructorOf(cls);
    const addsNothing = (inherited?.addsNothing ?? true) && isPlain(candidate, own);
    // Without a constructor of its own it is made as its base is.
    const asBase = { made: inherited?.made ?? null, places: inherited?.places ?? [] };
    if (own === null) return { module, cls, entry, addsNothing, ...asBase };
    const call = callsIn(module, own).find(isBaseCall);
    // It never becomes what it derives from, or does so in a way that is not read.
    if (call === undefined) return null;
    // A base that says what it is takes other arguments than the framework's.
    if (asBase.made !== null) return { module, cls, entry, addsNothing, ...asBase };
    const places = placesPassedOn(own, call, asBase.places);
    return { module, cls, entry, addsNothing, made: places === null ? call : null, places: places ?? [] };
  }
  return null;
}

/** Whether a class leaves alone what it is given: it sets no tools, overrides nothing that lists them, changes no argument. */
function isPlain({ module, cls }: DerivedClass, own: FunctionIr | null): boolean {
  if (cls.bases.length > 1 || cls.methods.some(({ name }) => ABOUT_TOOLS.test(name ?? ''))) return false;
  if (cls.assignments.some(({ target }) => ABOUT_TOOLS.test(target))) return false;
  if (own === null) return true;
  const names = new Set(own.params.map(({ name }) => name));
  const isOf = (expr: Expr): boolean => expr.kind === 'name' && names.has(expr.name);
  const changes = own.assignments.some(({ target }) => names.has(target.split('.')[0] ?? target));
  // `kwargs.setdefault("tools", …)`, `add_tools(kwargs)`.
  const hands = callsIn(module, own).some(
    (call) =>
      !isBaseCall(call) &&
      (call.expr.args.some(isOf) || (call.expr.callee.kind === 'member' && isOf(call.expr.callee.object))),
  );
  return !changes && !hands;
}

/** The classes of the target that derive from a framework's agent, through classes in between; indexed once. */
function agentClasses(recognition: Recognition): ReadonlyMap<ClassIr, AgentClass> {
  const kept = classes.get(recognition);
  if (kept !== undefined) return kept;
  const found = classesFrom<AgentClass>(recognition, namesOf(recognition.catalog), (one, known) =>
    derived(recognition, one, known),
  );
  classes.set(recognition, found);
  return found;
}

/** An agent that a class of the target makes, and where its making says what. */
interface ClassAgent {
  readonly call: LocatedCall;
  readonly entry: AgentEntry;
}

/** Calls of classes that may give the agent tools which the call does not say. */
const mayAdd = new WeakSet<CallExpr>();

/** Whether the class whose instance a call makes may give it tools that the call does not say. */
export function mayAddTools({ expr }: LocatedCall): boolean {
  return mayAdd.has(expr);
}

/** The agent of an instance of a class of the target that derives from a framework's; null for every other call. */
export function classAgentAt(recognition: Recognition, call: LocatedCall): ClassAgent | null {
  const known = agentClasses(recognition);
  if (known.size === 0) return null;
  const cls = recognition.resolver.cls(within(call, call.expr.callee))?.cls;
  const found = cls === undefined ? undefined : known.get(cls);
  return found === undefined ? null : agentOf(found, call);
}

function agentOf({ entry, made, places, addsNothing }: AgentClass, call: LocatedCall): ClassAgent {
  const agent = made ?? call;
  if (!addsNothing) mayAdd.add(agent.expr);
  if (made !== null) return { call: agent, entry };
  const row = { ...entry.row, arguments: withPlaces(entry.row.arguments, places) };
  return { call: agent, entry: { framework: entry.framework, row } };
}

/** The agents of classes of the target: what a class says itself, and what whoever makes an instance says. */
export function classAgents(recognition: Recognition): readonly ClassAgent[] {
  return [...agentClasses(recognition).values()].flatMap((found) => {
    const { cls } = found;
    if (found.made !== null) return [agentOf(found, found.made)];
    return callsNamed(recognition, cls.name)
      .filter((call) => recognition.resolver.cls(within(call, call.expr.callee))?.cls === cls)
      .map((call) => agentOf(found, call));
  });
}
