import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import type { OpenPiece, PartialCase } from './partial-case.ts';
import type { Truth } from './truth.ts';

const Levels = z.array(z.array(z.unknown()));

const How = z.enum(['unseen', 'unread']);
const Open: z.ZodType<OpenPiece> = z.discriminatedUnion('piece', [
  z.strictObject({ piece: z.enum(['identity', 'boundary', 'resource']), how: How }),
  z.strictObject({ piece: z.enum(['scp', 'rcp']), level: z.int(), how: How }),
  z.strictObject({
    piece: z.enum([
      'caller-levels',
      'owner-levels',
      'caller-organization',
      'owner-organization',
      'organization-id',
      'management',
      'owner-management',
      'abac',
      'tags',
      'url-auth-type',
      'url-age',
    ]),
  }),
  z.strictObject({ piece: z.literal('key'), key: z.string() }),
]);

const DocumentedCase = z.strictObject({
  name: z.string().min(8),
  /** Address of the page that decides it; the file's own `source` where missing. */
  source: z.url().optional(),
  reason: z.string().min(20),
  /** Where the documentation can be read in two ways: which, and why this one was taken. */
  ambiguous: z.string().min(20).optional(),
  /** `deny` and `open`: see truth.ts. */
  expect: z.enum(['allow', 'explicit-deny', 'implicit-deny', 'deny', 'open']),
  /** What was not handed over of the case. */
  open: z.array(Open).default([]),
  principal: z.strictObject({
    arn: z.string(),
    account: z.string(),
    type: z.enum(['user', 'role-session', 'anonymous']),
    roleArn: z.string().exactOptional(),
    organization: z.string().exactOptional(),
    path: z.string().exactOptional(),
    managementAccount: z.boolean().exactOptional(),
    serviceLinked: z.boolean().exactOptional(),
  }),
  action: z.string(),
  resource: z.strictObject({
    arn: z.string(),
    account: z.string(),
    tags: z.record(z.string(), z.string()).exactOptional(),
    abac: z.boolean().exactOptional(),
    url: z.strictObject({ authType: z.enum(['NONE', 'AWS_IAM']), needsBoth: z.boolean() }).exactOptional(),
    organization: z.string().exactOptional(),
    path: z.string().exactOptional(),
    managementAccount: z.boolean().exactOptional(),
  }),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  policies: z.strictObject({
    identity: z.array(z.unknown()).default([]),
    boundary: z.unknown().default(null),
    session: z.unknown().default(null),
    scps: Levels.default([]),
    rcps: Levels.default([]),
    resource: z.unknown().default(null),
    kind: z.enum(['resource', 'trust', 'kms-key']).default('resource'),
  }),
});

/** `shared` holds YAML anchors; nothing reads it. */
const CaseFile = z.strictObject({
  source: z.url(),
  shared: z.unknown(),
  cases: z.array(DocumentedCase).min(1),
});

interface LabelledCase {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  readonly ambiguous: boolean;
  readonly expect: Truth;
  readonly handed: PartialCase;
}

/** Every case under documented/, in file order. Throws when a file does not parse: it is our own content. */
export function documentedCases(): readonly LabelledCase[] {
  const folder = fileURLToPath(new URL('documented/', import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((file) => {
    const { source, cases } = CaseFile.parse(
      parse(readFileSync(`${folder}${file}`, 'utf8'), { merge: true, maxAliasCount: -1 }),
    );
    return cases.map(({ name, expect, open, reason: _reason, ambiguous, source: own, ...known }) => ({
      file,
      name,
      source: own ?? source,
      ambiguous: ambiguous !== undefined,
      expect,
      handed: { known, open },
    }));
  });
}
