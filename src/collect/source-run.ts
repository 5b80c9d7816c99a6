import type { z } from 'zod';
import {
  counted,
  type CompleteMark,
  type Coverage,
  type Evidence,
  type Fact,
  type FactBatch,
  type Gap,
} from '#model';
import type { SourceDeclaration, SourceInput } from './source.ts';

/** Beyond this a source says how many more there were: a hostile target must not fill the report with gaps. */
const MAX_GAPS = 1_000;
/** Characters of a gap's detail: room for a clause, and not for what was read. */
const MAX_DETAIL = 300;

/** What a source keeps while it reads one target: its facts, its gaps, its marks and the files it read. */
export interface SourceRun {
  readonly input: SourceInput;
  /** Sources push into it; it becomes the batch. */
  readonly facts: Fact[];
  /** Text of a file, or null with the gap recorded. */
  readonly text: (path: string) => string | null;
  /** Where: a path, or a path with its line or pointer. */
  readonly gap: (where: string, reason: Gap['reason'], detail: string) => void;
  /** What is left out of a mark is null: the mark then speaks of every kind, edge or time. */
  readonly complete: (mark: Pick<CompleteMark, 'scope'> & Partial<CompleteMark>) => void;
  /** 1-based, both ends included. */
  readonly lines: (path: string, startLine: number, endLine?: number, note?: string) => Evidence[];
  /** RFC 6901; empty for the whole document. */
  readonly pointer: (path: string, pointer: string, note?: string) => Evidence[];
  /** Once, at the end. */
  readonly batch: () => FactBatch;
}

/** Gaps up to a bound, then their number. */
function gapList() {
  const listed: Gap[] = [];
  let dropped = 0;
  return {
    add: (where: string, reason: Gap['reason'], detail: string): void => {
      if (listed.length < MAX_GAPS) listed.push({ where, reason, detail: detail.slice(0, MAX_DETAIL) });
      else dropped += 1;
    },
    all: (): Gap[] => (dropped === 0 ? listed : [...listed, moreGaps(dropped)]),
  };
}

/** Everything a source says goes through here, so that its plane, name and target are the same on every line. */
export function startRun(declaration: SourceDeclaration, input: SourceInput): SourceRun {
  const facts: Fact[] = [];
  const gaps = gapList();
  const marks = new Map<string, CompleteMark>();
  const sizes = new Map<string, number>();
  const said = { plane: declaration.plane, source: declaration.name, target: input.target.id };
  return {
    input,
    facts,
    gap: gaps.add,
    text(path) {
      const read = input.files.text(path);
      // A file counts once, however often it is asked for.
      if (read.ok) sizes.set(path, Buffer.byteLength(read.value));
      else gaps.add(read.error.where, read.error.reason, read.error.detail);
      return read.ok ? read.value : null;
    },
    complete(mark) {
      const whole = { kind: null, edge: null, from: null, to: null, ...mark };
      // The same mark twice is one mark.
      marks.set(JSON.stringify([whole.scope, whole.kind, whole.edge, whole.policyType]), whole);
    },
    lines(path, startLine, endLine = startLine, note) {
      return [{ ...said, at: { path, startLine, endLine }, ...(note === undefined ? {} : { note }) }];
    },
    pointer(path, pointer, note) {
      return [{ ...said, at: { path, pointer }, ...(note === undefined ? {} : { note }) }];
    },
    batch: () => ({ facts, coverage: [coverageOf(said, input, sizes, [...marks.values()], gaps.all())] }),
  };
}

function coverageOf(
  said: Pick<Coverage, 'plane' | 'source' | 'target'>,
  input: SourceInput,
  sizes: ReadonlyMap<string, number>,
  complete: CompleteMark[],
  gaps: Gap[],
): Coverage {
  let bytes = 0;
  for (const size of sizes.values()) bytes += size;
  return {
    ...said,
    window: null,
    files: { seen: input.files.paths.length, read: sizes.size, bytes },
    complete,
    gaps,
  };
}

function moreGaps(count: number): Gap {
  return {
    where: '.',
    reason: 'too-many',
    detail: counted(count, 'further gap is not listed', 'further gaps are not listed'),
  };
}

/** Paths of complaints and what was expected, in one clause; never the value that was found there. */
export function describeIssues(error: z.ZodError): string {
  // Five complaints describe the shape; a hostile document could make thousands.
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'top level'}: ${issueText(issue)}`)
    .join('; ');
}

function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    // Keys are the writer's own words; values never appear here.
    case 'unrecognized_keys':
      return `unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${issue.keys.map((key) => key.slice(0, 60)).join(', ')}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
    default:
      return issue.message.slice(0, 120);
  }
}

/** Reasons a parser gives up on input of a stranger: its own refusal, or nesting that exhausts the stack. */
export function parseSafely<T>(parse: () => T): { readonly value: T } | { readonly reason: Gap['reason'] } {
  try {
    return { value: parse() };
  } catch (error) {
    return { reason: error instanceof RangeError ? 'too-deep' : 'not-parsed' };
  }
}

/** One step of an RFC 6901 pointer. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
