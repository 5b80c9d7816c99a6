import type { Gap } from '#model';

/** Text with lines this long on average was made by a bundler. */
const MINIFIED_LINE = 1_000;
/** What ends and holds statements, and how many characters of code have one of them at the least. */
const STATEMENTS = /[;{}()]/g;
const CODE_EVERY = 60;
/** Characters; a short file may hold one long line and be written by hand. */
const MINIFIED_LEAST = 20_000;

/** Where programs put what they make: nobody misses an agent there. */
const MADE = /(^|\/)(build|out|public|static|assets|vendor|third_party|bundles?)\/|[.-]min\.[a-z]+$/;

/** Elsewhere somebody may have written it after all, and what it holds is missing. */
export function minified(where: string): Gap {
  return MADE.test(where)
    ? { where, reason: 'unsupported', detail: 'minified: not written by hand' }
    : { where, reason: 'not-parsed', detail: 'its lines are as long as those of a bundle' };
}

/** By the average length of a line, and by what long lines hold: prompts and data make single lines long, and are no code. */
export function isMinified(text: string): boolean {
  if (text.length < MINIFIED_LEAST) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (text.length / lines <= MINIFIED_LINE) return false;
  const long = text.split('\n').filter((line) => line.length > MINIFIED_LINE);
  const code = long.reduce((sum, line) => sum + (line.match(STATEMENTS)?.length ?? 0), 0);
  return code * CODE_EVERY > long.reduce((sum, line) => sum + line.length, 0);
}
