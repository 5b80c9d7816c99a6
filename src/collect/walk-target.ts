import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import type { Dirent } from 'node:fs';
import { sep } from 'node:path';
import { err, ok, type Gap, type Result } from '#model';
import { IGNORE_FILES, ignoreLevel, isIgnored, SKIPPED_FOLDERS, type IgnoreLevel } from './ignore-rules.ts';

/** Folders in folders; deeper trees are made by programs. */
const MAX_DEPTH = 100;
const MAX_IGNORE_FILE_BYTES = 1_000_000;

interface WalkLimits {
  readonly maxFiles: number;
  /** Whether .gitignore, .sightlineignore and the skipped folders count; a hand-made export is read whole. */
  readonly obeyIgnoreFiles: boolean;
  /** Paths that are somebody else's to walk. */
  readonly without: ReadonlySet<string>;
}

interface Walk {
  /** Real path of the root, without a final separator. */
  readonly root: string;
  /** Relative, `/`-separated, sorted by code unit. */
  readonly paths: readonly string[];
  readonly gaps: readonly Gap[];
}

/**
 * Bytes of one regular file below the limit. Opened without following a link in the last place and without blocking, then
 * measured on the open handle, so that what was checked is what is read.
 *
 * @param where What a gap calls the file.
 * @param room A buffer of at least that many bytes; what is read lies at its start, and stays there as long as the buffer.
 */
