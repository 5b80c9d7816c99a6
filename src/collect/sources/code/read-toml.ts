import { parse } from 'smol-toml';
import { err, ok, type Gap, type Result } from '#model';

/** Reads TOML. Fails with not-parsed; the parser has a bound on nesting of its own. */
export function readToml(path: string, text: string): Result<unknown, Gap> {
  try {
    return ok(parse(text));
  } catch {
    // Its message quotes the file.
    return err({ where: path, reason: 'not-parsed', detail: 'no valid TOML' });
  }
}
