import { bounded } from './filled-text.ts';
import type { PromptText } from './read-text.ts';
import type { Written } from './written-texts.ts';

/** One of several values: its text, or what is written of it. */
export interface Option {
  readonly found: PromptText | null;
  readonly written: Written;
}

/** Of several possible texts the first; which one is taken is not known. */
export function firstOf(options: readonly Option[]): PromptText | null {
  const found = options.find((option) => option.found !== null)?.found ?? null;
  if (found === null || options.length === 1) return found;
  // Any of them may be sent: a secret in one is a secret in the prompt.
  const inspected = [...new Set(options.flatMap(({ written }) => written.texts))].join('\n');
  const searched = options.every(({ written }) => written.isWhole);
  const isRead = options.every((option) => option.found?.variables !== null);
  const variables = isRead ? found.variables : null;
  return bounded({ ...found, inspected, variables, resolved: false, searched });
}
