import { bounded } from './filled-text.ts';
import type { PromptText } from './read-text.ts';
import type { Written } from './written-texts.ts';

/** A template as it is sent where nothing else is handed over: its values stand in their places. */
export function withPartials(prompt: PromptText): PromptText {
  const { partials, ...rest } = prompt;
  if (partials === undefined) return prompt;
  let { inspected, resolved, searched } = rest;
  const beside: string[] = [];
  for (const [name, { text, isWhole, others, isSearched }] of partials) {
    beside.push(...others);
    searched &&= isSearched;
    if (text === null) continue;
    inspected = inspected.replaceAll(`{${name}}`, () => text);
    resolved &&= isWhole;
  }
  return bounded({ ...rest, inspected: [inspected, ...beside].join('\n'), resolved, searched });
}

/** What may have been put in, too. */
export function withWritten(prompt: PromptText, written: readonly Written[]): PromptText {
  const texts = new Set(written.flatMap((one) => one.texts));
  return bounded({
    ...prompt,
    inspected: [prompt.inspected, ...texts].join('\n'),
    searched: prompt.searched && written.every(({ isWhole }) => isWhole),
  });
}
