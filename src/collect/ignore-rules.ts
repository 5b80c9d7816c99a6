import ignore, { type Ignore } from 'ignore';
import { assertNever, counted, type Gap } from '#model';

/** Names that hold an organisation's exclusions; the second speaks to Sightline alone. */
export const IGNORE_FILES = ['.gitignore', '.sightlineignore'] as const;

/** Folders that hold other people's code, build output or history: never part of what an organisation wrote. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  'dist',
  '.venv',
  '__pycache__',
]);

/** A file with more is made by a program, and costs more than it hides. */
const MAX_PATTERNS = 10_000;
const MAX_PATTERN_LENGTH = 500;

/** Wildcards of one segment that are applied to every name, and to short ones. */
const FEW_WILDCARDS = 3;
const MANY_WILDCARDS = 4;
/** Characters of a name that many wildcards are tried on; half a million steps at the most, and fewer than three take on the longest. */
const SHORT_NAME = 64;

/**
 * Patterns become regular expressions, so one with many wildcards side by side could be made to run for hours, by names that are
 * long. `report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json` stands in the ignore file that Node projects begin with, and its names are short.
 */
function isCheap(pattern: string, wildcards: number): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) return false;
  const segments = pattern.split('/');
  // Each `**` is a wildcard over the whole path; four of them are more than any real pattern has.
  if (segments.filter((segment) => segment.includes('**')).length > 4) return false;
  return segments.every((segment) => segment.replaceAll('**', '').split('*').length <= wildcards + 1);
}

export interface IgnoreLevel {
  /** Folder the rules are relative to, '' for the root. */
  readonly folder: string;
  readonly rules: Ignore;
  /** Without what is dear on a long name, which then is not ignored. */
  readonly rulesOfLong: Ignore;
}

/** Rules of one folder from the texts of its ignore files; what is refused is a gap, since its files are then read. */
export function ignoreLevel(
  folder: string,
  texts: readonly { readonly path: string; readonly text: string }[],
): { readonly level: IgnoreLevel; readonly gaps: readonly Gap[] } {
  const gaps: Gap[] = [];
  const applied: string[] = [];
  for (const { path, text } of texts) {
    const patterns = text.split(/\r?\n/);
    const cheap = patterns.slice(0, MAX_PATTERNS).filter((pattern) => isCheap(pattern, MANY_WILDCARDS));
    if (cheap.length < patterns.length) {
      gaps.push({
        where: path,
        reason: 'unsupported',
        detail: `${counted(patterns.length - cheap.length, 'ignore pattern')} too costly to apply`,
      });
    }
    applied.push(...cheap);
  }
  const rules = ignore().add(applied);
  const ofLong = applied.filter((pattern) => isCheap(pattern, FEW_WILDCARDS));
  const rulesOfLong = ofLong.length === applied.length ? rules : ignore().add(ofLong);
  return { level: { folder, rules, rulesOfLong }, gaps };
}

/** Silent differs from kept: only a pattern that speaks (`!keep.me`) stops the files above from deciding. */
function verdictAt(level: IgnoreLevel, path: string): 'ignored' | 'kept' | 'silent' {
  const relative = level.folder === '' ? path : path.slice(level.folder.length + 1);
  const isLong =
    relative.length > SHORT_NAME && relative.split('/').some(({ length }) => length > SHORT_NAME);
  const answer = (isLong ? level.rulesOfLong : level.rules).test(relative);
  if (answer.ignored) return 'ignored';
  return answer.unignored ? 'kept' : 'silent';
}

/** As git decides: the file nearest to the path speaks first. Folders end in '/'. */
export function isIgnored(levels: readonly IgnoreLevel[], path: string): boolean {
  for (const level of [...levels].reverse()) {
    const verdict = verdictAt(level, path);
    switch (verdict) {
      case 'ignored':
        return true;
      case 'kept':
        return false;
      case 'silent':
        break;
      default:
        return assertNever(verdict);
    }
  }
  return false;
}
