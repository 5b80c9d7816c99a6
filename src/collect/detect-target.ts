import { closeSync, constants, openSync, readdirSync, readSync, statSync, type Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import type { Gap } from '#model';
import type { TargetKind } from './source.ts';

/** Enough for the first key of any export: whole files of telemetry would be too much to read for a guess. */
const HEAD_BYTES = 64_000;
/** Files of one folder that are looked at. */
const MAX_SAMPLED = 200;

/** Neutral abstains; one vote for a tree decides. */
type Vote = 'aws-export' | 'telemetry' | 'tree' | 'neutral';

/** Files that lie beside any kind of target and say nothing of it. */
const NEUTRAL_NAME =
  /^(readme|license|notice|changelog)|\.(md|txt|log|sh|csv|sha256)$|^\.(gitignore|gitkeep|gitattributes)$/i;
const DATA_NAME = /\.(json|jsonl|ndjson)$/i;
const PROTOBUF_NAME = /\.(pb|binpb|otlp)$/i;
/** Names under which CloudTrail delivers to a bucket: <account>_CloudTrail_<region>_<time>_<id>.json.gz. */
const CLOUDTRAIL_NAME = /_CloudTrail_.*\.json\.gz$/;
/** JSON that says of itself that it belongs to code. */
const PROJECT_NAME = /^(package|tsconfig|package-lock|composer|deno|biome)\.json$/;

/** First keys of the envelopes that `sightline sources export aws` writes, in any order. */
const ENVELOPE = /^\s*\{\s*"(argv|account|region|time|output)"\s*:/;
/** Their words, as far as they could name the service: a head full of `"argv":[` must not be read once for each. */
const EVENT_SELECTORS = /"argv"\s*:\s*\[[^\]]{0,500}"cloudtrail"/;
/** Bare outputs of the AWS CLI that name themselves by their first key. */
const AUTHORIZATION_DETAILS = /^\s*\{\s*"(UserDetailList|GroupDetailList|RoleDetailList)"\s*:/;
const BUCKET_LIST = /^\s*\{\s*"Buckets"\s*:\s*\[/;
/** OTLP/JSON as exporters and the collector's file exporter write it, in either spelling of its keys. */
const OTLP =
  /^\s*[[{]\s*\{?\s*"(resourceSpans|resource_spans|resourceLogs|resource_logs|resourceMetrics)"\s*:/;
/** CloudTrail: a delivered file or the output of lookup-events, and one event a line. */
const EVENTS = /^\s*\{\s*"(Records|Events)"\s*:\s*\[/;
const EVENT = /^\s*\{\s*"(eventVersion|eventSource|eventTime)"\s*:/;

/**
 * Gaps say where the content pulls two ways: the kind is then still a decision, to be corrected by the
 * configuration.
 */
export interface DetectedTarget {
  readonly kind: TargetKind;
  readonly gaps: readonly Gap[];
}

/**
 * Decides once what a target is, from the beginnings of its top-level files (or of its folders', where it has
 * none of its own). Only a folder that holds nothing but export
 * or telemetry is one: a fixture inside a tree never becomes a grant.
 *
 * @throws When the root is neither a readable folder nor a file: that is the caller's usage error, not a gap.
 */
export function detectTarget(root: string): DetectedTarget {
  if (statSync(root).isFile()) return { kind: decide([voteOf(root)]), gaps: [] };
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  // A repository, whatever lies at its top.
  if (entries.some((entry) => entry.name === '.git')) return { kind: 'tree', gaps: [] };
  const votes = votesOf(root, entries);
  const kind = decide(votes);
  if (votes.includes('aws-export') && votes.includes('telemetry')) {
    const detail = 'holds AWS exports and telemetry side by side; list them as two targets';
    return { kind, gaps: [{ where: '.', reason: 'unsupported', detail }] };
  }
  return { kind, gaps: [] };
}

/** An export of several accounts keeps one folder each: they speak only where nothing but neutral files lies above them. */
function votesOf(root: string, entries: readonly Dirent[]): readonly Vote[] {
  const top = votesOfFiles(root, entries);
  if (top.some((vote) => vote !== 'neutral')) return top;
  const votes: Vote[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || votes.length >= MAX_SAMPLED) continue;
    const folder = join(root, entry.name);
    const inside = entriesOf(folder);
    // Exports are one level deep; anything deeper is somebody's tree.
    if (inside.some((deeper) => deeper.isDirectory())) return ['tree'];
    votes.push(...votesOfFiles(folder, inside));
  }
  return votes;
}

/** A folder that may not be read abstains here; the walk reports it as a gap. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function votesOfFiles(folder: string, entries: readonly Dirent[]): readonly Vote[] {
  const files = entries.filter((entry) => entry.isFile()).slice(0, MAX_SAMPLED);
  return files.map((entry) => voteOf(join(folder, entry.name)));
}

/** A tie goes to the export; where both kinds were found the caller adds a gap. */
function decide(votes: readonly Vote[]): TargetKind {
  if (votes.includes('tree')) return 'tree';
  const exported = votes.filter((vote) => vote === 'aws-export').length;
  const telemetry = votes.filter((vote) => vote === 'telemetry').length;
  if (exported === 0 && telemetry === 0) return 'tree';
  return exported >= telemetry ? 'aws-export' : 'telemetry';
}

function voteOf(path: string): Vote {
  const name = basename(path);
  if (PROTOBUF_NAME.test(name) || CLOUDTRAIL_NAME.test(name)) return 'telemetry';
  if (PROJECT_NAME.test(name)) return 'tree';
  if (NEUTRAL_NAME.test(name)) return 'neutral';
  // Code or anything else that neither an export nor telemetry leaves behind.
  if (!DATA_NAME.test(name)) return 'tree';
  return voteOfHead(headOf(path));
}

/** JSON that is cut short or of another shape abstains: one bad file must not turn an export into a tree. */
function voteOfHead(head: string): Vote {
  if (ENVELOPE.test(head) && head.includes('"argv"')) {
    // Event selectors describe a trail: they lie beside exports and beside telemetry.
    return EVENT_SELECTORS.test(head) ? 'neutral' : 'aws-export';
  }
  if (AUTHORIZATION_DETAILS.test(head) || BUCKET_LIST.test(head)) return 'aws-export';
  if (OTLP.test(head) || EVENT.test(head)) return 'telemetry';
  if (EVENTS.test(head) && /"eventSource"|"CloudTrailEvent"/.test(head)) return 'telemetry';
  return 'neutral';
}

/**
 * No link is followed and no pipe is waited for: the name alone came from the folder. What cannot be read abstains.
 */
function headOf(path: string): string {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const buffer = Buffer.alloc(HEAD_BYTES);
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, HEAD_BYTES, 0));
  } catch {
    return '';
  } finally {
    if (handle !== null) closeSync(handle);
  }
}
