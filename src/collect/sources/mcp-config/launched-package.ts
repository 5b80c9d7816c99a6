/** What a command line fetches and runs. `version` is null where the line leaves it to whoever publishes next. */
interface LaunchedPackage {
  readonly name: string;
  readonly version: string | null;
}

/** Programs that fetch and run; the managers do so with a verb. */
const NODE_RUNNERS = new Set(['npx', 'bunx', 'pnpx']);
const NODE_MANAGERS = new Set(['pnpm', 'yarn', 'npm', 'bun']);
/** At least two numbers: `1` and `^1.2` leave the choice to the registry. */
const EXACT_VERSION = /^v?\d+(\.\d+)+([-+.][\w.+-]*)?$/;
/** A full SHA-1; a short one, a branch or a tag can move. */
const COMMIT = /^[0-9a-f]{40}$/;
/** Options of `docker run` that take their value as the next word; the rest are flags or written with `=`. */
const DOCKER_VALUED = new Set(
  '-e --env --env-file -v --volume --mount --name -p --publish --network --net -w --workdir -u --user --entrypoint -l --label --platform --add-host -m --memory --cpus --tmpfs --dns --cap-add --cap-drop --security-opt --pull --ulimit --gpus -h --hostname --restart'.split(
    ' ',
  ),
);

function exact(version: string | undefined): string | null {
  return version !== undefined && EXACT_VERSION.test(version) ? version : null;
}

/** `name@1.2.3`, `@scope/name@1.2.3`; a tag such as `latest` or a range pins nothing. */
function npmPackage(spec: string): LaunchedPackage {
  const at = spec.lastIndexOf('@');
  // An `@` in front is a scope.
  if (at <= 0) return { name: spec, version: null };
  return { name: spec.slice(0, at), version: exact(spec.slice(at + 1)) };
}

/** `name==1.2.3` (PEP 440), `name@1.2.3` (uvx's short form), `git+https://…@<commit>`. */
function pythonPackage(spec: string): LaunchedPackage {
  if (/^git\+|:\/\//.test(spec)) {
    const at = spec.lastIndexOf('@');
    const commit = spec.slice(at + 1);
    return COMMIT.test(commit)
      ? { name: spec.slice(0, at), version: commit }
      : { name: at > spec.lastIndexOf('/') ? spec.slice(0, at) : spec, version: null };
  }
  const [, name, , version] = /^([\w.-]+)(\[[\w,.-]*\])?(?:(?:==|@)(.+))?$/.exec(spec) ?? [];
  return name === undefined ? { name: spec, version: null } : { name, version: exact(version) };
}

/** A tag can be moved to other bytes, so that only a digest pins an image. */
function dockerImage(image: string): LaunchedPackage {
  const [reference = image, digest] = image.split('@');
  // A colon before the last slash is the port of a registry.
  const colon = reference.lastIndexOf(':');
  const name = colon > reference.lastIndexOf('/') ? reference.slice(0, colon) : reference;
  return { name, version: digest?.startsWith('sha256:') === true ? digest : null };
}

/** First word that is no option; `valued` options take the next word with them. */
function firstOperand(words: readonly string[], valued: ReadonlySet<string>): string | null {
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('-')) return word;
    if (valued.has(word)) i += 1;
  }
  return null;
}

/** `--name value` or `--name=value`; null where the option is not there. */
function optionValue(words: readonly string[], names: readonly string[]): string | null {
  for (const [i, word] of words.entries()) {
    if (names.includes(word)) return words[i + 1] ?? null;
    const long = names.find((name) => name.startsWith('--') && word.startsWith(`${name}=`));
    if (long !== undefined) return word.slice(long.length + 1);
  }
  return null;
}

function nodeLaunch(words: readonly string[]): LaunchedPackage | null {
  // With --package the first operand is the program, not what is fetched.
  const spec = optionValue(words, ['-p', '--package']) ?? firstOperand(words, new Set(['-c', '--call']));
  return spec === null ? null : npmPackage(spec);
}

function uvLaunch(words: readonly string[]): LaunchedPackage | null {
  const valued = new Set([
    '--from',
    '--python',
    '-p',
    '--with',
    '--index',
    '--index-url',
    '--directory',
    '--project',
  ]);
  // `uvx --from package program`; pipx calls it --spec.
  const spec = optionValue(words, ['--from', '--spec']) ?? firstOperand(words, valued);
  return spec === null ? null : pythonPackage(spec);
}

/** Without the wrapper that Windows needs (`cmd /c npx …`) and without the folder and extension of the program. */
function unwrap(command: string, args: readonly string[]): { program: string; words: readonly string[] } {
  const program = (command.split(/[\\/]/).at(-1) ?? command).replace(/\.(exe|cmd)$/i, '');
  const [flag = '', inner, ...rest] = args;
  if (program === 'cmd' && flag.toLowerCase() === '/c' && inner !== undefined)
    return { program: inner, words: rest };
  return { program, words: args };
}

/** Null where the line runs something of its own, such as a script of the repository. */
export function launchedPackage(command: string, args: readonly string[]): LaunchedPackage | null {
  const { program, words } = unwrap(command, args);
  const [verb = '', second = ''] = words;
  if (NODE_RUNNERS.has(program)) return nodeLaunch(words);
  if (NODE_MANAGERS.has(program) && /^(dlx|exec|x)$/.test(verb))
    return nodeLaunch(words.slice(1).filter((w) => w !== '--'));
  if (program === 'uvx') return uvLaunch(words);
  if (program === 'uv' && verb === 'tool' && second === 'run') return uvLaunch(words.slice(2));
  if (program === 'pipx' && verb === 'run') return uvLaunch(words.slice(1));
  if (program === 'docker' || program === 'podman') {
    const run = words.indexOf('run');
    const image = run < 0 ? null : firstOperand(words.slice(run + 1), DOCKER_VALUED);
    return image === null ? null : dockerImage(image);
  }
  return null;
}

/** Variables that `docker run` hands on: `-e NAME`, `-e NAME=value`, `--env=NAME`. */
export function dockerEnvironment(
  command: string,
  args: readonly string[],
): readonly { name: string; value: string | null }[] {
  const { program, words } = unwrap(command, args);
  if (program !== 'docker' && program !== 'podman') return [];
  return words.flatMap((word, i) => {
    const text = word === '-e' || word === '--env' ? words[i + 1] : /^--env=(.*)$/s.exec(word)?.[1];
    if (text === undefined) return [];
    const equals = text.indexOf('=');
    return [
      equals < 0
        ? { name: text, value: null }
        : { name: text.slice(0, equals), value: text.slice(equals + 1) },
    ];
  });
}
