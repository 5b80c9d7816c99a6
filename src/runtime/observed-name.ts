import type { Inspector } from '#inspect';

/** In UTF-16 units; the fact schema allows 500. */
const MAX_NAME = 200;
const MAX_CACHED = 50_000;

/** Control and format characters could forge a report's lines or hide in a terminal. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/**
 * Makes a stranger's text fit to be a name: redacted, without invisible characters, bounded. Names repeat with every
 * span, so each is looked at once.
 */
export function nameCleaner(inspector: Inspector): (name: string) => string {
  const cleaned = new Map<string, string>();
  return (name) => {
    const known = cleaned.get(name);
    if (known !== undefined) return known;
    // Bounded first: a name of megabytes is not worth a scan, and is cut the same way each time.
    const clean = inspector
      .redact(name.slice(0, MAX_NAME * 4))
      .replace(INVISIBLE, '')
      .trim()
      .slice(0, MAX_NAME);
    const result = clean === '' ? '(nameless)' : clean;
    if (cleaned.size < MAX_CACHED) cleaned.set(name, result);
    return result;
  };
}
