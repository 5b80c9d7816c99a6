import type { ListExpr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { possible } from '../calls/possible-arguments.ts';
import { addressIn, hostOf } from './address.ts';
import type { StartedProgram } from '../catalog/sink-schema.ts';
import { within } from '../recognition/recognition.ts';
import { raise } from './body-reach.ts';

import type { SinkCall } from './sink-call.ts';

/** One word of a command line; of a line that is written as one text, `at` is the whole of it. */
interface Word {
  readonly at: Located;
  /** Null where it is not written down, or not all of it. */
  readonly text: string | null;
  readonly isChosen: boolean;
}

/** A program with what it is handed. */
interface Started {
  readonly name: string;
  readonly words: readonly Word[];
  /** Every word is there, and nothing else that is handed over is the model's: its folder, its environment. */
  readonly complete: boolean;
}

/** A text that is nothing but what stands in the code: no default of a parameter, no variable of the environment. */
function written(resolved: Resolved): string | null {
  if (resolved.kind === 'known') return resolved.value === null ? null : String(resolved.value);
  if (resolved.kind !== 'text') return null;
  const parts = resolved.parts.map((part) => (typeof part === 'string' ? part : written(part)));
  return parts.includes(null) ? null : parts.join('');
}

/** Words of what follows a program that stands alone: `spawn('ls', ['-l'], options)`. */
function following({ recognition, call, evaluation }: SinkCall, program: Located): [Located[], boolean] {
  const { args, named, spreads } = call.expr;
  const at = args.indexOf(program.expr);
  const rest = at < 0 ? [] : args.slice(at + 1);
  const words: Located[] = [];
  const others = named.map(({ value }) => value).filter((value) => value !== program.expr);
  let complete = spreads.length === 0;
  for (const arg of rest) {
    const list = recognition.resolver.list(within(call, arg));
    if (list !== null) {
      words.push(...list.items);
      complete &&= list.complete;
    } else if (arg.kind === 'object' || arg.kind === 'function') others.push(arg);
    else words.push(within(call, arg));
  }
  return [words, complete && !others.some((other) => evaluation.isChosen(within(call, other)))];
}

/** A shell's line with anything but plain words is many programs, or none that can be named. */
const PLAIN_LINE = /^[\w\s./:=+@%,-]+$/;
/** A path into another folder is a program of somebody's own. */
const PROGRAM = /^(?:\/usr)?(?:\/bin\/)?([\w.+-]{1,60})$/;

function startedBy(sink: SinkCall, given: Located): Started | null {
  const { recognition, call, evaluation } = sink;
  // Another program may stand behind the name.
  if (argument(recognition, call, ['executable']).kind !== 'absent') return null;
  const list = recognition.resolver.list(given);
  const program = list === null ? given : list.items[0];
  const line = program === undefined ? null : written(evaluation.value(program));
  if (program === undefined || line === null || !PLAIN_LINE.test(line)) return null;
  const [path = '', ...texts] = line.trim().split(/\s+/);
  const name = PROGRAM.exec(path)?.[1];
  if (name === undefined) return null;
  const [rest, complete] = following(sink, given);
  const words = (list === null ? rest : list.items.slice(1)).map((at) => ({
    at,
    text: written(evaluation.value(at)),
    isChosen: evaluation.isChosen(at),
  }));
  return {
    name,
    words: [...texts.map((text) => ({ at: program, text, isChosen: false })), ...words],
    complete: complete && list?.complete !== false,
  };
}

/** Whether nothing is touched but what the author of the code wrote down. */
function isHarmless({ words, complete }: Started, program: StartedProgram): boolean {
  if (program.does !== 'nothing' && program.does !== 'reads') return false;
  return complete && (program.arguments === 'any' || words.every(({ text }) => text !== null));
}

/** What stands behind an option: an address still, a value that is none, or nobody knows. */
function behind({ flags, values }: StartedProgram, option: string): 'address' | 'value' | 'unknown' {
  if (flags.has(option)) return 'address';
  if (values.has(option)) return 'value';
  if (option.startsWith('--')) return values.has(option.replace(/=.*$/s, '')) ? 'address' : 'unknown';
  // Letters in one: `-sSLo`.
  const letters = [...option.slice(1)];
  const last = `-${letters.at(-1) ?? ''}`;
  if (!letters.slice(0, -1).every((letter) => flags.has(`-${letter}`))) return 'unknown';
  return flags.has(last) ? 'address' : values.has(last) ? 'value' : 'unknown';
}

/** Where one address leads; any host where the model writes it. */
function address({ recognition, call, reach, evaluation }: SinkCall, word: Word): void {
  if (word.text !== null) {
    const host = hostOf(word.text, true);
    if (host === null) reach.egressOpen = true;
    else reach.hosts.set(host, call);
    return;
  }
  const { hosts, any, open, isPath, isSlash } = addressIn(recognition, evaluation, word.at);
  for (const host of hosts) reach.hosts.set(host, call);
  if (any) {
    reach.anyHost ??= call;
    reach.untrusted.set('web-page', call);
  }
  // Programs have no address that another could be joined to.
  if (open || isPath || isSlash) reach.egressOpen = true;
}

/** The addresses among the words of a program that sends. */
function send(
  sink: SinkCall,
  { words, complete }: Started,
  program: StartedProgram,
  isChosen: boolean,
): void {
  const { call, reach } = sink;
  let next: ReturnType<typeof behind> = 'address';
  let addresses = 0;
  for (const word of words) {
    const place = next;
    next = 'address';
    if (place === 'value') continue;
    if (word.text !== null && /^-./.test(word.text)) {
      next = behind(program, word.text);
      // It may be sent to a proxy, or to what a file names.
      if (next === 'unknown') reach.egressOpen = true;
    } else if (place === 'address') {
      addresses += 1;
      address(sink, word);
    }
  }
  if (!complete || addresses === 0) reach.egressOpen = true;
  // `["curl", *args]`: the address is among what is spread.
  if (!complete && addresses === 0 && isChosen) reach.anyHost ??= call;
}

/** The first piece of a text, where that is written down. */
function startOf(resolved: Resolved): string {
  const [first] = resolved.kind === 'text' ? resolved.parts : [];
  return typeof first === 'string' ? first : '';
}

/** Statements among the words. What the client takes for a command of its own may start programs: more than a query is then open. */
function query(
  sink: SinkCall,
  { words, complete }: Started,
  program: StartedProgram,
  isChosen: boolean,
): void {
  const { recognition, call, reach, evaluation } = sink;
  const raised = (start: string): void => {
    raise(reach, 'query');
    if (start === '' || program.commands === 'anywhere') reach.latitudeOpen = true;
  };
  let plain = 0;
  words.forEach((word, index) => {
    const start = word.text ?? startOf(evaluation.value(word.at));
    const before = words[index - 1]?.text;
    if (!start.startsWith('-')) plain += 1;
    if (!word.isChosen) return;
    const attached = program.statements.find((option) => start.startsWith(option));
    const isPlain = program.statements.includes('*') && plain > 1;
    if (attached !== undefined) raised(start.slice(attached.length).replace(/^=/, ''));
    else if (isPlain || (typeof before === 'string' && program.statements.includes(before))) raised(start);
  });
  const input = argument(recognition, call, ['input', '1.input', '2.input']);
  if (possible(input).some(({ at }) => evaluation.isChosen(at))) raised('');
  if (!complete && isChosen) reach.latitudeOpen = true;
}

/** A list that a caller passed for a word; null for every other word. */
function passedList(
  { evaluation }: SinkCall,
  { at, text }: Word,
): (Located & { readonly expr: ListExpr }) | null {
  const passed = text === null ? evaluation.value(at) : null;
  if (passed?.kind !== 'definition' || passed.at.expr.kind !== 'list') return null;
  return { ...passed.at, expr: passed.at.expr };
}

/** A program that runs what it is handed: whatever the model has a word in may be any. */
function runOther(sink: SinkCall, { words }: Started, { after }: StartedProgram, isChosen: boolean): void {
  const { resolver } = sink.recognition;
  const textOf = (at: Located): string | null => written(resolver.value(at));
  const lists = words.map((word) => passedList(sink, word));
  // As they are written down first: what is put into a list later comes after.
  const texts = words.flatMap((word, place) => {
    const list = lists[place];
    return list == null ? [word.text] : list.expr.items.map((expr) => textOf(within(list, expr)));
  });
  const added = lists
    .flatMap((list) => (list === null ? [] : (resolver.list(list)?.items ?? [])))
    .map(textOf);
  // What is not written down may be one of the words after which it runs something.
  const [first = null] = texts.filter((text) => text === null || !text.startsWith('-'));
  const runs = first === null || [...texts, ...added].some((text) => text !== null && after.has(text));
  if (isChosen && (runs || after.has('*'))) sink.reach.latitudeOpen = true;
}

/**
 * What a program that is started adds to a tool's reach beside its latitude: nobody knows what it does with what it is handed, or
 * without, but for those of the catalogue.
 *
 * @param given Where the program or its command line stands; null where that was not found.
 * @param isChosen The model gives any of what is handed over.
 */
export function startProgram(sink: SinkCall, given: Located | null, isChosen: boolean): void {
  const { recognition, reach } = sink;
  const started = given === null ? null : startedBy(sink, given);
  const program = started === null ? undefined : recognition.catalog.programs.get(started.name);
  if (started !== null && program !== undefined && isHarmless(started, program)) {
    // What lies under /proc and /sys is the kernel's own word.
    const isKernel = started.words.every(({ text }) => /^(-|\/(proc|sys)\/)/.test(text ?? ''));
    if (program.does === 'reads' && !(isKernel && started.words.length > 0)) reach.effects.add('reads');
    return;
  }
  reach.sinksResolved = false;
  reach.notFollowed.add(started === null ? 'a program that is started' : `the program ${started.name}`);
  if (started === null || program === undefined) return;
  if (program.does === 'sends') send(sink, started, program, isChosen);
  if (program.does === 'queries') query(sink, started, program, isChosen);
  if (program.does === 'runs') runOther(sink, started, program, isChosen);
}
