import type { Recognition } from '../recognition/recognition.ts';

/** Steps that reading one prompt may take: texts of texts would otherwise multiply. Real prompts took fewer than 450. */
const MAX_STEPS = 600;

const steps = new WeakMap<Recognition, number>();

/** To be called where a prompt is read from its outside: what it costs is counted from here. */
export function startReading(recognition: Recognition): void {
  steps.set(recognition, 0);
}

/** False where the prompt has cost what it may. */
export function mayReadOn(recognition: Recognition): boolean {
  const taken = (steps.get(recognition) ?? 0) + 1;
  steps.set(recognition, taken);
  return taken <= MAX_STEPS;
}
