import { dockerfileFault, type Instruction } from './dockerfile-fault.ts';

/**
 * What a Dockerfile says without being built. Syntax as in the Dockerfile reference
 * (docs.docker.com/reference/dockerfile).
 */
export interface Dockerfile {
  /** Image that the last stage starts from, with stages and literal ARGs followed; null where an ARG has no default. */
  readonly base: string | null;
  /**
   * ENTRYPOINT and CMD of the last stage as one line; null where neither is written, since the base image then
   * decides.
   */
  readonly entrypoint: string | null;
  /** Sources of COPY and ADD inside the build context, in order, of every stage: what one builds, the next takes over. */
  readonly copies: readonly string[];
  /** ENV and ARG with literal values. */
  readonly variables: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  /** Names that ENV sets, in any stage: a later one may start from it. Sorted. */
  readonly environment: readonly string[];
  readonly lastLine: number;
  /** The first line that no builder takes, as one that was cut off; null where there is none. */
  readonly fault: string | null;
}

function startOf({ entrypoint, command }: Stage): string | null {
  const start = [entrypoint, command].filter((part) => part !== null).join(' ');
  return start === '' ? null : start;
}

function environmentOf(instructions: readonly Instruction[]): readonly string[] {
  const sets = instructions.filter(({ name }) => name === 'ENV');
  return [...new Set(sets.flatMap(({ rest }) => assignmentsOf(rest).map(({ key }) => key)))].sort();
}

/** One FROM to the next. */
interface Stage {
  readonly name: string | null;
  readonly from: string;
  entrypoint: string | null;
  command: string | null;
}

/** Far more than an image may have layers; the rest of such a file is not read. */
const MAX_INSTRUCTIONS = 5_000;

/** With another escape character lines go on otherwise, which is not read. */
const OTHER_ESCAPE = /^\s*#\s*escape\s*=\s*`/i;

/** Null where the text has no FROM: then it is no Dockerfile. */
export function readDockerfile(text: string): Dockerfile | null {
  const instructions = instructionsOf(text);
  const stages: Stage[] = [];
  const globals = new Map<string, string>();
  const copies: string[] = [];
  const variables: { name: string; value: string; line: number }[] = [];
  for (const { name, rest, line } of instructions) {
    const stage = stages.at(-1);
    switch (name) {
      case 'FROM':
        stages.push(stageOf(rest, globals));
        break;
      case 'ARG':
      case 'ENV':
        for (const { key, value } of assignmentsOf(rest)) {
          variables.push({ name: key, value, line });
          // An ARG before the first FROM is the only one that a FROM may use.
          if (stage === undefined) globals.set(key, value);
        }
        break;
      case 'COPY':
      case 'ADD':
        for (const copied of copiedFrom(rest)) copies.push(copied);
        break;
      case 'ENTRYPOINT':
        if (stage !== undefined) stage.entrypoint = commandText(rest);
        break;
      case 'CMD':
        if (stage !== undefined) stage.command = commandText(rest);
        break;
      default:
        break;
    }
  }
  const last = stages.at(-1);
  if (last === undefined) return null;
  return {
    base: baseOf(stages, last),
    entrypoint: startOf(last),
    copies: [...new Set(copies)],
    variables,
    environment: environmentOf(instructions),
    lastLine: lastLineOf(text),
    fault: OTHER_ESCAPE.test(text) ? null : dockerfileFault(instructions),
  };
}

/** Number of the last line that is not empty. */
function lastLineOf(text: string): number {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end -= 1;
  return text.slice(0, end).split('\n').length;
}

/** A backslash at the end of its line; blanks behind it do not count. */
const CONTINUED = /\\\s*$/;

