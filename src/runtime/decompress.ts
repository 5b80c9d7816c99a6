import { gunzipSync } from 'node:zlib';
import { err, ok, type Gap, type Result } from '#model';

/** No file is unpacked beyond this, whatever its ratio. */
const MAX_INFLATED_BYTES = 256_000_000;
/** JSON telemetry shrinks to a fiftieth at most in practice; far beyond that it is a bomb. */
const MAX_RATIO = 200;
/** Any file may inflate to this much, whatever its ratio: it does no harm. */
const SMALL_BYTES = 1_000_000;

/** RFC 1952 section 2.3.1: the two bytes that every member begins with. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The bytes as they are, or what their gzip holds, as long as that stays within size and ratio. */
export function decompress(path: string, bytes: Uint8Array): Result<Uint8Array, Gap> {
  if (!isGzip(bytes)) return ok(bytes);
  const limit = Math.min(MAX_INFLATED_BYTES, Math.max(SMALL_BYTES, bytes.length * MAX_RATIO));
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: limit }));
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge
      ? err({ where: path, reason: 'too-large', detail: `inflates to more than ${String(limit)} bytes` })
      : err({ where: path, reason: 'not-parsed', detail: 'gzip: cut short or broken' });
  }
}
