import type { Language } from './ir.ts';

/** What is looked for in the text of every file, since it holds for all of the process: taken from the catalogue. */
export interface ProcessWords {
  /** Calls that speak for all clients of a program, by their last name: `setup_default_session`. */
  readonly calls: Readonly<Record<Language, readonly string[]>>;
  /** Variables of a package that do so where they are assigned: `DEFAULT_SESSION`. */
  readonly assigned: Readonly<Record<Language, readonly string[]>>;
  /** Packages and variables of which one is named where a program has to do with its identity. */
  readonly platform: readonly string[];
}

/** What a file sets for all of the process that runs it, by its text: comments may count, which costs an answer. */
export interface ProcessSettings {
  readonly language: Language;
  /** Variables of the environment, by their written names. */
  readonly variables: ReadonlySet<string>;
  /** Those that it sets only where they are not set. */
  readonly fallbacks: ReadonlySet<string>;
  /** It also sets variables whose names are not written there. */
  readonly setsAny: boolean;
  /** It loads variables from a file such as `.env`, whose names are the deployment's business. */
  readonly loadsFiles: boolean;
  /** It names a package or a variable of the platform. */
  readonly namesPlatform: boolean;
  /** Calls and variables of `ProcessWords` that it names. */
  readonly names: ReadonlySet<string>;
}

/** Null where the file sets nothing. */
type ReadSettings = (language: Language, text: string) => ProcessSettings | null;

/** `X =`, and not `X ==` or `X =>`; `??=`, `||=` and `+=` set as well. */
const ASSIGNS = String.raw`\s*(?:\?\?|\|\||&&|\+|\|)?=(?![=>])`;
/** A written key, or any other that fits on a line. */
const KEY = String.raw`\[\s*(?:["'\x60]([^"'\x60$\n]*)["'\x60]|[^\]\n]{1,200})\s*\]`;
/** What a call is handed first: a written name, or anything else. */
const FIRST = String.raw`\(\s*(?:["'](\w+)["']\s*,)?`;

interface Writing {
  /** One of them is in every text that sets anything: plain searches, which few files pass. */
  readonly signs: readonly string[];
  /** A variable is set: its name in one of the groups, or none is written. */
  readonly sets: RegExp;
  /** Several are set at once, from what stands in the parentheses. */
  readonly several: RegExp;
  readonly loads: RegExp;
  readonly comment: RegExp;
}

const WRITING: Readonly<Record<Language, Writing>> = {
  python: {
    signs: ['environ', 'putenv', 'dotenv', 'read_env'],
    sets: new RegExp(
      String.raw`\b(?:environ(?:${KEY}${ASSIGNS}|\.(?:setdefault|__setitem__)${FIRST})|os\.environ${ASSIGNS}|putenv${FIRST})`,
      'g',
    ),
    several: /\benviron\.update\(/g,
    loads: /\b(?:load_dotenv|read_env)\s*\(/g,
    comment: /^\s*#/,
  },
  typescript: {
    signs: ['process.env', 'dotenv', 'loadEnv'],
    sets: new RegExp(String.raw`\bprocess\.env(?:\.(\w+)|${KEY})?!?${ASSIGNS}`, 'g'),
    several: /\bObject\.assign\(\s*process\.env\s*,/g,
    loads: /["'`](?:dotenv|@dotenvx)[\w/-]*["'`]|\bloadEnv(?:File|Config)\s*\(/g,
    comment: /^\s*(?:\/\/|\*|\/\*)/,
  },
};

/** `environ.setdefault(…)`, `??=`, `||=` */
const FALLBACK = /\.setdefault\b|(?:\?\?|\|\|)=$/;
/** Characters in which several variables are written that are set at once. */
const MAX_SEVERAL = 4_000;

export function settingsReader({ calls, assigned, platform }: ProcessWords): ReadSettings {
  const written = (names: readonly string[]) => names.map((name) => [name, assignmentOf(name)] as const);
  const assigns = { python: written(assigned.python), typescript: written(assigned.typescript) };
  return (language, text) => {
    const writing = WRITING[language];
    const names = new Set(calls[language].filter((name) => text.includes(name)));
    for (const [name, pattern] of assigns[language])
      if (text.includes(name) && pattern.test(text)) names.add(name);
    const isSigned = writing.signs.some((sign) => text.includes(sign));
    if (!isSigned && names.size === 0) return null;
    const variables = new Set<string>();
    const fallbacks = new Set<string>();
    const setsAny = isSigned && addSet(text, writing, variables, fallbacks);
    const loadsFiles = isSigned && !starts(text, writing.loads, writing).next().done;
    if (names.size + variables.size + fallbacks.size === 0 && !setsAny && !loadsFiles) return null;
    const namesPlatform = platform.some((word) => text.includes(word));
    return { language, variables, fallbacks, setsAny, loadsFiles, namesPlatform, names };
  };
}

/** `boto3.DEFAULT_SESSION = …`, `setattr(boto3, "DEFAULT_SESSION", …)`; put back to nothing it is as it was. */
function assignmentOf(name: string): RegExp {
  return new RegExp(String.raw`\.${name}\s*=(?!=)(?!\s*None\b)|["']${name}["']`);
}

/** Adds the names that are written; true where others are set as well. */
function addSet(text: string, writing: Writing, variables: Set<string>, fallbacks: Set<string>): boolean {
  let isAny = false;
  for (const found of starts(text, writing.sets, writing)) {
    const name = found.slice(1).find((group) => group !== undefined);
    if (name === undefined) isAny = true;
    else (FALLBACK.test(found[0]) ? fallbacks : variables).add(name);
  }
  for (const found of starts(text, writing.several, writing)) {
    const written = writtenKeys(text.slice(found.index + found[0].length).slice(0, MAX_SEVERAL));
    if (written === null) isAny = true;
    else for (const name of written) variables.add(name);
  }
  return isAny;
}

/** Matches that do not stand in a line of comment. */
function* starts(text: string, pattern: RegExp, { comment }: Writing): Generator<RegExpExecArray, undefined> {
  for (const found of text.matchAll(pattern)) {
    const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
    if (!comment.test(line)) yield found;
  }
}

/** `{"A": a, "B": f(b)}, C=c)`: the keys of what stands up to the closing parenthesis; null where it holds anything else. */
function writtenKeys(text: string): readonly string[] | null {
  const end = closing(text);
  // Not closed in sight, or spread, or put together elsewhere.
  if (end === null) return null;
  const inside = text.slice(0, end).trim();
  const isWritten = /^(?:\{|\w+\s*=)/.test(inside) && !/\*\*|\.\.\.|\bfor\b|\[/.test(inside);
  if (!isWritten) return null;
  return [...inside.matchAll(/["'`]?(\w+)["'`]?\s*(?::|=(?!=))/g)].flatMap(([, name]) => name ?? []);
}

/** Where the parenthesis is closed in which the text starts. */
function closing(text: string): number | null {
  let depth = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    if (depth === 0) return at;
  }
  return null;
}
