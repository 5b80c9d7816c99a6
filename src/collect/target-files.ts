import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { err, ok, type Gap, type Result } from '#model';
import type { TargetFiles, TargetKind } from './source.ts';
import { absolute, isInside, readBounded, walkTarget } from './walk-target.ts';

/** A generated tree must not keep a scan busy for ever; the walk says where it stopped. */
const MAX_FILES = 200_000;
/** Of one target's files that are held at once, raw and decoded together. */
const MAX_CACHE_BYTES = 64_000_000;
/** A source file above it is data or generated. */
const MAX_TEXT_BYTES = 2_000_000;
const MAX_EXPORT_BYTES = 64_000_000;

export interface FileCounts {
  /** Files that the walk found. */
  readonly seen: number;
  /** Files that were read at least once, and their bytes. */
  readonly read: number;
  readonly bytes: number;
}

/** The files of one target, with what the walk refused and what was read so far. */
export interface OpenedTarget extends TargetFiles {
  counts(): FileCounts;
}

/** Bounds of one target; tests set small ones. */
export interface TargetLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxCacheBytes: number;
  /** Paths that belong to other targets, `/`-separated; nothing below them is walked. */
  readonly without: readonly string[];
}

/** Code is small; one file of an export or of telemetry may hold an organisation's whole day. */
function limitsOf(kind: TargetKind): TargetLimits {
  const isText = kind === 'tree' || kind === 'configuration';
  return {
    maxFiles: MAX_FILES,
    maxFileBytes: isText ? MAX_TEXT_BYTES : MAX_EXPORT_BYTES,
    maxCacheBytes: MAX_CACHE_BYTES,
    without: [],
  };
}

/**
 * Opens a folder, or one file as a target of its own.
 *
 * @throws When the root itself does not exist: that is the caller's usage error, not a gap.
 */
export function openTarget(root: string, kind: TargetKind, limits: Partial<TargetLimits> = {}): OpenedTarget {
  const bounds = { ...limitsOf(kind), ...limits };
  // One file is read whatever ignore rules say: somebody named it.
  if (statSync(root).isFile()) {
    const real = realpathSync.native(root);
    return readFrom({ root: dirname(real), paths: [basename(real)], gaps: [] }, bounds);
  }
  const walk = walkTarget(root, {
    maxFiles: bounds.maxFiles,
    obeyIgnoreFiles: kind === 'tree',
    without: new Set(bounds.without),
  });
  return readFrom(walk, bounds);
}

/** Least recently used first out; a Map keeps the order of insertion, so a hit is taken out and put in again. */
function lruCache<T>(maxBytes: number) {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let held = 0;
  return {
    get(key: string): T | undefined {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key: string, value: T, bytes: number): void {
      // Too large to keep: it would throw out everything else.
      if (bytes > maxBytes) return;
      entries.set(key, { value, bytes });
      held += bytes;
      for (const [oldest, old] of entries) {
        if (held <= maxBytes) break;
        entries.delete(oldest);
        held -= old.bytes;
      }
    },
  };
}

/** One buffer for all files that are decoded at once: thousands of them would be zeroed, filled, and collected. */
function sharedRoom(): Room {
  let room = Buffer.alloc(0);
  return (size) => {
    if (size > MAX_TEXT_BYTES) return Buffer.alloc(size);
    if (size > room.length) room = Buffer.alloc(Math.min(MAX_TEXT_BYTES, size * 2));
    return room;
  };
}

/** Replaced characters could hide a name from every rule; the file is a gap instead. */
const decoder = new TextDecoder('utf-8', { fatal: true });

function readFrom(
  walk: { readonly root: string; readonly paths: readonly string[]; readonly gaps: readonly Gap[] },
  limits: TargetLimits,
): OpenedTarget {
  const known = new Set(walk.paths);
  const sizes = new Map<string, number>();
  const open = fileOpener(walk.root, limits.maxFileBytes);
  const scratch = sharedRoom();
  // Half the budget each: most sources want text.
  const raw = lruCache<Buffer>(limits.maxCacheBytes / 2);
  const decoded = lruCache<string>(limits.maxCacheBytes / 2);

  function read(path: string, room?: Room): Result<Buffer, Gap> {
    // A source can only ask for what the walk found: a path out of a file's content leads nowhere.
    if (!known.has(path))
      return err({ where: path, reason: 'unreadable', detail: 'not a file of the target' });
    const found = open(path, room);
    if (found.ok) sizes.set(path, found.value.byteLength);
    return found;
  }

  function bytes(path: string): Result<Buffer, Gap> {
    const cached = raw.get(path);
    if (cached !== undefined) return ok(cached);
    const found = read(path);
    if (found.ok) raw.set(path, found.value, found.value.byteLength);
    return found;
  }

  function text(path: string): Result<string, Gap> {
    const cached = decoded.get(path);
    if (cached !== undefined) return ok(cached);
    const held = raw.get(path);
    const found = held === undefined ? read(path, scratch) : ok(held);
    if (!found.ok) return found;
    try {
      const value = decoder.decode(found.value);
      // One byte a character where all of it is ASCII, and two where anything is not.
      const isAscii = value.length === found.value.byteLength;
      decoded.set(path, value, isAscii ? value.length : value.length * 2);
      return ok(value);
    } catch {
      return err({ where: path, reason: 'not-text', detail: 'not valid UTF-8' });
    }
  }

  function counts(): FileCounts {
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    return { seen: walk.paths.length, read: sizes.size, bytes: total };
  }

  return { paths: walk.paths, gaps: walk.gaps, bytes, text, counts };
}

type Room = (size: number) => Buffer;

/** Reads files that the walk found, and nothing that is outside the root by now. */
function fileOpener(root: string, maxBytes: number): (path: string, room?: Room) => Result<Buffer, Gap> {
  const folders = new Map<string, { readonly real: string; readonly as: string }>();

  /** Any part of its path may have become a link since the walk: asked anew where another folder stands there than before. */
  function folderOf(path: string): Result<string, Gap> {
    const folder = dirname(path);
    const known = folders.get(folder);
    if (known !== undefined && placeOf(known.real) === known.as) return ok(known.real);
    const found = resolveInside(root, folder);
    const as = found.ok ? placeOf(found.value) : null;
    if (found.ok && as !== null) folders.set(folder, { real: found.value, as });
    return found;
  }

  function readLinked(path: string, room?: Room): Result<Buffer, Gap> {
    const resolved = resolveInside(root, path);
    return resolved.ok ? readBounded(resolved.value, path, maxBytes, room) : resolved;
  }

  return (path, room) => {
    const folder = folderOf(path);
    if (!folder.ok) return err({ ...folder.error, where: path });
    const direct = readBounded(folder.value + sep + basename(path), path, maxBytes, room);
    // A file that is a link itself is not opened: where it leads is asked, and that is read.
    return !direct.ok && direct.error.reason === 'unreadable' ? readLinked(path, room) : direct;
  };
}

/** What stands at a path, by device and number; null where nothing does, or a link. */
function placeOf(path: string): string | null {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() ? `${String(stat.dev)}:${String(stat.ino)}` : null;
  } catch {
    return null;
  }
}

/** Where a path of the target leads, if that is inside it. */
function resolveInside(root: string, path: string): Result<string, Gap> {
  try {
    const real = realpathSync.native(absolute(root, path));
    if (isInside(root, real)) return ok(real);
    return err({ where: path, reason: 'outside-tree', detail: 'a link out of the target is not followed' });
  } catch {
    return err({ where: path, reason: 'unreadable', detail: 'it went away or may not be read' });
  }
}
