import type { ActsAs } from '#model';
import type { Expr, Language, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible, type Argument } from '../calls/possible-arguments.ts';
import { lastName } from '../catalog/libraries.ts';
import type { ClientEntry } from '../catalog/client-schema.ts';
import { calledSymbol, stateOf, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { hostOf } from './address.ts';
import { callsAt, isOfPackage, makersOf, receiversOf } from './client-makers.ts';
import { AS_RUNTIME, giverAt, together, unseen } from './credential-givers.ts';
import type { Evaluation } from './evaluation.ts';
import { environmentOf, settingsOf, unreadDefaults, type ProcessEnvironment } from './process-environment.ts';

/** Written down, or given and not read. */
type Told = { readonly text: string } | 'unread';

/** What the code says of the client by which a call is made. */
export interface ClientSight {
  readonly actsAs: ActsAs;
  /** The host it speaks to in place of the platform's own; null where it says none. */
  readonly endpoint: Told | null;
  /** Where its stores lie that are not named once for all regions; null for wherever it runs. */
  readonly region: Told | null;
}

/** What one call says of the client that it makes; null where it leaves it to others. */
interface Said {
  readonly credentials: ActsAs | null;
  readonly endpoint: Told | null;
  readonly region: Told | null;
}

interface Question {
  readonly recognition: Recognition;
  readonly evaluation: Evaluation;
  /** Asked of a call of the tests themselves. */
  readonly isTest: boolean;
  /** Nothing that the other language sets up is its own process's. */
  readonly language: Language;
  /**
   * What each call was found to say; of one that is still being asked, that it was not found. A name that is assigned again may be
   * made by what it gave before: without this the question goes round, or asks the same over and over.
   */
  readonly asked: Map<Expr, readonly Said[]>;
}

const NOTHING: Said = { credentials: null, endpoint: null, region: null };
const NOT_MADE: Said = { ...NOTHING, credentials: unseen('where it is made was not found') };
/** Sessions, resources, clients, and those that take a role for them, on top of each other. */
const MAX_DEPTH = 6;
/** The platform's own hosts: an endpoint that names one changes nothing of whose the store is. */
const OWN_HOST = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/;

/** dynamodb.eu-west-1.amazonaws.com, vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com */
const HOST_REGION = /(?:^|\.)([a-z]{2}(?:-[a-z]+)+-\d)\./;

/** The nearer call goes first. */
function over(near: Said, far: Said): Said {
  return {
    credentials: near.credentials ?? far.credentials,
    endpoint: near.endpoint ?? far.endpoint,
    region: near.region ?? far.region,
  };
}

function credentialsOf(
  question: Question,
  entry: ClientEntry,
  maker: LocatedCall,
  depth: number,
): ActsAs | null {
  const { recognition, evaluation } = question;
  const actsOf = (call: LocatedCall) =>
    saidOf(question, receiversOf(recognition, evaluation, call), depth + 1).map(actor);
  const given = entry.credentials.flatMap((path): ActsAs[] => {
    const found = argument(recognition, maker, [path]);
    const givers = possible(found).map(({ at }) => giverAt({ recognition, evaluation, actsOf }, at));
    if (isHidden(found)) return [...givers, unseen('what it is given could not be read')];
    // Where it may be left out, the process finds its own.
    return givers.length > 0 && mayBeAbsent(found) ? [...givers, AS_RUNTIME] : givers;
  });
  return given.length === 0 ? null : together(given);
}

/** What an argument tells, where all that may stand there tells the same; null where it is left out. */
function told(found: Argument, tell: (at: Located) => Told | null): Told | null {
  if (isHidden(found)) return 'unread';
  const [first = null, ...others] = possible(found).map(({ at }) => tell(at));
  if (mayBeAbsent(found)) others.push(null);
  return others.every((other) => textTold(other) === textTold(first)) ? first : 'unread';
}

function textTold(told: Told | null): string | null {
  return told === null || told === 'unread' ? told : told.text;
}

function endpointOf(
  { recognition, evaluation }: Question,
  entry: ClientEntry,
  maker: LocatedCall,
): Told | null {
  return told(argument(recognition, maker, entry.endpoint), (at) => {
    const value = evaluation.value(at);
    if (value.kind === 'known' && value.value === null) return null;
    const host = value.kind === 'known' ? hostOf(String(value.value), true) : null;
    return host === null ? 'unread' : { text: host };
  });
}

function regionOf(
  { recognition, evaluation }: Question,
  entry: ClientEntry,
  maker: LocatedCall,
): Told | null {
  return told(argument(recognition, maker, entry.region), (at) => {
    const value = evaluation.value(at);
    if (value.kind === 'known') return value.value === null ? null : { text: String(value.value) };
    // What the platform sets where it runs, whatever the code would fall back to.
    const isOwn = value.kind === 'env' && recognition.catalog.ownVariables.region.has(value.name);
    return isOwn ? null : 'unread';
  });
}

/** Each once: what is said by several sessions of several clients would multiply. */
function distinct(said: readonly Said[]): readonly Said[] {
  return [...new Map(said.map((one) => [JSON.stringify(one), one])).values()];
}

/** What the call says, with what it takes over from others: several where those may be several. */
function saidBy(question: Question, maker: LocatedCall, depth: number): readonly Said[] {
  const { asked } = question;
  const known = asked.get(maker.expr);
  if (known !== undefined) return known;
  if (depth > MAX_DEPTH) return [NOT_MADE];
  asked.set(maker.expr, [NOT_MADE]);
  const said = distinct(askedOf(question, maker, depth));
  asked.set(maker.expr, said);
  return said;
}

function askedOf(question: Question, maker: LocatedCall, depth: number): readonly Said[] {
  const { recognition, evaluation } = question;
  const entry = recognition.catalog.clients.get(calledSymbol(recognition, maker)?.symbol ?? '');
  const receivers = receiversOf(recognition, evaluation, maker);
  // What is made of a client: `resource.Table(…)`.
  if (entry === undefined) return saidOf(question, receivers, depth + 1);
  const own = {
    credentials: credentialsOf(question, entry, maker, depth),
    endpoint: endpointOf(question, entry, maker),
    region: regionOf(question, entry, maker),
  };
  const taken = argument(recognition, maker, entry.takes);
  const others = possible(taken).flatMap(({ at }) => {
    const takenBy = callsAt(recognition, evaluation, at);
    return takenBy === null ? [NOT_MADE] : allSaid(question, takenBy, depth + 1);
  });
  if (isHidden(taken)) others.push(NOT_MADE);
  else if (mayBeAbsent(taken)) others.push(NOTHING);
  // Of `boto3.client` the module is no session; of any other it matters which one it is, and nobody may know.
  const session = isOfPackage(recognition, evaluation, maker)
    ? [NOTHING]
    : saidOf(question, receivers, depth + 1);
  return others.flatMap((other) => session.map((one) => over(over(own, other), one)));
}

function allSaid(question: Question, makers: readonly LocatedCall[], depth: number): readonly Said[] {
  return makers.length === 0 ? [NOTHING] : distinct(makers.flatMap((one) => saidBy(question, one, depth)));
}

function saidOf(question: Question, makers: readonly LocatedCall[] | null, depth: number): readonly Said[] {
  if (makers === null || makers.length === 0) return [NOT_MADE];
  const program = defaultsOf(question);
  const environment = environmentOf(question.recognition, question.language, question.isTest);
  return makers
    .flatMap((one) => saidBy(question, one, depth))
    .map((one) => inEnvironment(over(one, program), environment));
}

/** What a name of the package says of all clients, where it is called or assigned, and the file that does so. */
interface Default {
  readonly path: string;
  readonly said: readonly Said[];
}

/** Calls that speak for all clients, and sessions that are put in the place of the one that the package makes. */
function defaultsIn(question: Question, module: ModuleIr): readonly Default[] {
  const { recognition, evaluation } = question;
  const { clients, ownVariables } = recognition.catalog;
  const names = new Map(
    [...clients]
      .filter(([, { isDefault }]) => isDefault)
      .map(([symbol, entry]) => [lastName(symbol), { symbol, entry }] as const),
  );
  // By the name that an import gave it.
  for (const { imported, local } of module.imports) {
    const found = names.get(imported);
    if (found !== undefined) names.set(local, found);
  }
  const called = module.callSites.flatMap(({ call: expr, name, scope }): Default[] => {
    const found = name === null ? undefined : names.get(name);
    const call: LocatedCall = { module, scope, expr };
    if (found === undefined || calledSymbol(recognition, call)?.symbol !== found.symbol) return [];
    const credentials = credentialsOf(question, found.entry, call, 0);
    const region = regionOf(question, found.entry, call);
    return [{ path: module.path, said: [{ ...NOTHING, credentials, region }] }];
  });
  const slots = new Set([...ownVariables.session].map(lastName));
  const assigned = module.memberSets.flatMap(({ target, value, scope }): Default[] => {
    if (!slots.has(lastName(target)) || value.kind === 'null') return [];
    const makers = callsAt(recognition, evaluation, { module, scope, expr: value });
    const said = makers === null ? [NOT_MADE] : allSaid(question, makers, 0);
    return [{ path: module.path, said }];
  });
  return [...called, ...assigned];
}

const defaults = new WeakMap<Recognition, Map<string, Said>>();

/** What the program says of all its clients: several such calls may each be the one that holds. */
function defaultsOf({ recognition, evaluation, isTest, language }: Question): Said {
  const found = defaults.get(recognition) ?? new Map<string, Said>();
  defaults.set(recognition, found);
  const key = `${language} ${String(isTest)}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  // Its own arguments may be made by clients.
  found.set(key, NOTHING);
  // What was found before they are known is not kept for afterwards.
  const question: Question = { recognition, evaluation, isTest, language, asked: new Map() };
  const files = settingsOf(recognition, language, isTest).filter(([, { names }]) => names.size > 0);
  const read = files.flatMap(([path]) => {
    const module = recognition.program.modules.get(path);
    return module === undefined ? [] : defaultsIn(question, module);
  });
  const given = read.flatMap((one) => one.said);
  const unread = unreadDefaults(recognition, language, isTest, new Set(read.map(({ path }) => path)));
  const regions = new Set(given.map(({ region }) => JSON.stringify(region)));
  const said: Said = {
    endpoint: given.find(({ endpoint }) => endpoint !== null)?.endpoint ?? null,
    credentials:
      unread ??
      (given.every(({ credentials }) => credentials === null)
        ? null
        : // The one that gives none may be the one that holds: then it is the runtime.
          together(given.map(({ credentials }) => credentials ?? AS_RUNTIME))),
    region: regions.size > 1 || unread !== null ? 'unread' : (given[0]?.region ?? null),
  };
  found.set(key, said);
  return said;
}

/** What the process would find by itself is what the program put there. */
function inEnvironment(said: Said, environment: ProcessEnvironment): Said {
  const { credentials } = said;
  return {
    credentials:
      credentials?.as === 'runtime'
        ? (environment.credentials ?? credentials)
        : (credentials ?? environment.credentials),
    endpoint: said.endpoint ?? environment.endpoint,
    region: said.region ?? environment.region,
  };
}

function actor({ credentials, endpoint }: Said): ActsAs {
  if (endpoint === null) return credentials ?? AS_RUNTIME;
  if (endpoint === 'unread')
    return {
      as: 'unseen',
      why: 'whose store it touches was not seen: its client is, or may be, given an endpoint',
    };
  return {
    as: 'unseen',
    why: `what its client may do at ${endpoint.text} was not seen: no grant of the platform speaks of it`,
  };
}

/** The clients by which a call of the catalogue can be made, each told once. */
export function clientsOf(
  recognition: Recognition,
  evaluation: Evaluation,
  call: LocatedCall,
): readonly ClientSight[] {
  const isTest = stateOf(call.module) === 'test';
  const { language } = call.module;
  const question: Question = { recognition, evaluation, isTest, language, asked: new Map() };
  const said = saidOf(question, makersOf(recognition, evaluation, call), 0);
  const sights = said.map((one): ClientSight => {
    const { endpoint, region } = one;
    const host = endpoint === null || endpoint === 'unread' ? '' : endpoint.text;
    if (!OWN_HOST.test(host)) return { actsAs: actor(one), endpoint, region };
    const named = HOST_REGION.exec(host)?.[1];
    const placed = named === undefined ? region : { text: named };
    return { actsAs: actor({ ...one, endpoint: null }), endpoint: null, region: placed };
  });
  return [...new Map(sights.map((one) => [JSON.stringify(one), one])).values()];
}
