import type { Recognition } from '../recognition/recognition.ts';

/** Steps that reading one prompt may take: texts of texts would otherwise multiply. Real prompts took fewer than 450. */
const MAX_STEPS = 600;
/**
 * Prompts that may take more than that: a template that is set to a text with itself in it does, once for each class that inherits
 * it. A program that holds more of them was written to keep its reader busy.
 */
const MAX_CUT = 30;
const STEPS_AFTER = 20;

const steps = new WeakMap<Recognition, number>();
const cut = new WeakMap<Recognition, number>();

/** To be called where a prompt is read from its outside: what it costs is counted from here. */
export function startReading(recognition: Recognition): void {
  steps.set(recognition, 0);
}

/** False where the prompt has cost what it may. */
export function mayReadOn(recognition: Recognition): boolean {
  const taken = (steps.get(recognition) ?? 0) + 1;
  steps.set(recognition, taken);
  const wereCut = cut.get(recognition) ?? 0;
  if (taken === MAX_STEPS + 1) cut.set(recognition, wereCut + 1);
  return taken <= (wereCut >= MAX_CUT ? STEPS_AFTER : MAX_STEPS);
}
