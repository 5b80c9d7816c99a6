import { err, ok } from '#model';
import type { TargetFiles } from './source.ts';

/** A target of a few texts by path, for tests whose programs are rows of a table and no folders. */
export function filesOf(texts: Readonly<Record<string, string>>): TargetFiles {
  return {
    paths: Object.keys(texts).sort(),
    gaps: [],
    text: (path) => {
      const text = texts[path];
      return text === undefined
        ? err({ where: path, reason: 'unreadable', detail: 'no such file' })
        : ok(text);
    },
    bytes: (path) => ok(new TextEncoder().encode(texts[path] ?? '')),
  };
}
