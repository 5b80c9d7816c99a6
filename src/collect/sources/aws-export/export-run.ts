import type { z } from 'zod';
import {
  INTERNET_ID,
  nodeFact,
  parseAwsPolicyDocument,
  type AwsCondition,
  type AwsPolicyDocument,
  type AwsPolicyType,
  type Evidence,
  type NodeFact,
  type NodeKind,
} from '#model';
import { describeIssues, parseSafely, type SourceRun } from '../../source-run.ts';
import type { Call } from './call.ts';

/** Everything the readers of this source share: the run, and the calls by `service command`. */
export interface ExportRun {
  readonly run: SourceRun;
  /** Empty where the question was not asked. */
  readonly calls: (service: string, command: string) => readonly Call[];
  /** The organisation that answered; its account where nobody asked for the organisation, null where that is not said. */
  readonly organizationOf: (call: Call) => string | null;
}

/** The output in its shape, or null with the reason as a gap. A failed call is a gap unless the caller knows its code. */
export function outputOf<T extends z.ZodType>(run: SourceRun, call: Call, schema: T): z.infer<T> | null {
  if (call.errorCode !== null) {
    run.gap(call.path, 'not-handed-over', `${call.service} ${call.command} answered ${call.errorCode}`);
    return null;
  }
  const parsed = schema.safeParse(call.output);
  if (parsed.success) return parsed.data;
  run.gap(call.path, 'wrong-shape', describeIssues(parsed.error));
  return null;
}

/** Options by which a listing goes on where an earlier one stopped: the CLI's own, and those of services. */
const GOES_ON = ['--starting-token', '--next-token', '--marker', '--continuation-token'];

/**
 * True where the output is not every page of the listing: what is listed exists, but it is not all. Pages are not put together
 * again, since nothing says that none between them is missing.
 */
export function isCutShort(
  run: SourceRun,
  call: Call,
  page: { NextToken?: unknown; IsTruncated?: unknown; NextMarker?: unknown; ContinuationToken?: unknown },
): boolean {
  if (GOES_ON.some((option) => call.options.has(option))) {
    run.gap(call.path, 'not-handed-over', `${call.service} ${call.command} begins after the first page`);
    return true;
  }
  // Each service has its own word for it.
  const tokens = [page.NextToken, page.NextMarker, page.ContinuationToken];
  if (page.IsTruncated !== true && tokens.every((token) => token == null)) return false;
  run.gap(call.path, 'not-handed-over', `${call.service} ${call.command} has further pages`);
  return true;
}

/** A document as the service hands it over: an object, JSON in a string, or JSON that is still URL-encoded. */
function readDocument(raw: unknown): AwsPolicyDocument | { readonly reason: string } {
  const json = typeof raw === 'string' ? parseSafely(() => decodeDocument(raw)) : { value: raw };
  if ('reason' in json) return { reason: 'the document is not JSON' };
  const parsed = parseSafely(() => parseAwsPolicyDocument(json.value));
  if ('reason' in parsed) return { reason: 'the document is nested too deeply' };
  return parsed.value.ok
    ? parsed.value.value
    : { reason: 'the document does not have the shape of a policy' };
}

/** IAM's API prints policies percent-encoded (RFC 3986); the CLI usually decodes them, saved responses do not. */
function decodeDocument(raw: string): unknown {
  return JSON.parse(/^\s*%7B/i.test(raw) ? decodeURIComponent(raw) : raw) as unknown;
}

interface Attachment {
  readonly policyType: AwsPolicyType;
  readonly attachedTo: string;
  /** ARN, or the holder's ARN with the inline name. */
  readonly policy: string;
  readonly raw: unknown;
  readonly evidence: Evidence[];
  /** Where a gap points. */
  readonly where: string;
}

/**
 * Adds the policy, or a gap that names what it is attached to: a Deny could hide in a document that does not parse.
 *
 * @returns The document; null where it could not be read, and then nothing may be marked complete about it.
 */
export function addPolicy(run: SourceRun, attachment: Attachment): AwsPolicyDocument | null {
  const { raw, where, ...policy } = attachment;
  const document = readDocument(raw);
  if ('reason' in document) {
    run.gap(where, 'not-parsed', `${policy.policyType} policy of ${policy.attachedTo}: ${document.reason}`);
    return null;
  }
  run.facts.push({ fact: 'policy', platform: 'aws', ...policy, document });
  return document;
}

/** ISO 8601 UTC; undefined where the text is no time. */
export function utc(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Tag values are written by people, and people put keys anywhere. */
export function tagRecord(
  run: SourceRun,
  tags: readonly { readonly Key: string; readonly Value: string }[],
): Record<string, string> {
  const redact = (text: string): string => run.input.inspector.redact(text);
  return Object.fromEntries(tags.map(({ Key, Value }) => [redact(Key), redact(Value)]));
}

/** Without properties whose value is undefined: never seen, rather than known to be nothing. */
export function known<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** A node known by its ARN. */
export function arnNode<K extends NodeKind>(
  run: SourceRun,
  node: Pick<NodeFact<K>, 'kind' | 'id' | 'name' | 'attributes' | 'evidence'> & Partial<NodeFact<K>>,
): NodeFact<K> {
  const name = run.input.inspector.redact(node.name).slice(0, 200);
  return nodeFact<K>({
    ...node,
    name,
    identifiers: [{ scheme: 'arn', value: node.id }, ...(node.identifiers ?? [])],
  });
}

/** Anyone: who may call, and whom code may send to. */
export function internet(evidence: Evidence[]): NodeFact {
  return nodeFact({ id: INTERNET_ID, kind: 'internet', name: 'internet', attributes: {}, evidence });
}

/** In the words of the policy: what a condition means is decided by access/. */
export function conditionText({ operator, key, values }: AwsCondition): string {
  return `${operator} ${key}: ${values.join(', ')}`;
}