/** Joins continued lines, drops comments and the bodies of here-documents. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text.split(/\r?\n/);
  const instructions: Instruction[] = [];
  for (let i = 0; i < lines.length && instructions.length < MAX_INSTRUCTIONS; i += 1) {
    const line = i + 1;
    let piece = lines[i] ?? '';
    if (/^\s*(#|$)/.test(piece)) continue;
    // Piece by piece: looking at all that was joined so far for every line would take time in the square of the file.
    const pieces: string[] = [];
    while (CONTINUED.test(piece) && i + 1 < lines.length) {
      pieces.push(piece.replace(CONTINUED, ' '));
      i += 1;
      // A comment or an empty line between continued lines is dropped and the line goes on, as BuildKit has it.
      const next = lines[i] ?? '';
      piece = /^\s*(#|$)/.test(next) ? '\\' : next;
    }
    const joined = [...pieces, piece].join('');
    const [, name = '', rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(joined) ?? [];
    instructions.push({ name: name.toUpperCase(), rest: rest.trim(), line });
    i = afterHeredocs(lines, i, rest);
  }
  return instructions;
}

/**
 * A body that never ends takes the rest of the file, as it does for the builder. `<<-` lets the end mark be
 * indented.
 */
function afterHeredocs(lines: readonly string[], from: number, rest: string): number {
  let i = from;
  for (const [, dash, , name] of rest.matchAll(/<<(-?)(["']?)(\w+)\2/g)) {
    // One after the other, so that all of them together read the file once.
    do i += 1;
    while (i < lines.length && (dash === '-' ? lines[i]?.trim() : lines[i]) !== name);
    if (i >= lines.length) break;
  }
  return i;
}

/** Flags such as --platform and --chown stand before the operands. */
function withoutOptions(rest: string): string {
  return rest.replace(/^(--[\w-]+(=\S+)?\s+)+/, '');
}

/** `FROM image AS name`. Variables as far as global ARGs or `:-` defaults say them. */
function stageOf(rest: string, globals: ReadonlyMap<string, string>): Stage {
  const [image = '', as, name] = withoutOptions(rest).split(/\s+/);
  // A variable without a value stays as written, so that the `$` tells later that the base is not known.
  const from = image.replaceAll(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, key: string, fallback?: string) => {
    return globals.get(key) ?? fallback ?? whole;
  });
  return { name: as?.toUpperCase() === 'AS' ? (name ?? null) : null, from, entrypoint: null, command: null };
}

/** Follows stages by name or number down to an image. */
function baseOf(stages: readonly Stage[], last: Stage): string | null {
  let stage = last;
  // Only earlier stages can be meant, so this ends.
  for (let i = 0; i < stages.length; i += 1) {
    const before = stages.slice(0, stages.indexOf(stage));
    const next = before.find((candidate) => candidate.name?.toLowerCase() === stage.from.toLowerCase());
    if (next === undefined) break;
    stage = next;
  }
  return stage.from === '' || stage.from.includes('$') ? null : stage.from;
}

/** What is copied from another stage or image, or from the network, is not of the build context. */
function copiedFrom(rest: string): readonly string[] {
  if (/^(--\S+\s+)*--from=/.test(rest) || rest.includes('<<')) return [];
  const operands = withoutOptions(rest);
  // The JSON form exists for paths with blanks.
  const words = operands.startsWith('[') ? jsonWords(operands) : operands.split(/\s+/);
  return words
    .slice(0, -1)
    .filter((word) => !/^(https?:|git@)/.test(word))
    .map((word) => word.replace(/^\.\//, '') || '.');
}

/** Empty where it is no list of texts: the shell form is then meant. */
function jsonWords(text: string): readonly string[] {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
  } catch {
    return [];
  }
}

/** The JSON form as one line, so that both forms read alike; it is shown and never run. */
function commandText(rest: string): string {
  const words = rest.startsWith('[') ? jsonWords(rest) : [];
  return words.length > 0 ? words.join(' ') : rest;
}

/** `A=b C="d e"`, and the old form `A b c`. */
function assignmentsOf(rest: string): readonly { readonly key: string; readonly value: string }[] {
  // Only from the head of a word: a long word without `=` would else be tried from every letter of it.
  const pairs = [...rest.matchAll(/(?<![\w.-])([\w.-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
  if (pairs.length > 0) {
    return pairs.map(([, key = '', value = '']) => ({ key, value: value.replaceAll(/^["']|["']$/g, '') }));
  }
  const [, key, value] = /^([\w.-]+)\s+(.+)$/s.exec(rest) ?? [];
  return key === undefined || value === undefined ? [] : [{ key, value }];
}
