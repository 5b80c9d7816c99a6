import * as z from 'zod';
import { NON_HUMAN_IDENTITY_KINDS, type Evidence, type Matcher, type NodeKind } from '#model';
import type { SourceRun } from './source-run.ts';
import { checkStrictly, readYaml } from './strict-yaml.ts';

/** One record of a governance file, and where it stands. */
interface FileRecord<T> {
  readonly value: T;
  readonly path: string;
  readonly evidence: Evidence[];
}

interface RecordFiles<T> {
  readonly records: readonly FileRecord<T>[];
  /** True where there is a file, and every record of every file was read: then what is not listed was not decided. */
  readonly whole: boolean;
}

/** A register of people's decisions is nowhere near this long. */
const MAX_RECORDS = 10_000;

/** A day as people write it. */
export const Day = z.iso.date();
/** Names as a register lists them, each at most 500 characters. */
export const Texts = z.array(z.string().min(1).max(500)).max(1_000);

/** `governance/<name>.yaml` or `.sightline/<name>.yaml`, at any depth. */
function isRecordFile(path: string, name: string): boolean {
  // Of a large tree hardly any file is one.
  if (!path.endsWith(`${name}.yaml`) && !path.endsWith(`${name}.yml`)) return false;
  const [folder, file] = path.split('/').slice(-2);
  return (
    (folder === 'governance' || folder === '.sightline') &&
    (file === `${name}.yaml` || file === `${name}.yml`)
  );
}

/** Reads `<name>: [record, …]` from every such file of the target. A record that is wrong is a gap and hides no other. */
export function readRecords<T extends z.ZodType>(
  run: SourceRun,
  name: string,
  schema: T,
): RecordFiles<z.infer<T>> {
  const records: FileRecord<z.infer<T>>[] = [];
  const paths = run.input.files.paths.filter((path) => isRecordFile(path, name));
  // Without a file nobody decided anything, which is not an empty register.
  let whole = paths.length > 0;
  for (const path of paths) whole = readFile(run, { path, name, schema }, records) && whole;
  return { records, whole };
}

/** False where any part was not read: the mark of completeness hangs on it. */
function readFile<T extends z.ZodType>(
  run: SourceRun,
  file: { path: string; name: string; schema: T },
  records: FileRecord<z.infer<T>>[],
): boolean {
  const { path, name, schema } = file;
  const text = run.text(path);
  if (text === null) return false;
  const document = readYaml(text);
  if (!document.ok) {
    report(run, path, [document.error]);
    return false;
  }
  // Records are checked one by one below, so that one mistake does not hide the others.
  const outer = z.strictObject({
    version: z.literal(1).optional(),
    [name]: z.array(z.unknown()).max(MAX_RECORDS),
  });
  const list = checkStrictly(document.value, outer, { value: document.value.value, path: [] });
  if (!list.ok) {
    report(run, path, list.error);
    return false;
  }
  const items: unknown = list.value[name];
  let whole = true;
  for (const [i, value] of (Array.isArray(items) ? items : []).entries()) {
    const record = checkStrictly(document.value, schema, { value, path: [name, i] });
    const { startLine, endLine } = document.value.linesOf([name, i]);
    if (record.ok) records.push({ value: record.value, path, evidence: run.lines(path, startLine, endLine) });
    else {
      report(run, path, record.error);
      whole = false;
    }
  }
  return whole;
}

/** The detail may quote a key of the file, so it passes the inspector like any other text. */
function report(
  run: SourceRun,
  path: string,
  problems: readonly {
    readonly reason: 'wrong-shape' | Parameters<SourceRun['gap']>[1];
    readonly line: number | null;
    readonly detail: string;
  }[],
): void {
  for (const { line, reason, detail } of problems) {
    run.gap(line === null ? path : `${path}:${String(line)}`, reason, run.input.inspector.redact(detail));
  }
}

/** Whom a record means by a plain name: an agent, the system around it, or an identity issued to it. */
const SUBJECT_KINDS: NodeKind[] = ['agent', 'system', 'ai-app', ...NON_HUMAN_IDENTITY_KINDS];

/** Whom a record speaks of, where it gives names instead of a matcher. */
export function subjectMatcher(subject: string | readonly string[]): Matcher {
  return { kinds: SUBJECT_KINDS, names: typeof subject === 'string' ? [subject] : [...subject] };
}

/** Without properties that were left out: never said, rather than known to be nothing. */
export function said<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
