import { isUtf8 } from 'node:buffer';
import { counted, err, type Gap, ok, type Result } from '#model';
import { decompress, isGzip } from './decompress.ts';
import { requestKind } from './otlp/request-kind.ts';
import type { TelemetryInput } from './source.ts';

/** What a file of telemetry is, by its content; names only settle who speaks up for a file that nobody can read. */
type TelemetryFormat =
  | 'otlp-json'
  | 'otlp-protobuf'
  // Requests behind their length, see frames()
  | 'otlp-framed-protobuf'
  | 'cloudtrail-records'
  | 'cloudtrail-digest'
  // An output of the AWS CLI with its command in front
  | 'aws-envelope'
  | 'unknown';

/** A file unpacked and recognised; `content` is what its gzip held, where it was one. */
export interface TelemetryFile {
  readonly path: string;
  readonly format: TelemetryFormat;
  /** Bytes on disk. */
  readonly size: number;
  readonly content: Uint8Array;
}

/** What is looked at to tell formats apart: a marker further in is not found, and the file is then unknown, with a gap. */
const HEAD_BYTES = 64_000;
const TELEMETRY_NAME = /\.(json|jsonl|ndjson|pb|binpb|otlp|gz)$/i;
const CLOUDTRAIL_NAME = /cloudtrail/i;

/** What lies beside telemetry and is none: guides, papers, pictures, programs and settings. */
const BESIDE_NAME =
  /^(readme|licen[cs]e|notice|changelog|contributing)(\.[a-z]+)?$|\.(rst|pdf|html?|docx?|xlsx?|png|jpe?g|gif|svg|ya?ml|toml|ini|sh|py|[cm]?[jt]sx?|tf)$/i;

function isTelemetryName(path: string): boolean {
  return TELEMETRY_NAME.test(path);
}

/** Whether a file of that name may hold telemetry, under whatever extension somebody kept it: `spans.txt`, `trail-2026.11.20`. */
export function mayBeTelemetry(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isTelemetryName(name) || !(name.startsWith('.') || BESIDE_NAME.test(name));
}

const OTLP_KEY =
  '"(resourceSpans|resource_spans|resourceLogs|resource_logs|resourceMetrics|resource_metrics)"\\s*:';
