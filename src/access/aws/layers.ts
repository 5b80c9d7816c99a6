import type { AwsPolicyType } from '#model';
import type { EstateIndex, PolicyLayer } from './estate-index.ts';
import type { Subject } from './subject.ts';
import type { Missing } from './truth.ts';

/**
 * Either nothing of this type binds the request, or these levels do, each of which must allow. `unlessExempt`: they do unless
 * this, which was not seen, says otherwise; null where it is certain that they do.
 */
export type Levels =
  | { readonly exempt: string }
  | { readonly layers: readonly PolicyLayer[]; readonly unlessExempt: Missing | null };

/**
 * Policies of the user or role, and of a user's groups. Without a list of groups none are looked at: the mark that says
 * "seen" speaks for them (AwsSeen).
 */
export function identityLayer(index: EstateIndex, subject: Subject): PolicyLayer {
  const arn = subject.identityArn ?? subject.arn;
  const holders = [arn, ...(subject.facts?.groups ?? [])];
  return layerOf(index, 'identity', holders, arn, subject.account);
}

/** A boundary grants nothing (IAM user guide, access_policies_boundaries); what it limits is told by principal-match.ts. */
export function boundaryLayer(index: EstateIndex, subject: Subject): PolicyLayer {
  const arn = subject.identityArn ?? subject.arn;
  return layerOf(index, 'boundary', [arn], arn, subject.account);
}

/** The policy of the resource itself; `policyType` is trust for a role. There is at most one: seeing it is seeing all. */
export function resourceLayer(
  index: EstateIndex,
  policyType: 'resource' | 'trust',
  arn: string,
  account: string | null,
): PolicyLayer {
  return layerOf(index, policyType, [arn], arn, account);
}

function layerOf(
  index: EstateIndex,
  policyType: AwsPolicyType,
  holders: readonly string[],
  arn: string,
  account: string | null,
): PolicyLayer {
  const alone = holders.length === 1;
  const attachments = alone
    ? index.attached(policyType, arn)
    : holders.flatMap((holder) => index.attached(policyType, holder));
  const unread = alone
    ? index.unread(policyType, arn)
    : holders.flatMap((holder) => index.unread(policyType, holder));
  // At most one boundary, trust or resource policy exists: having it is having seen the type.
  const single = policyType !== 'identity' && attachments.length > 0;
  const seen =
    single ||
    index.seen(policyType, 'node', arn) ||
    (account !== null && index.seen(policyType, 'account', account));
  const missing = seen ? unread : [...unread, { what: labelAt(policyType, arn), of: arn }];
  return { policyType, attachedTo: arn, attachments, missing };
}

/** KMS speaks of key policies. */
function labelAt(policyType: AwsPolicyType, arn: string): string {
  return policyType === 'resource' && /^arn:[^:]*:kms:/.test(arn) ? 'key policy' : LABEL[policyType];
}

/** As the reader of a proof calls them. */
export const LABEL: Record<AwsPolicyType, string> = {
  identity: 'identity policies',
  boundary: 'permissions boundary',
  session: 'session policies',
  resource: 'resource policy',
  acl: 'ACL',
  trust: 'trust policy',
  scp: 'SCP',
  rcp: 'RCP',
};

/**
 * SCPs bind the principals of member accounts at every level from the root down; neither the management account nor
 * service-linked roles (Organizations user guide, orgs_manage_policies_scps, "Tasks and entities not restricted").
 */
export function scpLevels(index: EstateIndex, subject: Subject): Levels {
  if (subject.account === null) return { exempt: `${subject.arn} is not a principal of an account` };
  if (subject.serviceLinked) return { exempt: 'SCPs do not bind service-linked roles' };
  return organizationLevels(index, 'scp', subject.account);
}

/** RCPs bind the resources of member accounts, whoever asks but service-linked roles (Organizations user guide, orgs_manage_policies_rcps). */
export function rcpLevels(index: EstateIndex, subject: Subject, resourceAccount: string | null): Levels {
  if (resourceAccount === null) return { exempt: 'the resource belongs to no account' };
  if (subject.serviceLinked) return { exempt: 'RCPs do not bind service-linked roles' };
  return organizationLevels(index, 'rcp', resourceAccount);
}

const LEVELS = new WeakMap<EstateIndex, Map<string, Levels>>();

/** The same for all principals, or resources, of an account. */
function organizationLevels(index: EstateIndex, policyType: 'scp' | 'rcp', id: string): Levels {
  const known = LEVELS.get(index) ?? new Map<string, Levels>();
  LEVELS.set(index, known);
  const levels = known.get(`${policyType} ${id}`) ?? findLevels(index, policyType, id);
  known.set(`${policyType} ${id}`, levels);
  return levels;
}

function findLevels(index: EstateIndex, policyType: 'scp' | 'rcp', id: string): Levels {
  const account = index.account(id);
  const label = LABEL[policyType];
  if (account?.standalone === true) return { exempt: `account ${id} is declared standalone` };
  if (account?.organization === null) return { exempt: `account ${id} belongs to no organisation` };
  if (account?.managementAccount === true)
    return { exempt: `${label}s do not bind the management account ${id}` };
  const unlessExempt: Missing | null =
    account?.managementAccount === false
      ? null
      : { what: `describe-organization (${label}s do not bind a management account)`, of: `account ${id}` };
  // Each level must allow: a right missing at the root is not won back further down (orgs_manage_policies_scps_evaluation).
  const ids = [...(account?.parents ?? account?.parentsInPart ?? []), id];
  const layers = ids.map((level) => levelOf(index, policyType, level, id));
  // Enumerated, and not one policy of the type in the whole estate: the type is switched off in the organisation.
  if (index.seen(policyType, 'account', id) && !isHandedOver(index, policyType)) {
    return { exempt: `no ${label} is in use` };
  }
  // Without its place in the organisation, what hangs above the account cannot be told apart from what does not.
  if (account?.parents === undefined) {
    const missing: Missing = { what: label, of: `account ${id}` };
    return { layers: [...layers.filter(hasPolicies), emptyLayer(policyType, id, missing)], unlessExempt };
  }
  // Where a type is switched on every level holds a policy (FullAWSAccess at least): none at all means it is off.
  const off = layers.every((layer) => !hasPolicies(layer) && layer.missing.length === 0);
  return off ? { exempt: `no ${label} is attached above account ${id}` } : { layers, unlessExempt };
}

function isHandedOver(index: EstateIndex, policyType: 'scp' | 'rcp'): boolean {
  const { policies, unread } = index.estate;
  return [policies, unread].some((list) => list.some((policy) => policy.policyType === policyType));
}

function hasPolicies(layer: PolicyLayer): boolean {
  return layer.attachments.length > 0;
}

function emptyLayer(policyType: AwsPolicyType, attachedTo: string, missing: Missing): PolicyLayer {
  return { policyType, attachedTo, attachments: [], missing: [missing] };
}

function levelOf(index: EstateIndex, policyType: 'scp' | 'rcp', level: string, id: string): PolicyLayer {
  const seen =
    index.seen(policyType, 'account', id) ||
    index.seen(policyType, 'node', level) ||
    index.seen(policyType, 'account', level);
  const unread = index.unread(policyType, level);
  const missing = seen ? unread : [...unread, { what: LABEL[policyType], of: `account ${id}` }];
  return { policyType, attachedTo: level, attachments: index.attached(policyType, level), missing };
}
