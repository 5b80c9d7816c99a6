import { createHash } from 'node:crypto';
import type { Inspector, Match } from '#inspect';
import type { AttributeReading } from './otlp/telemetry-span.ts';
import type { ContentPart, ContentRole } from './telemetry-event.ts';

const MAX_DEPTH = 16;
/** JSON inside JSON inside an attribute is usual; more layers are not. */
const MAX_UNPACKED = 4;
/** Digests kept; past them all are forgotten and inspected again. */
const MAX_REMEMBERED = 50_000;
/** Long texts are inspected in pieces of this many characters that overlap by more than most secrets are long. */
const CHUNK = 256_000;
const OVERLAP = 4_000;
/** Keys that only say that text follows; others may be what makes the text recognisable, as password does. */
const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'content',
  'text',
  'role',
  'type',
  'parts',
  'result',
  'response',
]);

/** A secret recognised in captured content: what it is and under which fingerprint, never what it says. */
interface FoundSecret extends Pick<Match, 'detector' | 'fingerprint' | 'hint' | 'publicId'> {
  readonly role: ContentRole;
}

/** Whose turn a message of a conversation is; conversations are sent whole, the application's instructions among the input. */
const ROLE_OF_MESSAGE: Readonly<Record<string, ContentRole>> = {
  system: 'instructions',
  developer: 'instructions',
  assistant: 'output',
  model: 'output',
  tool: 'tool-result',
};

type Remembered = readonly Omit<FoundSecret, 'role'>[];
const NOTHING: Remembered = [];

/**
 * Inspects content and forgets it. Each call to a model sends the whole conversation again, so every text is looked at
 * once and known by its digest after that.
 */
export class ContentInspection {
  readonly #inspector: Inspector;
  readonly #remembered = new Map<string, Remembered>();
  /** Texts that lay too deep to be looked at. */
  tooDeep = 0;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** Each secret once, however often the parts repeat it; what the system itself said of it counts before the input. */
  secretsIn(parts: readonly ContentPart[]): readonly FoundSecret[] {
    const found = new Map<string, FoundSecret>();
    for (const { role, value } of parts) {
      const see = (text: string, inRole: ContentRole): void => {
        for (const one of this.#inspectOnce(text)) {
          const key = `${one.detector} ${one.fingerprint}`;
          if ((found.get(key)?.role ?? 'input') === 'input') found.set(key, { ...one, role: inRole });
        }
      };
      this.#visit(value, { key: '', depth: 0, unpacked: 0, role }, see);
    }
    return [...found.values()];
  }

  #visit(value: AttributeReading, at: Place, see: (text: string, role: ContentRole) => void): void {
    const { key, depth, unpacked, role } = at;
    // Counted, so that it ends as a gap: content that nests without end could hide a secret below.
    if (depth > MAX_DEPTH) {
      this.tooDeep += 1;
      return;
    }
    if (typeof value === 'string') {
      const inner = unpacked < MAX_UNPACKED ? unpack(value) : undefined;
      if (inner === undefined) see(key === '' || PLAIN_KEYS.has(key) ? value : `${key}: ${value}`, role);
      else this.#visit(inner, { ...at, depth: depth + 1, unpacked: unpacked + 1 }, see);
    } else if (isList(value)) {
      for (const item of value) this.#visit(item, { ...at, depth: depth + 1 }, see);
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      const within = messageRole(entries) ?? role;
      for (const [name, item] of entries) {
        // The AI SDK sends `system` beside the messages.
        const inRole = name === 'system' ? 'instructions' : within;
        this.#visit(item, { key: name, depth: depth + 1, unpacked, role: inRole }, see);
        // A key may be the secret: {"AKIA…": true}.
        if (name.length >= 16) see(name, within);
      }
    }
  }

  #inspectOnce(text: string): Remembered {
    if (text.length < 8) return NOTHING;
    const digest = createHash('sha256').update(text).digest('base64');
    const known = this.#remembered.get(digest);
    if (known !== undefined) return known;
    const found = this.#inspect(text);
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(digest, found);
    return found;
  }

  /** Secrets alone: what is told of them is joined to a credential by its fingerprint. */
  #inspect(text: string): Remembered {
    const found: Omit<FoundSecret, 'role'>[] = [];
    for (let start = 0; start < text.length; start += CHUNK - OVERLAP) {
      for (const match of this.#inspector.inspect(text.slice(start, start + CHUNK))) {
        const { category, detector, fingerprint, hint, publicId } = match;
        if (category === 'secret') found.push({ detector, fingerprint, hint, publicId });
      }
      if (start + CHUNK >= text.length) break;
    }
    return found.length === 0 ? NOTHING : found;
  }
}

/** Where in a part the walk is. */
interface Place {
  /** Under which the value stands; empty at the top. */
  readonly key: string;
  readonly depth: number;
  readonly unpacked: number;
  readonly role: ContentRole;
}

function messageRole(entries: readonly (readonly [string, AttributeReading])[]): ContentRole | null {
  const said = entries.find(([name]) => name === 'role')?.[1];
  return typeof said === 'string' && Object.hasOwn(ROLE_OF_MESSAGE, said)
    ? (ROLE_OF_MESSAGE[said] ?? null)
    : null;
}

function isList(value: AttributeReading): value is readonly AttributeReading[] {
  return Array.isArray(value);
}

/** What a text of JSON holds, so that escapes do not hide anything; undefined where it is plain text. */
function unpack(text: string): AttributeReading | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[' && first !== '"') return undefined;
  try {
    return JSON.parse(text) as AttributeReading;
  } catch {
    return undefined;
  }
}
