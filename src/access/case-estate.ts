import { AWS_POLICY_TYPES, NODE_KINDS, parseAwsPolicyDocument, type PolicyFact } from '#model';
import * as z from 'zod';
import type { AwsEstate, AwsSeen } from './aws/estate.ts';

/** A case that says nothing has no S3 Block Public Access, no ACLs, bucket tags that count and only member accounts; `unseen` leaves it out. */
const Switch = z.union([z.boolean(), z.literal('unseen')]).default(false);
const SWITCHES = [
  'managementAccount',
  'restrictsPublicPolicy',
  'ignoresPublicAcls',
  'aclsDisabled',
  'abacEnabled',
] as const;

/** An estate as a case file writes it: short where the usual is meant. */
export const CaseEstate = z.strictObject({
  now: z.string().default('2026-06-01T00:00:00Z'),
  accounts: z.array(
    z.strictObject({
      id: z.string(),
      organization: z.string().nullable().optional(),
      parents: z.array(z.string()).optional(),
      parentsInPart: z.array(z.string()).optional(),
      managementAccount: Switch,
      standalone: z.boolean().optional(),
      restrictsPublicPolicy: Switch,
      ignoresPublicAcls: Switch,
    }),
  ),
  principals: z.array(
    z.strictObject({
      arn: z.string(),
      serviceLinked: z.boolean().default(false),
      tags: z.record(z.string(), z.string()).optional(),
      groups: z.array(z.string()).optional(),
    }),
  ),
  resources: z
    .array(
      z.strictObject({
        arn: z.string(),
        kind: z.enum(NODE_KINDS),
        account: z.string().nullable(),
        tags: z.record(z.string(), z.string()).optional(),
        restrictsPublicPolicy: Switch,
        ignoresPublicAcls: Switch,
        aclsDisabled: Switch.default(true),
        abacEnabled: Switch.default(true),
        kmsKey: z.string().nullable().optional(),
        functionUrl: z
          .strictObject({
            authType: z.enum(['NONE', 'AWS_IAM']).nullable(),
            createdAt: z.string().nullable(),
          })
          .nullable()
          .optional(),
      }),
    )
    .default([]),
  policies: z
    .array(z.strictObject({ type: z.enum(AWS_POLICY_TYPES), on: z.string(), document: z.unknown() }))
    .default([]),
  /** all: every type in every account; or the marks one by one, `<type> <scope>`. */
  seen: z.union([z.literal('all'), z.array(z.string())]).default('all'),
});
export type CaseEstate = z.infer<typeof CaseEstate>;

/** Throws on a misspelt case: a case that says less than its author meant must not pass. */
export function estateOf(written: z.input<typeof CaseEstate>): AwsEstate {
  const estate = CaseEstate.parse(written);
  return {
    now: estate.now,
    accounts: estate.accounts.map((one) => withSwitches(one)),
    principals: estate.principals.map((principal) => ({
      ...withoutUndefined(principal),
      account: principal.arn.split(':')[4] ?? '',
    })),
    resources: estate.resources.map((one) => withSwitches(one)),
    policies: estate.policies.flatMap((policy, i) => policyFactOf(policy, i) ?? []),
    // A malformed document is how a case says "could not be read".
    unread: estate.policies.flatMap((policy, i) =>
      policyFactOf(policy, i) === null
        ? [
            {
              policyType: policy.type,
              attachedTo: policy.on,
              policy: `p${i}`,
              reason: 'document does not parse',
            },
          ]
        : [],
    ),
    seen: estate.seen === 'all' ? everything(estate) : estate.seen.map(markOf),
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A property that was not written was never seen: exact optional properties tell that from undefined. */
function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}

/** Without the switches that the case calls unseen. */
function withSwitches<T extends object>(
  value: T,
): Defined<{ [K in keyof T]: K extends (typeof SWITCHES)[number] ? Exclude<T[K], 'unseen'> : T[K] }> {
  const isUnseen = (key: string, part: unknown): boolean =>
    part === 'unseen' && SWITCHES.some((name) => name === key);
  const kept = Object.entries(value).filter(([key, part]) => part !== undefined && !isUnseen(key, part));
  return Object.fromEntries(kept) as ReturnType<typeof withSwitches<T>>;
}

function policyFactOf(policy: CaseEstate['policies'][number], i: number): PolicyFact | null {
  const parsed = parseAwsPolicyDocument(policy.document);
  if (!parsed.ok) return null;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType: policy.type,
    attachedTo: policy.on,
    policy: `p${i}`,
    document: parsed.value,
    evidence: [
      {
        plane: 'granted',
        source: 'aws-export',
        target: 'case',
        at: { path: 'case.json', pointer: `/policies/${i}` },
      },
    ],
  };
}

function everything(estate: CaseEstate): AwsSeen[] {
  return estate.accounts.flatMap(({ id }) =>
    AWS_POLICY_TYPES.map((policyType) => ({ policyType, scope: `account:${id}` })),
  );
}

function markOf(text: string): AwsSeen {
  const [type = '', scope = ''] = text.split(' ');
  return { policyType: z.enum(AWS_POLICY_TYPES).parse(type), scope };
}
