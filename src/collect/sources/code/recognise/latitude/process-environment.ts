import type { ActsAs } from '#model';
import type { Language, ModuleIr } from '../../ir.ts';
import type { ProcessSettings } from '../../process-settings.ts';
import { lastName } from '../catalog/libraries.ts';
import { isTestPath, stateOf, type Recognition } from '../recognition/recognition.ts';
import { unseen } from './credential-givers.ts';

/** What a program itself puts into the environment that its clients and its defaults are read from. */
export interface ProcessEnvironment {
  /** As whom it acts by then; null where nothing was set that says so. */
  readonly credentials: ActsAs | null;
  readonly endpoint: 'unread' | null;
  readonly region: 'unread' | null;
  /** Where it may set the variable: the path of a file; null for nowhere. */
  readonly setsIn: (variable: string) => string | null;
}

/** Whether what a module sets up holds for the program: tests do where something of the program imports them. */
function isOfProgram({ program }: Recognition, module: ModuleIr): boolean {
  return (
    stateOf(module) !== 'test' ||
    [...program.importersOf([module])].some((importer) => stateOf(importer) !== 'test')
  );
}

type Settings = readonly (readonly [string, ProcessSettings])[];

const asked = {
  settings: new WeakMap<Recognition, Map<string, Settings>>(),
  environments: new WeakMap<Recognition, Map<string, ProcessEnvironment>>(),
};

/** Every client asks for what holds for all of them. */
function once<T>(
  kept: WeakMap<Recognition, Map<string, T>>,
  recognition: Recognition,
  key: string,
  find: () => T,
): T {
  const found = kept.get(recognition) ?? new Map<string, T>();
  kept.set(recognition, found);
  const known = found.get(key) ?? find();
  found.set(key, known);
  return known;
}

/** Files that set something for the process of such a program, with their paths. */
export function settingsOf(recognition: Recognition, language: Language, isTest: boolean): Settings {
  const { modules, processSettings } = recognition.program;
  return once(asked.settings, recognition, `${language} ${String(isTest)}`, () =>
    [...processSettings].filter(([path, settings]) => {
      if (settings.language !== language) return false;
      const module = modules.get(path);
      return isTest || (module === undefined ? !isTestPath(path) : isOfProgram(recognition, module));
    }),
  );
}

/** Which of the variables a file names and sets; null for none. */
function namedIn(
  { variables, fallbacks }: ProcessSettings,
  among: ReadonlySet<string>,
  mayFallBack: boolean,
): string | null {
  const isOne = (name: string): boolean =>
    // AWS_ENDPOINT_URL_S3 is that of one service.
    among.has(name) || among.has(name.replace(/^(AWS_ENDPOINT_URL)_\w+$/, '$1'));
  return [...variables, ...(mayFallBack ? fallbacks : [])].find(isOne) ?? null;
}

/** What the files of a program set, of whichever of them runs: a path says which, and nothing says in which order. */
export function environmentOf(
  recognition: Recognition,
  language: Language,
  isTest: boolean,
): ProcessEnvironment {
  const key = `${language} ${String(isTest)}`;
  return once(asked.environments, recognition, key, () => readEnvironment(recognition, language, isTest));
}

function readEnvironment(recognition: Recognition, language: Language, isTest: boolean): ProcessEnvironment {
  const { ownVariables } = recognition.catalog;
  const files = settingsOf(recognition, language, isTest);
  const first = (among: ReadonlySet<string>, mayFallBack = true) =>
    files.flatMap(([path, settings]) => {
      const name = namedIn(settings, among, mayFallBack);
      return name === null ? [] : [`${path} sets ${name}`];
    })[0];
  // What is set under names that were not read is an identity where the file has to do with the platform at all.
  const any = files.find(([, { setsAny, namesPlatform }]) => setsAny && namesPlatform)?.[0];
  const identity =
    first(new Set([...ownVariables.credentials, ...ownVariables.sources])) ??
    (any === undefined ? undefined : `${any} sets variables whose names were not read`);
  return {
    credentials: identity === undefined ? null : unseen(`${identity} in its environment`),
    endpoint: first(ownVariables.endpoint) === undefined ? null : 'unread',
    // Where the code runs, the platform has set its region before.
    region: first(ownVariables.region, false) === undefined ? null : 'unread',
    setsIn: (variable) =>
      files.find(
        ([, { variables, fallbacks, setsAny, loadsFiles }]) =>
          variables.has(variable) || fallbacks.has(variable) || setsAny || loadsFiles,
      )?.[0] ?? null,
  };
}

/** Files that name what speaks for all clients, and in which no such call was read: an entry point, a name of another making. */
export function unreadDefaults(
  recognition: Recognition,
  language: Language,
  isTest: boolean,
  read: ReadonlySet<string>,
): ActsAs | null {
  const { catalog } = recognition;
  const symbols = [
    ...[...catalog.clients].flatMap(([symbol, { isDefault }]) => (isDefault ? [symbol] : [])),
    ...catalog.ownVariables.session,
  ];
  for (const [path, { names }] of settingsOf(recognition, language, isTest)) {
    const named = symbols.find((symbol) => names.has(lastName(symbol)));
    if (named !== undefined && !read.has(path)) return unseen(`${path} may set another session by ${named}`);
  }
  return null;
}
