import { parse } from 'jsonc-parser';
import { err, ok, type Gap, type Result } from '#model';

/** The parser recurses: what nests deeper than any real configuration is not handed to it. */
const MAX_NESTING = 200;

/** Reads JSON with comments and trailing commas. What is only partly valid gives what could be read. */
export function readJson(path: string, text: string): Result<unknown, Gap> {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Brackets inside strings count too: too careful at worst.
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
    if (depth > MAX_NESTING) {
      return err({ where: path, reason: 'too-deep', detail: `nested more than ${MAX_NESTING} levels deep` });
    }
  }
  return ok(strict(text) ?? parse(text));
}

/** Most files are plain JSON, which the engine's own parser reads ten times as fast; undefined where this one is not. */
function strict(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
