import { setFlagsFromString } from 'node:v8';

/**
 * A scan lasts a few seconds, keeps nearly all that it makes, and has two threads of its own on two cores (docs/decisions/0013). Code
 * that the engine optimises after 132 kB of it ran, with all that it calls inside it, costs more to compile, a fifth of all CPU time,
 * than it gives back; helpers of the collector wait for each other on cores that are taken; marking beside the program what is
 * alive anyway finds nothing to free, and so does marking again when the heap has grown fourfold, a fiftieth of the CPU: at tenfold
 * the scan is over; a young generation that doubles from one megabyte is collected at each step of that. V8 11 (Node 20) alone:
 * elsewhere a flag may be missing, which V8 says on stderr.
 */
export function tuneEngine(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  setFlagsFromString('--interrupt-budget=600000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-incremental-marking');
  setFlagsFromString('--heap-growing-percent=900');
  setFlagsFromString('--semi-space-growth-factor=16');
}
