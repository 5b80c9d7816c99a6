import { counted, type Coverage, type EvidenceAt, type FactBatch, type Gap } from '#model';
import { nameCleaner } from '../observed-name.ts';
import { DecodeProblems } from '../otlp/decode-problem.ts';
import type { ReadCatalogue } from '../read-catalogue.ts';
import { LOST_RECORDS, type TelemetryInput, type TelemetrySource } from '../source.ts';
import { jsonDocuments, reportsBroken, telemetryFiles, type TelemetryFile } from '../telemetry-file.ts';
import { actionCatalogue, type ActionCatalogue } from './action-catalogue.ts';
import { CloudTrailCollection } from './cloudtrail-collection.ts';
import { readEnvelope, type Trail, type TrailSelectors } from './event-selectors.ts';
import { readDigest, type TrailDigest } from './trail-digest.ts';
import { mayHideLogs } from './unopened-logs.ts';
import { watchedMarks } from './watched-marks.ts';

const NAME = 'cloudtrail';

/** What `sightline sources` prints. */
const DECLARATION: TelemetrySource['declaration'] = {
  name: NAME,
  plane: 'observed',
  targetKinds: ['telemetry'],
  needs: [
    'log files of a trail as CloudTrail delivers them, or records on lines, gzip or not',
    'get-event-selectors and describe-trails of that trail, to know what it would have shown',
  ],
  reads: [
    'who called (the role behind a session, or a service in its own name), what, on which bucket, table, secret, function, role, model or knowledge base',
    'refused calls, as a note at the caller',
    'digests, where they lie beside the logs, for log files that are missing',
  ],
  enumerates: [
    'per account whose records were handed over, from its first to its last record: can-* edges at each kind of resource for which the selectors keep every call that means the verb',
    'the same for single buckets, tables and functions that a selector lists',
    'what the callers of such an account read and wrote in buckets of any account, where the selectors keep the objects of every bucket',
  ],
  cannotSee: [
    'calls that no selector keeps, such as data events of most services',
    'reads that mean no verb here, such as listing names',
    'whether log files are missing, where no digest lies beside them',
  ],
  nodeKinds: [
    'cloud-role',
    'cloud-user',
    'cloud-service',
    'internet',
    'bucket',
    'table',
    'secret-location',
    'function',
    'model',
    'knowledge-base',
    'agent',
  ],
  edgeKinds: ['can-read', 'can-write', 'can-configure', 'can-admin', 'can-invoke', 'can-assume'],
  // Its marks are withdrawn with the first record that is lost, and no asset is known by a trail alone.
  loses: { by: LOST_RECORDS, kinds: [] },
};

/**
 * What AWS accounts really did, from CloudTrail's log files.
 *
 * @param now Epoch ms, read once a collection: records from the future are refused by it.
 */
export function cloudTrailSource(now: () => number, read: ReadCatalogue): TelemetrySource {
  let catalogue: ActionCatalogue | null = null;
  return {
    declaration: DECLARATION,
    collect: (input) => {
      // Read at the first target of telemetry, and once.
      catalogue ??= actionCatalogue(read);
      return Promise.resolve(collect(input, catalogue, now()));
    },
  };
}

/** What is gathered over all files before anything can be said. */
interface Gathered {
  readonly collection: CloudTrailCollection;
  readonly selectors: TrailSelectors[];
  readonly trails: Trail[];
  readonly digests: TrailDigest[];
  readonly gaps: Gap[];
  /** Files of which records may be missing: a log with a hole proves no absence. */
  readonly holed: Set<string>;
}

function collect(
  { target, files, inspector }: TelemetryInput,
  catalogue: ActionCatalogue,
  now: number,
): FactBatch {
  const said = { source: NAME, target: target.id };
  const gathered: Gathered = {
    collection: new CloudTrailCollection(catalogue, said, nameCleaner(inspector), now),
    selectors: [],
    trails: [],
    digests: [],
    gaps: [],
    holed: new Set(files.gaps.filter(mayHideLogs).map(({ where }) => where)),
  };
  let [read, bytes] = [0, 0];
  for (const file of telemetryFiles(files, 'cloudtrail')) {
    // A file that could not be unpacked may hold the very call whose absence would be claimed.
    if (!file.ok) {
      const isOurs = reportsBroken(NAME, file.error);
      if (isOurs) gathered.gaps.push(file.error);
      if (isOurs || mayHideLogs(file.error)) gathered.holed.add(file.error.where);
      continue;
    }
    read += 1;
    bytes += file.value.size;
    readFile(file.value, gathered);
  }
  gathered.collection.settle();
  const incomplete = missingLogs(gathered, files.paths);
  const { collection, selectors, trails, gaps, holed } = gathered;
  // Facts were left out for number: what is missing could be anywhere.
  if (collection.gaps().length > 0) holed.add('.');
  // One hole costs every claim, since a file's name does not surely say whose records it held.
  const windows = collection.windows().filter(({ account }) => holed.size === 0 && !incomplete.has(account));
  const marks = watchedMarks({
    ...{ catalogue, unresolved: collection.unresolved, byUniqueId: collection.byUniqueId },
    ...{ selectors, trails, windows },
  });
  const coverage: Coverage = {
    ...said,
    plane: 'observed',
    window: collection.window.range(),
    files: { seen: files.paths.length, read, bytes },
    complete: marks.complete,
    gaps: [...gaps, ...marks.gaps, ...collection.gaps()],
  };
  return { facts: collection.facts(), coverage: [coverage] };
}