export function readBounded(
  path: string,
  where: string,
  maxBytes: number,
  room = (size: number): Buffer => Buffer.alloc(size),
): Result<Buffer, Gap> {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(handle);
    // A pipe would be waited for, a device read for ever.
    if (!stat.isFile()) return err({ where, reason: 'unsupported', detail: 'not a regular file' });
    if (stat.size > maxBytes) {
      return err({
        where,
        reason: 'too-large',
        detail: `${String(stat.size)} bytes, the limit is ${String(maxBytes)}`,
      });
    }
    return ok(readWhole(handle, stat.size, room(stat.size)));
  } catch (error) {
    return err({ where, reason: 'unreadable', detail: errorCode(error) });
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** A file that shrinks while it is read gives what is left; one that grows is cut at its measured size. */
function readWhole(handle: number, size: number, buffer: Buffer): Buffer {
  let filled = 0;
  while (filled < size) {
    const count = readSync(handle, buffer, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** The system's code alone: a message could carry an absolute path. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
}

interface Folder {
  /** '' for the root. */
  readonly path: string;
  readonly depth: number;
  readonly levels: readonly IgnoreLevel[];
}

/** One walk; `pending` is a stack of its own, so that depth costs no call stack. */
interface Visit {
  readonly root: string;
  readonly limits: WalkLimits;
  readonly files: string[];
  readonly gaps: Gap[];
  readonly pending: Folder[];
}

/** Lists the files below a folder. Links are never followed out of it; everything refused is a gap. */
export function walkTarget(root: string, limits: WalkLimits): Walk {
  const visit: Visit = {
    root: realpathSync.native(root),
    limits,
    files: [],
    gaps: [],
    pending: [{ path: '', depth: 0, levels: [] }],
  };
  for (let folder = visit.pending.pop(); folder !== undefined; folder = visit.pending.pop()) {
    visitFolder(visit, folder);
    if (visit.files.length >= limits.maxFiles) {
      visit.gaps.push({
        where: '.',
        reason: 'too-many',
        detail: `the walk stopped at ${String(limits.maxFiles)} files`,
      });
      break;
    }
  }
  visit.files.length = Math.min(visit.files.length, limits.maxFiles);
  return { root: visit.root, paths: visit.files.sort(byCodeUnit), gaps: visit.gaps };
}

/** Not by locale: the same tree gives the same order on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function visitFolder(visit: Visit, folder: Folder): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(absolute(visit.root, folder.path), { withFileTypes: true });
  } catch (error) {
    visit.gaps.push({ where: folder.path || '.', reason: 'unreadable', detail: errorCode(error) });
    return;
  }
  entries.sort((a, b) => byCodeUnit(a.name, b.name));
  const levels = visit.limits.obeyIgnoreFiles ? withLevel(visit, folder, entries) : folder.levels;
  for (const entry of entries) visitEntry(visit, { ...folder, levels }, entry);
}

/** Rules of this folder behind those of the folders above it: isIgnored asks the last ones first. */
function withLevel(visit: Visit, folder: Folder, entries: readonly Dirent[]): readonly IgnoreLevel[] {
  const texts: { path: string; text: string }[] = [];
  for (const name of IGNORE_FILES) {
    // A link named .gitignore could lead out of the tree.
    if (!entries.some((entry) => entry.name === name && entry.isFile())) continue;
    const path = join(folder.path, name);
    const bytes = readBounded(absolute(visit.root, path), path, MAX_IGNORE_FILE_BYTES);
    if (bytes.ok) texts.push({ path, text: bytes.value.toString('utf8') });
    else visit.gaps.push(bytes.error);
  }
  if (texts.length === 0) return folder.levels;
  const { level, gaps } = ignoreLevel(folder.path, texts);
  visit.gaps.push(...gaps);
  return [...folder.levels, level];
}

function visitEntry(visit: Visit, folder: Folder, entry: Dirent): void {
  const path = join(folder.path, entry.name);
  if (visit.limits.without.has(path)) return;
  if (isUnnamed(visit.root, path)) {
    visit.gaps.push({ where: path, reason: 'unreadable', detail: 'its name is no UTF-8: nothing opens it' });
    return;
  }
  if (entry.isDirectory()) {
    visitSubfolder(visit, folder, entry.name, path);
    return;
  }
  if (isIgnored(folder.levels, path)) return;
  if (entry.isFile()) visit.files.push(path);
  else if (entry.isSymbolicLink()) visitLink(visit, path);
  // Sockets, pipes and devices.
  else visit.gaps.push({ where: path, reason: 'unsupported', detail: 'not a regular file' });
}

/** A name whose bytes are no UTF-8 comes with replaced characters, under which there is nothing, or which is too long a name. */
function isUnnamed(root: string, path: string): boolean {
  if (!path.includes('\ufffd')) return false;
  try {
    lstatSync(absolute(root, path));
    return false;
  } catch {
    return true;
  }
}

/** An ignored folder is not entered, so that nothing below it can be brought back: as git does. */
function visitSubfolder(visit: Visit, folder: Folder, name: string, path: string): void {
  if (visit.limits.obeyIgnoreFiles && (SKIPPED_FOLDERS.has(name) || isIgnored(folder.levels, `${path}/`)))
    return;
  if (folder.depth + 1 > MAX_DEPTH) {
    visit.gaps.push({
      where: path.slice(0, 200),
      reason: 'too-deep',
      detail: `folders below ${String(MAX_DEPTH)} levels`,
    });
    return;
  }
  visit.pending.push({ path, depth: folder.depth + 1, levels: folder.levels });
}

/** A link to a file of the tree is that file under a second name; a link to a folder of the tree is visited where it lies. */
function visitLink(visit: Visit, path: string): void {
  try {
    const target = realpathSync.native(absolute(visit.root, path));
    if (!isInside(visit.root, target)) {
      visit.gaps.push({
        where: path,
        reason: 'outside-tree',
        detail: 'a link out of the target is not followed',
      });
    } else if (statSync(target).isFile()) {
      visit.files.push(path);
    }
  } catch (error) {
    visit.gaps.push({
      where: path,
      reason: 'unreadable',
      detail: `a link that leads nowhere: ${errorCode(error)}`,
    });
  }
}

/** With the separator, so that `/tree-2` does not lie in `/tree`. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Paths of a target use `/` on every system: the separator of the machine appears here alone. */
export function absolute(root: string, path: string): string {
  return path === '' ? root : `${root}${sep}${path.split('/').join(sep)}`;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
