import { closeSync, constants, openSync, readdirSync, readSync, statSync, type Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { constants as zlib, gunzipSync } from 'node:zlib';
import type { Gap } from '#model';
import { DELIVERED_NAME, deliveredLogs, type DeliveredLogs } from './delivered-logs.ts';
import type { TargetKind } from './source.ts';

/** Enough for the first key of any export: whole files of telemetry would be too much to read for a guess. */
const HEAD_BYTES = 64_000;
/** Of a packed file: deflate reaches 1032:1 at most (zlib.net/zlib_tech.html), so no bomb grows past some 4 MB. */
const PACKED_HEAD_BYTES = 4096;
/** Files of one folder that are looked at. */
const MAX_SAMPLED = 200;

/** Neutral abstains; one vote for a tree decides. */
type Vote = 'aws-export' | 'telemetry' | 'tree' | 'neutral';

/** What one file says, with its name: a gap names the file that decided. */
interface Ballot {
  readonly name: string;
  readonly vote: Vote;
}

/** Files that lie beside any kind of target and say nothing of it; a desktop or an editor leaves dotfiles anywhere. */
const NEUTRAL_NAME =
  /^\.|^(readme|license|notice|changelog|thumbs\.db$|desktop\.ini$)|\.(md|txt|log|sh|csv|sha256)$/i;
/** Nothing is unpacked here but the beginning of a gzip. */
const ARCHIVE_NAME = /\.(zip|tar|tgz|tbz2?|txz|bz2|xz|zst|7z|rar)$|\.tar\.[a-z0-9]+$/i;
const GZIP_NAME = /\.gz$/i;
const DATA_NAME = /\.(json|jsonl|ndjson)$/i;
const PROTOBUF_NAME = /\.(pb|binpb|otlp)$/i;
/** The folder into which AWS delivers logs of all kinds. */
const DELIVERY_FOLDER = 'AWSLogs';
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
  if (statSync(root).isFile()) return { kind: decide([ballotOf(root)]), gaps: [] };
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const top = ballotsOfFiles(root, entries);
  // Files of its own say what a folder is: nothing deeper is then looked at.
  const delivery = top.some((one) => one.vote !== 'neutral') ? null : deliveredLogs(root);
  const ballots = delivery === null ? top : ballotsBelow(root, entries, delivery);
  // A repository, whatever lies at its top.
  const isRepository = entries.some((entry) => entry.name === '.git');
  const all: readonly Ballot[] = isRepository ? [{ name: '.git', vote: 'tree' }, ...ballots] : ballots;
  const detail = twoWays(all);
  return {
    kind: decide(all),
    gaps: [
      ...(detail === null ? [] : [{ where: '.', reason: 'unsupported', detail } as const]),
      ...deliveryGaps(entries, delivery),
    ],
  };
}

/** Logs that are not read as such, and folders for logs without any: neither is silently a tree. */
function deliveryGaps(entries: readonly Dirent[], delivery: DeliveredLogs | null): Gap[] {
  if (delivery === null)
    return entries.some((entry) => entry.name === DELIVERY_FOLDER && entry.isDirectory())
      ? [
          {
            where: DELIVERY_FOLDER,
            reason: 'unsupported',
            detail: 'delivered logs beside other files are not read; name the folder as a target of its own',
          },
        ]
      : [];
  if (!delivery.isLayout || delivery.files.length > 0) return [];
  return [
    {
      where: '.',
      reason: 'not-handed-over',
      detail: 'folders into which CloudTrail delivers, and no log was found in them',
    },
  ];
}

/** What was outvoted and so is not read as what it is; null where the ballots agree. */
function twoWays(ballots: readonly Ballot[]): string | null {
  const exported = count(ballots, 'aws-export');
  const telemetry = count(ballots, 'telemetry');
  const tree = ballots.find((one) => one.vote === 'tree');
  if (tree !== undefined && exported + telemetry > 0) {
    const held = [
      ...(exported > 0 ? [`${String(exported)} AWS export`] : []),
      ...(telemetry > 0 ? [`${String(telemetry)} telemetry`] : []),
    ].join(' and ');
    const files = exported + telemetry === 1 ? 'file' : 'files';
    return `holds ${held} ${files} beside ${tree.name}; read as a tree; say as: ${exported >= telemetry ? 'aws-export' : 'telemetry'} in the configuration if it is none`;
  }
  return exported > 0 && telemetry > 0
    ? 'holds AWS exports and telemetry side by side; list them as two targets'
    : null;
}

function count(ballots: readonly Ballot[], vote: Vote): number {
  return ballots.filter((one) => one.vote === vote).length;
}

/** An export of several accounts keeps one folder each: they speak only where nothing but neutral files lies above them. */
function ballotsBelow(root: string, entries: readonly Dirent[], { files }: DeliveredLogs): readonly Ballot[] {
  if (files.length > 0) return files.map(ballotOf);
  const ballots: Ballot[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || ballots.length >= MAX_SAMPLED) continue;
    const folder = join(root, entry.name);
    const inside = entriesOf(folder);
    // Exports are one level deep; anything deeper is somebody's tree.
    const deeper = inside.find((one) => one.isDirectory() && !one.name.startsWith('.'));
    if (deeper !== undefined) ballots.push({ name: `${entry.name}/${deeper.name}`, vote: 'tree' });
    ballots.push(...ballotsOfFiles(folder, inside));
  }
  return ballots;
}

/** A folder that may not be read abstains here; the walk reports it as a gap. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function ballotsOfFiles(folder: string, entries: readonly Dirent[]): readonly Ballot[] {
  const files = entries.filter((entry) => entry.isFile()).slice(0, MAX_SAMPLED);
  return files.map((entry) => ballotOf(join(folder, entry.name)));
}

function ballotOf(path: string): Ballot {
  return { name: basename(path), vote: voteOf(path) };
}

/** A tie goes to the export; where both kinds were found the caller adds a gap. */
function decide(ballots: readonly Ballot[]): TargetKind {
  if (count(ballots, 'tree') > 0) return 'tree';
  const exported = count(ballots, 'aws-export');
  const telemetry = count(ballots, 'telemetry');
  if (exported === 0 && telemetry === 0) return 'tree';
  return exported >= telemetry ? 'aws-export' : 'telemetry';
}

function voteOf(path: string): Vote {
  const packed = basename(path);
  if (DELIVERED_NAME.test(packed)) return 'telemetry';
  if (ARCHIVE_NAME.test(packed)) return 'neutral';
  const name = packed.replace(GZIP_NAME, '');
  if (PROTOBUF_NAME.test(name)) return 'telemetry';
  // Compressed by whoever stored it, so its content speaks, whatever it was called before.
  if (name !== packed) return voteOfHead(headOf(path));
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
    return textOf(buffer.subarray(0, readSync(handle, buffer, 0, HEAD_BYTES, 0)));
  } catch {
    return '';
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** Of a gzip (RFC 1952 section 2.3.1: its first two bytes) what its beginning holds; one that is cut short as far as it goes. */
function textOf(head: Buffer): string {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return head.toString('utf8');
  const first = head.subarray(0, PACKED_HEAD_BYTES);
  return gunzipSync(first, { finishFlush: zlib.Z_SYNC_FLUSH }).toString('utf8', 0, HEAD_BYTES);
}
