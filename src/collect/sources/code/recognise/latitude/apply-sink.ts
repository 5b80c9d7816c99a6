import type { Located } from '../../resolve/resolver.ts';
import { argument, textsOf } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible } from '../calls/possible-arguments.ts';
import type { SinkEntry } from '../catalog/sink-schema.ts';
import { egressOf } from './egress.ts';
import { isText, textsIn, type Evaluation } from './evaluation.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { addStores } from './stores.ts';
import { raise, type BodyReach } from './body-reach.ts';
import type { SinkCall } from './sink-call.ts';
import { startProgram } from './started-program.ts';

/** Programs that run what they are handed as an argument. */
const INTERPRETER =
  /(^|\/)(sh|bash|zsh|dash|fish|cmd(\.exe)?|powershell(\.exe)?|pwsh|python[\d.]*|node|perl|ruby|php|osascript|env|xargs|sudo|ssh)$/;

/** Rows may be for one value of an argument (`dialect: "postgres"`); where that is not known, the row stands. */
function matches(recognition: Recognition, call: LocatedCall, entry: SinkEntry): boolean {
  if (entry.ofEach.length > 0 && !isCalledBeside(call, entry.ofEach)) return false;
  if (entry.where === undefined) return true;
  const said = argument(recognition, call, entry.where.any);
  const isSure = said.kind === 'given' && said.unsure === undefined;
  const texts = isSure ? textsOf(recognition.resolver.value(said.at)) : [];
  return texts.length === 0 || texts.includes(entry.where.is);
}

/** The variable of a loop or comprehension is not followed: any call of such a method in the function counts. */
function isCalledBeside({ module, scope }: LocatedCall, methods: readonly string[]): boolean {
  return module.callSites.some(
    ({ call: { callee, args }, scope: where }) =>
      where === scope && args.length === 0 && callee.kind === 'member' && methods.includes(callee.property),
  );
}

/** Stores that the call touches. Which statement it runs decides between reading and writing. */
function store(sink: SinkCall): void {
  const { recognition, call, entry, reach, evaluation } = sink;
  if (entry.store === undefined) return;
  const found = addStores(recognition, call, entry.store, evaluation);
  // A store that is touched and not known may be any: the tool's sinks are then not resolved.
  if (!found.resolved) {
    reach.sinksResolved = false;
    reach.notFollowed.add(`${entry.store.kind} of ${entry.symbols[0]?.split(/[#.]/).at(-1) ?? 'a call'}`);
  }
  const actions = entry.actions;
  for (const { id, actsAs, unlessSet, setBy } of found.stores) {
    const touch = (edge: 'can-read' | 'can-write' | 'retrieves-from') => {
      reach.touches.push({ store: id, edge, actions, actsAs, unlessSet, setBy, at: call });
    };
    if (entry.access === 'retrieve') touch('retrieves-from');
    else if (entry.access === 'write') touch('can-write');
    else touch('can-read');
    if (entry.access === 'query' && entry.does !== 'reads' && statementWrites(sink)) touch('can-write');
  }
}

/** A statement that is known and only selects does not write. */
function statementWrites({ recognition, call, entry, evaluation }: SinkCall): boolean {
  const { texts, isOpen } = textsIn(recognition, evaluation, call, entry.statement);
  const isSelect = (text: string) => /^\s*(select|with|show|explain|pragma|describe)\b/i.test(text);
  return isOpen || texts.length === 0 || !texts.every(isSelect);
}

/** Latitude query takes a statement the model chooses; one that could not be read leaves it open. */
function statement({ recognition, call, entry, reach, evaluation }: SinkCall): void {
  if (entry.statement.length === 0) return;
  const given = argument(recognition, call, entry.statement);
  for (const sql of possible(given).map(({ at }) => unwrapped(at)))
    if (evaluation.isChosen(sql)) raise(reach, 'query');
    else if (!isText(evaluation.value(sql))) reach.latitudeOpen = true;
  if (isHidden(given)) reach.latitudeOpen = true;
}

