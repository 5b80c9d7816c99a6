import { UNREAD_REASONS, type Gap } from '#model';
import { mayBeTelemetry } from '../telemetry-file.ts';

/** The walk's own reasons beside those of a file: a link out of the target, and what is packed in a way nobody reads. */
const UNOPENED: ReadonlySet<Gap['reason']> = new Set([...UNREAD_REASONS, 'outside-tree', 'unsupported']);
const PACKED_NAME = /\.(zip|tar|tgz|tbz2?|txz|bz2|xz|zst|7z|rar)$|\.tar\.[a-z0-9]+$/i;
/** Whoever names a file so means traces. */
const TRACES_NAME = /otlp|trace|span/i;

/** Whether what could not be opened may be, or hold, log files of a trail; a name that is no telemetry's would not have been read either. */
export function mayHideLogs({ where, reason }: Gap): boolean {
  if (!UNOPENED.has(reason) || (where === '.' && reason === 'unsupported')) return false;
  const name = where.slice(where.lastIndexOf('/') + 1).replace(/^\.+/, '');
  if (PACKED_NAME.test(name)) return true;
  // A folder of logs has no extension; its day or region may follow a dot.
  return mayBeTelemetry(name) && !TRACES_NAME.test(name);
}
