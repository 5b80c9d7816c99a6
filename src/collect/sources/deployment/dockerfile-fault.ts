/** One instruction with its continued lines joined; its name in upper case. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
}

/** Of the Dockerfile reference (docs.docker.com/reference/dockerfile). */
const INSTRUCTIONS: ReadonlySet<string> = new Set([
  ...[
    'ADD',
    'ARG',
    'CMD',
    'COPY',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'FROM',
    'HEALTHCHECK',
    'LABEL',
    'MAINTAINER',
  ],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);

/**
 * What no builder takes: an unknown instruction, one without its operands, a line that goes on behind the end. A file that was
 * cut off is told by it, if by anything: one that ends between two instructions is a Dockerfile like any other.
 */
export function dockerfileFault(instructions: readonly Instruction[]): string | null {
  for (const { name, rest, line } of instructions) {
    const at = `line ${String(line)}`;
    if (!INSTRUCTIONS.has(name)) return `${at} is no instruction`;
    if (rest === '') return `${name} in ${at} says nothing`;
    if (rest.endsWith('\\')) return `${name} in ${at} goes on behind the end of the file`;
    if (name === 'ENV' && isHalfPair(rest)) return `ENV in ${at} has a name without a value`;
    if ((name === 'COPY' || name === 'ADD') && isWithoutTarget(rest))
      return `${name} in ${at} has no destination`;
  }
  return null;
}

/** `A=b C`: where one is a pair, all have to be; `A b c` is the old form of one. Quoted texts are no names. */
function isHalfPair(rest: string): boolean {
  const bare = rest.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\\./g, '_');
  const words = bare.split(/\s+/);
  return words.length === 1
    ? !bare.includes('=')
    : words[0]?.includes('=') === true && !words.every((word) => word.includes('='));
}

function isWithoutTarget(rest: string): boolean {
  const operands = rest.replace(/^(--[\w-]+(=\S+)?\s+)+/, '');
  return !operands.startsWith('[') && !operands.includes('<<') && operands.split(/\s+/).length < 2;
}
