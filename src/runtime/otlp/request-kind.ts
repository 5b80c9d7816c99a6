import type { RequestKind } from './decode-protobuf.ts';
import { WireError, WireReader } from './wire-reader.ts';

/**
 * Tells traces from logs by the first record: a span begins with its trace id (field 1 is 16 bytes), a log record has its
 * time there (field 1 is fixed64). Null where the bytes are neither; metrics are neither, their field 1 is a name.
 */
export function requestKind(bytes: Uint8Array): RequestKind | null {
  const reader = new WireReader(bytes);
  try {
    return kindOf(reader);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

function kindOf(reader: WireReader): RequestKind | null {
  let end = reader.length;
  // Request 1 → resource group 2 → scope group 2 → record; a cut file is recognised as long as its beginning is whole.
  for (const wanted of [0x0a, 0x12, 0x12]) {
    const stop = enter(reader, wanted, end);
    if (stop === null) return null;
    end = stop;
  }
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    // Optional fields may be left out: times tell the two apart as well (logs 1 and 11, spans 7 and 8, all fixed64).
    if (tag === 0x0a) return reader.uint32(end) === 16 ? 'traces' : null;
    if (tag === 0x09 || tag === 0x59) return 'logs';
    if (tag === 0x39 || tag === 0x41) return 'traces';
    reader.skip(tag, end);
  }
  return null;
}

/** Moves to the start of the first field with this tag; its end, or that of the file where it is cut. */
function enter(reader: WireReader, wanted: number, end: number): number | null {
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === wanted) {
      const length = reader.uint32(end);
      return Math.min(reader.pos + length, end);
    }
    reader.skip(tag, end);
  }
  return null;
}
