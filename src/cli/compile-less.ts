import { setFlagsFromString } from 'node:v8';

/**
 * A scan lasts a few seconds: code that the engine optimises after 132 kB of it ran, with all that it calls inside it, costs more
 * to compile, a fifth of all CPU time, than it gives back. V8 11 (Node 20) alone: elsewhere a flag may be missing, which V8 says
 * on stderr.
 */
export function compileLess(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  setFlagsFromString('--interrupt-budget=600000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}