/** Sorts one file's documents into records, digests and descriptions of trails; whatever fails leaves a gap and a hole. */
function readFile(file: TelemetryFile, gathered: Gathered): void {
  if (file.format === 'unknown') {
    gathered.gaps.push({ where: file.path, reason: 'unsupported', detail: 'no records of CloudTrail' });
    gathered.holed.add(file.path);
    return;
  }
  const { documents, gaps } = jsonDocuments(file.path, file.content);
  gathered.gaps.push(...gaps);
  const problems = new DecodeProblems();
  for (const [line, document] of documents.entries()) {
    if (file.format === 'aws-envelope') {
      const { selectors, trails, gaps: found } = readEnvelope(file.path, document);
      gathered.selectors.push(...selectors);
      gathered.trails.push(...trails);
      gathered.gaps.push(...found);
    } else if (file.format === 'cloudtrail-digest') {
      const digest = readDigest(document);
      if (digest === null) problems.add('wrong-shape', 'not a digest of CloudTrail');
      else gathered.digests.push(digest);
    } else readRecords(document, documents.length === 1 ? null : line + 1, file.path, gathered, problems);
  }
  const inside = problems.gaps(file.path);
  gathered.gaps.push(...inside);
  // A call on an unknown resource costs the claims about its kind and verb alone; the collection keeps count of those.
  if (gaps.length > 0 || inside.some(({ reason }) => reason !== 'unresolved')) gathered.holed.add(file.path);
}

/** A log file `{Records}`, an answer of lookup-events `{Events}`, a list of records, or one record on its line. */
function readRecords(
  document: unknown,
  line: number | null,
  path: string,
  { collection }: Gathered,
  problems: DecodeProblems,
): void {
  // Evidence points into the file as it is: by pointer into one document, by line into JSON lines.
  const { pointer, records, delivered } = recordsIn(document);
  if (records === null) {
    problems.add('wrong-shape', 'Records is not a list');
    return;
  }
  for (const [index, record] of records.entries()) {
    const at: EvidenceAt =
      line === null
        ? { path, pointer: records === document || pointer !== '' ? `${pointer}/${String(index)}` : '' }
        : { path, startLine: line, endLine: line };
    collection.add(delivered ? record : lookedUp(record), at, delivered, problems);
  }
}

/** lookup-events gives management events of 90 days, filtered by whoever asked: nothing that was delivered by a trail. */
function recordsIn(document: unknown): {
  readonly pointer: string;
  readonly records: readonly unknown[] | null;
  readonly delivered: boolean;
} {
  if (Array.isArray(document)) return { pointer: '', records: document, delivered: true };
  if (typeof document === 'object' && document !== null) {
    if ('Records' in document)
      return { pointer: '/Records', records: listOrNull(document.Records), delivered: true };
    if ('Events' in document)
      return { pointer: '/Events', records: listOrNull(document.Events), delivered: false };
  }
  return { pointer: '', records: [document], delivered: true };
}

function listOrNull(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** lookup-events hands the record over as text. */
function lookedUp(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('CloudTrailEvent' in event)) return null;
  if (typeof event.CloudTrailEvent !== 'string') return null;
  try {
    return JSON.parse(event.CloudTrailEvent) as unknown;
  } catch {
    return null;
  }
}

/**
 * Accounts of which a digest names log files, or the digest of the hour before, that are not there: absence means nothing for
 * them. Names are compared without folders and without `.gz`, since exports are often copied flat and unpacked.
 */
function missingLogs({ digests, gaps }: Gathered, paths: readonly string[]): ReadonlySet<string> {
  const present = new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/, '')));
  const isMissing = (name: string): boolean => !present.has(name.replace(/\.gz$/, ''));
  const incomplete = new Set<string>();
  const tell = (account: string, detail: string): void => {
    incomplete.add(account);
    gaps.push({ where: `account ${account}`, reason: 'not-handed-over', detail });
  };
  for (const { account, from, previous, logFiles } of digests) {
    const missing = logFiles.filter(isMissing);
    if (missing.length > 0)
      tell(account, `${counted(missing.length, 'log file')} missing of those that a digest names`);
    // What came before the first that was handed over is not asked about.
    const isFirst = !digests.some((other) => other.account === account && other.from < from);
    if (!isFirst && previous !== null && isMissing(previous))
      tell(account, `the digest before that of ${from} is missing, and with it which log files there were`);
  }
  return incomplete;
}