/** `text("select …")`: the statement is inside. */
function unwrapped(at: Located): Located {
  const { expr } = at;
  const [inner] = expr.kind === 'call' ? expr.args : [];
  return inner === undefined ? at : within(at, inner);
}

/** Only a known false switches the shell off. */
function isShell({ recognition, call, entry }: SinkCall): boolean {
  const flag = argument(recognition, call, entry.shellFlag);
  const values = possible(flag).map(({ at }) => recognition.resolver.value(at));
  const isOff = values.every((value) => value.kind === 'known' && value.value === false);
  return !isOff || (mayBeAbsent(flag) && entry.shell);
}

/** A program that is started: arbitrary where the model chooses it, or hands it code. */
function command(sink: SinkCall): void {
  const { recognition, call, entry, reach, evaluation } = sink;
  if (entry.command.length === 0) return;
  const found = argument(recognition, call, entry.command);
  const { args, named, spreads } = call.expr;
  // Through any argument: the environment and the working folder choose what runs, too.
  const isChosen = [...args, ...named.map(({ value }) => value), ...spreads].some((expr) =>
    evaluation.isChosen(within(call, expr)),
  );
  for (const { at } of possible(found)) {
    const decided = commandLatitude(sink, at, isChosen);
    if (decided === 'arbitrary') raise(reach, 'arbitrary');
    // Whoever writes what runs needs no store of the program's: its process says what it reaches.
    else startProgram(sink, at, isChosen);
    if (decided === 'open') reach.latitudeOpen = true;
  }
  if (found.kind === 'given' && !isHidden(found)) return;
  startProgram(sink, null, isChosen);
  if (isChosen || found.kind === 'given') reach.latitudeOpen = true;
}

/** Null where a command adds no latitude to that of arguments; open where that could not be read. */
function commandLatitude(sink: SinkCall, at: Located, isChosen: boolean): 'arbitrary' | 'open' | null {
  const { recognition, call, evaluation } = sink;
  // Programs are named by a list of words or by one line.
  const list = recognition.resolver.list(at);
  const program = list?.items[0] ?? at;
  const replaced = argument(recognition, call, ['executable']);
  const isChosenProgram =
    (evaluation.isChosen(program) && (list === null || list.items.length > 0)) ||
    possible(replaced).some(({ at: other }) => evaluation.isChosen(other));
  const named = evaluation.value(program);
  if (!isChosen && (list === null ? isText(named) : list.complete)) return null;
  // `python -c <chosen>` runs what it is handed as surely as a shell does.
  const interpreted = textsOf(named).some((name) => INTERPRETER.test(name.trim().split(/\s+/)[0] ?? ''));
  if (isChosen && (isChosenProgram || isShell(sink) || interpreted)) return 'arbitrary';
  return isText(named) ? null : 'open';
}

/** What is run as code: the first argument of the row that is given, and every piece of a code that is handed over in several. */
function codeOf(sink: SinkCall): Located[] {
  const { recognition, call, entry } = sink;
  const { args, spreads } = call.expr;
  const pieces = entry.codePieces.flatMap((path) =>
    path === '*' ? [...args, ...spreads].map((expr) => within(call, expr)) : given(sink, [path]),
  );
  // Parameters are written as a list: each of its words, where all of them were found.
  const words = pieces.flatMap((at) => {
    const list = recognition.resolver.list(at);
    return list?.complete === true ? list.items : [at];
  });
  return [...given(sink, entry.code), ...words];
}

/** All that may stand at an argument that is run as code; where that was not read, the latitude is open. */
function given({ recognition, call, reach }: SinkCall, paths: readonly string[]): Located[] {
  const found = argument(recognition, call, paths);
  if (isHidden(found)) reach.latitudeOpen = true;
  return possible(found).map(({ at }) => at);
}

/** Text that is run as a program. Chosen by the model it is any code, wherever it runs. */
function code(sink: SinkCall): void {
  const { entry, reach, evaluation } = sink;
  for (const at of codeOf(sink))
    if (evaluation.isChosen(at)) {
      raise(reach, 'arbitrary');
      if (entry.sandbox) reach.inSandbox = true;
    } else if (!isText(evaluation.value(at))) reach.latitudeOpen = true;
}