// Telltale keys. A first key decides; OTLP keys anywhere are asked last, since a record may quote such a text.
const OTLP_START = new RegExp(`^\\s*[[{]\\s*\\{?\\s*${OTLP_KEY}`);
const OTLP_ANYWHERE = new RegExp(`[[{,]\\s*${OTLP_KEY}\\s*\\[`);
const RECORDS_START = /^\s*\{\s*"(Records|Events)"\s*:\s*\[/;
const RECORD_START = /^\s*\[?\s*\{\s*"(eventVersion|eventSource|eventTime|eventID|userIdentity)"\s*:/;
const DIGEST = /"digestStartTime"\s*:/;
const ENVELOPE = /^\s*\{\s*"(argv|account|region|time|output)"\s*:/;

/** Which of the two sources of this room a file belongs to. */
type TelemetryReader = 'otlp' | 'cloudtrail';

function readerOf(format: TelemetryFormat, path: string): TelemetryReader {
  switch (format) {
    case 'otlp-json':
    case 'otlp-protobuf':
    case 'otlp-framed-protobuf':
      return 'otlp';
    case 'cloudtrail-records':
    case 'cloudtrail-digest':
    case 'aws-envelope':
      return 'cloudtrail';
    case 'unknown':
    default:
      return CLOUDTRAIL_NAME.test(path) ? 'cloudtrail' : 'otlp';
  }
}

/** Exactly one of the two sources reports a file that nobody can unpack, or its gap would be missing or doubled. */
export function reportsBroken(reader: TelemetryReader, { where }: Gap): boolean {
  return readerOf('unknown', where) === reader;
}

/**
 * The files of a target that one reader is to speak for, unpacked and told apart; and for every file of which that failed, the
 * gap. A file under another name is told by its content alone: of those that are no text of telemetry nothing is said.
 */
export function* telemetryFiles(
  files: TelemetryInput['files'],
  reader: TelemetryReader,
): Generator<Result<TelemetryFile, Gap>> {
  for (const path of files.paths) {
    if (!mayBeTelemetry(path)) continue;
    const packed = files.bytes(path);
    const content = packed.ok ? decompress(path, packed.value) : packed;
    // Either source must know of it, since nobody can say whose it was.
    if (!content.ok) {
      yield content;
      continue;
    }
    const format = formatOf(path, content.value);
    if (!isTelemetryName(path) && (format === 'unknown' || format.endsWith('protobuf'))) continue;
    if (readerOf(format, path) !== reader) continue;
    yield ok({ path, format, size: packed.ok ? packed.value.length : 0, content: content.value });
  }
}

function formatOf(path: string, content: Uint8Array): TelemetryFormat {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, HEAD_BYTES)).toString(
    'latin1',
  );
  // A protobuf request begins with 0x0a, which is a line feed too: text is asked first.
  const text = /^(\xef\xbb\xbf)?\s*[[{]/.test(head)
    ? textFormatOf(head.replace(/^\xef\xbb\xbf/, ''))
    : 'unknown';
  if (text !== 'unknown') return text;
  // Gzip within gzip is not unpacked twice; text that was not recognised is no protobuf.
  if (isGzip(content) || /\.(json|jsonl|ndjson)$/i.test(path)) return 'unknown';
  if (requestKind(content) !== null) return 'otlp-protobuf';
  const [first] = frames(content);
  return first !== undefined && requestKind(first) !== null ? 'otlp-framed-protobuf' : 'unknown';
}

function textFormatOf(head: string): TelemetryFormat {
  if (OTLP_START.test(head)) return 'otlp-json';
  if (RECORDS_START.test(head) && /"eventSource"|"CloudTrailEvent"/.test(head)) return 'cloudtrail-records';
  if (RECORD_START.test(head)) return 'cloudtrail-records';
  if (/^\s*\{\s*"Records"\s*:\s*\[\s*\]/.test(head)) return 'cloudtrail-records';
  if (ENVELOPE.test(head) && head.includes('"argv"')) return 'aws-envelope';
  if (DIGEST.test(head)) return 'cloudtrail-digest';
  return OTLP_ANYWHERE.test(head) ? 'otlp-json' : 'unknown';
}

/** Messages behind a four-byte big-endian length each, as the OpenTelemetry Collector's file exporter writes them. */
export function* frames(content: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  for (let pos = 0; pos + 4 <= content.length;) {
    const length = view.getUint32(pos);
    pos += 4;
    // A length beyond the file yields what there is: the decoder says that it is cut.
    yield content.subarray(pos, pos + length);
    pos += length;
  }
}

interface JsonDocuments {
  readonly documents: readonly unknown[];
  readonly gaps: readonly Gap[];
}

/** One JSON document, or one on each line. A line that cannot be read costs that line alone. */
export function jsonDocuments(path: string, content: Uint8Array): JsonDocuments {
  const gaps: Gap[] = [];
  if (!isUtf8(content)) {
    gaps.push({ where: path, reason: 'not-text', detail: 'not valid UTF-8; broken bytes were replaced' });
  }
  const text = new TextDecoder('utf-8').decode(content);
  // The whole first: a document over many lines would be broken line by line.
  const whole = parseJson(text);
  if (whole.ok) return { documents: [whole.value], gaps };
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map(parseJson);
  const documents = parsed.flatMap((line) => (line.ok ? [line.value] : []));
  const broken = parsed.length - documents.length;
  // A first line that is no JSON: a broken document, not a list with one bad line.
  if (lines.length < 2 || parsed[0]?.ok !== true) {
    return {
      documents: [],
      gaps: [...gaps, { where: path, reason: 'not-parsed', detail: 'JSON: cut short or broken' }],
    };
  }
  if (broken > 0) {
    gaps.push({
      where: path,
      reason: 'not-parsed',
      detail: counted(broken, 'line is not JSON', 'lines are not JSON'),
    });
  }
  return { documents, gaps };
}

function parseJson(text: string): Result<unknown, null> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    // SyntaxError, or RangeError where a string grows too long: either way it is not JSON that can be read.
    return err(null);
  }
}
