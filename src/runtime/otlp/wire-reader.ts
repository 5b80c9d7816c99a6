import { isUtf8 } from 'node:buffer';
import type { UnixTime } from './telemetry-span.ts';

/** The bytes do not follow the protobuf wire format; everything before them was read. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Groups are deprecated and may nest without end in a hostile file. */
const MAX_GROUP_DEPTH = 16;
/** Slots for attribute keys, which repeat from span to span; a power of two. */
const KEY_SLOTS = 512;
/** Longer keys are rare, and comparing them costs what the cache saves. */
const MAX_CACHED_KEY = 64;

/**
 * Reads protobuf's wire format (protobuf.dev/programming-guides/encoding). One reader walks one request; the end of the
 * message being read is passed by the caller, so that no object is made for each nested message.
 *
 * @throws WireError where a length, a tag or a varint runs out of its message.
 */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #keys: string[] = new Array<string>(KEY_SLOTS).fill('');
  pos = 0;
  /** Strings that were not valid UTF-8; their broken bytes were replaced. */
  brokenStrings = 0;
  /** Whether a group of records led out of the file. */
  isCut = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** An unsigned varint that must fit 32 bits: tags, enums, lengths. */
  uint32(end: number): number {
    const bytes = this.#bytes;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.pos >= end) throw new WireError('a number is cut short');
      const byte = bytes[this.pos++] ?? 0;
      // Not <<, which would make the 32nd bit a sign.
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    throw new WireError('a number is longer than it may be');
  }

  /** End of the length-delimited field that starts here. */
  fieldEnd(end: number): number {
    const length = this.uint32(end);
    if (length > end - this.pos) throw new WireError('a length leads out of its message');
    return this.pos + length;
  }

  /**
   * End of a group of records. One that leads out of the file is read as far as the file goes, so that a cut file yields
   * what it holds; `isCut` then says so.
   */
  groupEnd(end: number): number {
    const length = this.uint32(end);
    if (length <= end - this.pos) return this.pos + length;
    this.isCut = true;
    return end;
  }

  /** A signed 64-bit varint: a number where it is safe, else a decimal string. */
  int64(end: number): number | string {
    const start = this.pos;
    let result = 0;
    for (let index = 0; index < 10; index += 1) {
      if (this.pos >= end) throw new WireError('a number is cut short');
      const byte = this.#bytes[this.pos++] ?? 0;
      // Seven bytes hold 49 bits: exact as a double.
      if (index < 7) result += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return index < 7 ? result : this.#longInt64(start);
    }
    throw new WireError('a number is longer than it may be');
  }

  #longInt64(start: number): number | string {
    let result = 0n;
    for (let at = start; at < this.pos; at += 1) {
      result |= BigInt((this.#bytes[at] ?? 0) & 0x7f) << BigInt(7 * (at - start));
    }
    const signed = BigInt.asIntN(64, result);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed.toString();
  }

  /** Nanoseconds since 1970 as fixed64. */
  unixTime(end: number): UnixTime {
    this.#need(8, end);
    const low = this.#bytes.readUInt32LE(this.pos);
    const high = this.#bytes.readUInt32LE(this.pos + 4);
    this.pos += 8;
    // 2^32 ns are 4,294 ms and 967,296 ns; every product stays below 2^53.
    const rest = high * 967_296 + low;
    return { ms: high * 4_294 + Math.floor(rest / 1_000_000), ns: rest % 1_000_000 };
  }

  /** Little-endian IEEE 754; NaN and the infinities are values like any other. */
  double(end: number): number {
    this.#need(8, end);
    this.pos += 8;
    return this.#bytes.readDoubleLE(this.pos - 8);
  }

  /** UTF-8; broken bytes become U+FFFD and are counted, since a stranger's text must not stop the file. */
  text(end: number): string {
    const stop = this.fieldEnd(end);
    const text = this.#bytes.toString('utf8', this.pos, stop);
    // A replacement character can only be in a two-byte string, so this costs nothing for plain ASCII.
    if (text.includes('\uFFFD') && !isUtf8(this.#bytes.subarray(this.pos, stop))) this.brokenStrings += 1;
    this.pos = stop;
    return text;
  }

  /** A text that is likely to have been read before: comparing bytes is cheaper than making the string again. */
  key(end: number): string {
    const start = this.pos;
    const stop = this.fieldEnd(end);
    const from = this.pos;
    const length = stop - from;
    if (length === 0 || length > MAX_CACHED_KEY) {
      this.pos = start;
      return this.text(end);
    }
    const bytes = this.#bytes;
    const slot =
      ((bytes[stop - 1] ?? 0) * 31 + (bytes[from + (length >> 1)] ?? 0) * 7 + length) & (KEY_SLOTS - 1);
    const cached = this.#keys[slot] ?? '';
    // Only ASCII is ever cached, so that characters and bytes agree.
    let same = cached.length === length;
    for (let at = 0; same && at < length; at += 1) same = cached.charCodeAt(at) === bytes[from + at];
    if (same) {
      this.pos = stop;
      return cached;
    }
    this.pos = start;
    const text = this.text(end);
    if (text.length === length) this.#keys[slot] = text;
    return text;
  }

  /** Bytes as lower-case hex: trace and span ids. */
  hex(end: number): string {
    const stop = this.fieldEnd(end);
    const text = this.#bytes.toString('hex', this.pos, stop);
    this.pos = stop;
    return text;
  }

  /** Bytes as base64, the form that OTLP's JSON gives them. */
  base64(end: number): string {
    const stop = this.fieldEnd(end);
    const text = this.#bytes.toString('base64', this.pos, stop);
    this.pos = stop;
    return text;
  }

  /** Passes over a field that is not ours, of any wire type. */
  skip(tag: number, end: number, depth = 0): void {
    switch (tag & 7) {
      case 0:
        this.int64(end);
        return;
      case 1:
        this.#need(8, end);
        this.pos += 8;
        return;
      case 2:
        this.pos = this.fieldEnd(end);
        return;
      // Group start; its end is tag type 4, which may stand nowhere else.
      case 3:
        this.#skipGroup(tag >>> 3, end, depth);
        return;
      case 5:
        this.#need(4, end);
        this.pos += 4;
        return;
      default:
        throw new WireError('a field has no wire type that exists');
    }
  }

  #skipGroup(field: number, end: number, depth: number): void {
    if (depth >= MAX_GROUP_DEPTH) throw new WireError('groups are nested too deeply');
    for (;;) {
      const tag = this.uint32(end);
      if ((tag & 7) === 4) {
        if (tag >>> 3 !== field) throw new WireError('a group ends that did not begin');
        return;
      }
      this.skip(tag, end, depth + 1);
    }
  }

  #need(count: number, end: number): void {
    if (end - this.pos < count) throw new WireError('a fixed-size field is cut short');
  }
}