/** Where the call sends to. Hosts that are written down are egress, a host that the model names is any host. */
function network({ recognition, call, entry, reach, evaluation }: SinkCall): void {
  const egress = egressOf(recognition, call, entry, evaluation);
  if (egress === null) return;
  for (const host of egress.hosts) reach.hosts.set(host, call);
  if (egress.any) {
    reach.anyHost ??= call;
    // A page that the caller names was written by whoever owns it. To send a message brings nothing back.
    if (entry.recipients.length === 0) reach.untrusted.set('web-page', call);
  }
  if (!egress.resolved) reach.egressOpen = true;
}

/** A path that the model chooses may be any file: no store is made of it, and the sinks are not resolved. */
function file({ recognition, call, entry, reach, evaluation }: SinkCall): void {
  const found = argument(recognition, call, entry.file);
  // A path that is written down is known to its author.
  if (!isHidden(found) && !possible(found).some(({ at }) => evaluation.isChosen(at))) return;
  reach.sinksResolved = false;
  reach.notFollowed.add('a file whose path the caller chooses');
}

/** Whether nothing else can stand there. */
function isAll(some: readonly string[], { texts, isOpen, mayLack }: ReturnType<typeof textsIn>): boolean {
  return some.length > 0 && some.length === texts.length && !isOpen && !mayLack;
}

/** What the call changes. An argument that says it (a method, a mode) goes before what the row says. */
function effect(sink: SinkCall): void {
  const { recognition, call, entry, reach, evaluation } = sink;
  // HTTP: GET and HEAD are safe (RFC 9110, 9.2.1); everything else may change something.
  const methods = textsIn(recognition, evaluation, call, entry.method);
  const changing = methods.texts
    .map((text) => text.toUpperCase())
    .filter((text) => !/^(GET|HEAD)$/.test(text));
  for (const method of changing) reach.effects.add(method === 'DELETE' ? 'deletes' : 'sends');
  // open()'s mode: write, append, exclusive creation and update.
  const modes = textsIn(recognition, evaluation, call, entry.modeFlag);
  const writing = modes.texts.filter((text) => /[wax+]/.test(text));
  if (writing.length > 0) reach.effects.add('writes');
  if (isAll(changing, methods) || isAll(writing, modes)) return;
  if (entry.access !== 'query' || entry.does === 'reads') reach.effects.add(entry.does);
  else {
    reach.effects.add('reads');
    if (statementWrites(sink)) reach.effects.add('writes');
  }
}

/**
 * The most that a function of the catalogue can yield to whoever calls it, whatever with: one that takes no statement, no program
 * and no code at most sends something somewhere.
 */
export function reachOfSink({ catalog }: Recognition, symbol: string): 'unknown' | 'sends' | 'touches' {
  const entries = catalog.sinks.get(symbol) ?? [];
  const runs = entries.some(
    ({ statement, command, code, codePieces }) =>
      statement.length + command.length + code.length + codePieces.length > 0,
  );
  if (entries.length === 0 || runs) return 'unknown';
  return entries.some(({ url, host, hosts }) => url.length + host.length + hosts.length > 0)
    ? 'sends'
    : 'touches';
}

/**
 * What a call of the catalogue adds to a tool's reach.
 *
 * @returns False where the symbol is no such call.
 */
export function applySink(
  recognition: Recognition,
  call: LocatedCall,
  symbol: string,
  reach: BodyReach,
  evaluation: Evaluation,
): boolean {
  // The first row whose condition holds, in the order of the catalogue.
  const entries = recognition.catalog.sinks.get(symbol) ?? [];
  const entry = entries.find((candidate) => matches(recognition, call, candidate));
  if (entry === undefined) return false;
  const sink: SinkCall = { recognition, call, entry, reach, evaluation };
  for (const add of [effect, store, statement, command, code, network, file]) add(sink);
  if (entry.untrusted !== undefined) reach.untrusted.set(entry.untrusted, call);
  if (entry.unresolved) {
    reach.sinksResolved = false;
    reach.notFollowed.add(symbol);
  }
  return true;
}
