import { LIMITS, type DecodeProblems } from './decode-problem.ts';
import type { AttributeReading } from './telemetry-span.ts';
import type { WireReader } from './wire-reader.ts';

/**
 * AnyValue of opentelemetry/proto/common/v1/common.proto: 1 string, 2 bool, 3 int, 4 double, 5 array, 6 kvlist, 7 bytes.
 * The last field wins, as protobuf says of a oneof.
 *
 * @returns null for a message without a value, and for one that lies too deep.
 * @throws WireError where the bytes break the wire format.
 */
export function readAnyValue(
  reader: WireReader,
  end: number,
  problems: DecodeProblems,
  depth = 0,
): AttributeReading {
  let value: AttributeReading = null;
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    switch (tag) {
      case 0x0a:
        value = reader.text(end);
        break;
      case 0x10:
        value = reader.int64(end) !== 0;
        break;
      case 0x18:
        value = reader.int64(end);
        break;
      case 0x21:
        value = reader.double(end);
        break;
      case 0x2a:
      case 0x32: {
        const stop = reader.fieldEnd(end);
        value = readNested(reader, stop, problems, depth + 1, tag === 0x2a);
        break;
      }
      case 0x3a:
        value = reader.base64(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  return value;
}

/** ArrayValue and KeyValueList alike: field 1 repeated. Depth is bounded here, where the recursion is. */
function readNested(
  reader: WireReader,
  end: number,
  problems: DecodeProblems,
  depth: number,
  isList: boolean,
): AttributeReading {
  if (depth > LIMITS.depth) {
    problems.add('too-deep', `values below ${String(LIMITS.depth)} levels were left out`);
    reader.pos = end;
    return null;
  }
  const items: AttributeReading[] = [];
  const members: [string, AttributeReading][] = [];
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    // Neither message has another field; a later version of the protocol may.
    if (tag !== 0x0a) {
      reader.skip(tag, end);
      continue;
    }
    const stop = reader.fieldEnd(end);
    if (items.length + members.length >= LIMITS.members) {
      problems.add('too-many', `members beyond ${String(LIMITS.members)} of one value were left out`);
      reader.pos = stop;
    } else if (isList) items.push(readAnyValue(reader, stop, problems, depth));
    else members.push(readKeyValue(reader, stop, problems, depth));
  }
  // fromEntries defines own properties, so a key `__proto__` changes nothing but itself.
  return isList ? items : Object.fromEntries(members);
}

/** KeyValue: 1 key, 2 value; a key that is missing is the empty text. */
function readKeyValue(
  reader: WireReader,
  end: number,
  problems: DecodeProblems,
  depth: number,
): [string, AttributeReading] {
  let key = '';
  let value: AttributeReading = null;
  while (reader.pos < end) {
    const tag = reader.uint32(end);
    if (tag === 0x0a) key = reader.key(end);
    else if (tag === 0x12) value = readAnyValue(reader, reader.fieldEnd(end), problems, depth);
    else reader.skip(tag, end);
  }
  return [key, value];
}

/** One KeyValue field into the map; what is beyond the bound is passed over. */
export function readAttribute(
  reader: WireReader,
  end: number,
  into: Map<string, AttributeReading>,
  problems: DecodeProblems,
): void {
  const stop = reader.fieldEnd(end);
  if (into.size >= LIMITS.attributes) {
    problems.add('too-many', `attributes beyond ${String(LIMITS.attributes)} of one record were left out`);
    reader.pos = stop;
    return;
  }
  const [key, value] = readKeyValue(reader, stop, problems, 0);
  into.set(key, value);
}
