import type { SourceRun } from '../../source-run.ts';
import type { Call } from './call.ts';
import { addPolicy, isCutShort, outputOf, type ExportRun } from './export-run.ts';
import type { OrganizationTree } from './organization-tree.ts';
import { OrganizationPolicies, OrganizationPolicy, Targets } from './schema.ts';

/** Names of the API (Organizations API reference, ListPolicies). */
const TYPES = { scp: 'SERVICE_CONTROL_POLICY', rcp: 'RESOURCE_CONTROL_POLICY' } as const;
type OrganizationPolicyType = keyof typeof TYPES;

/** What is known of the policies of one type: where they hang, and what could not be read. */
interface Attachments {
  readonly run: SourceRun;
  readonly policyType: OrganizationPolicyType;
  /** Policy id → levels (root, unit or account ids) it is attached to, as far as anybody says so. */
  readonly targets: Map<string, Set<string>>;
  /** Organisation → ids of every policy that is known to it. */
  readonly policies: Map<string | null, Set<string>>;
  /** Organisations whose list of policies was read to its end. */
  readonly listed: Set<string | null>;
  /** Of each organisation the policies whose targets were read to the end. */
  readonly placed: Map<string | null, Set<string>>;
  /** Level → policies on it, where that list was read to its end. */
  readonly levels: Map<string, ReadonlySet<string>>;
  /** Levels with a policy that could not be read. */
  readonly unread: Set<string>;
}

/**
 * SCPs and RCPs on every level, and for each account whose way up is known whether all of them were read. Units get no
 * mark of their own: access is asked of accounts.
 */
export function addOrganizationPolicies(
  exported: ExportRun,
  tree: OrganizationTree,
  chainOf: (tree: OrganizationTree, account: string) => readonly string[] | null,
): void {
  for (const policyType of ['scp', 'rcp'] as const) {
    const attachments = readAttachments(exported, policyType);
    addDocuments(exported, attachments);
    for (const account of tree.parents.keys()) {
      const chain = /^\d{12}$/.test(account) ? chainOf(tree, account) : null;
      const root = chain?.[0];
      if (chain === null || root === undefined) continue;
      const types = tree.roots.get(root);
      // Switched off at the root, no policy of the type applies anywhere: known to be none.
      const isOff = types !== undefined && !types.includes(TYPES[policyType]);
      const organization = tree.organizationOf.get(account) ?? null;
      const isRead = isKnown(attachments, organization, [...chain, account]);
      if (isOff || isRead) exported.run.complete({ scope: `account:${account}`, kind: 'policy', policyType });
    }
  }
}

/**
 * True where every policy on these levels is known and read: one that is not could deny anything. A policy whose places
 * are known in part only may hang on any level that was not asked itself.
 */
function isKnown(attachments: Attachments, organization: string | null, levels: readonly string[]): boolean {
  const { listed, levels: asked, placed, policies, unread } = attachments;
  if (!listed.has(organization) || levels.some((level) => unread.has(level))) return false;
  const isPlaced = [...(policies.get(organization) ?? [])].every((id) => placed.get(organization)?.has(id));
  return isPlaced || levels.every((level) => asked.has(level));
}

/** All that was handed over about one type: from the list of policies down to where each hangs. */
function readAttachments(exported: ExportRun, policyType: OrganizationPolicyType): Attachments {
  const { run, calls } = exported;
  const attachments: Attachments = {
    run,
    policyType,
    targets: new Map(),
    policies: new Map(),
    listed: new Set(),
    placed: new Map(),
    levels: new Map(),
    unread: new Set(),
  };
  for (const [command, read] of [
    ['list-policies', readList],
    // Before the targets: those do not say of which type the policy is.
    ['list-policies-for-target', readLevel],
    ['list-targets-for-policy', readTargets],
  ] as const) {
    for (const call of calls('organizations', command))
      read(attachments, call, exported.organizationOf(call));
  }
  reportUnplaced(attachments);
  return attachments;
}

function reportUnplaced({ run, policyType, targets, policies, placed }: Attachments): void {
  for (const [organization, ids] of policies) {
    for (const id of ids) {
      if (placed.get(organization)?.has(id) === true) continue;
      const places = targets.has(id) ? 'where else' : 'where';
      run.gap(
        'organizations list-targets-for-policy',
        'not-handed-over',
        `${places} ${policyType} ${id} is attached`,
      );
    }
  }
}

/** A list says its type in the call alone, by --filter. */
function readList(attachments: Attachments, call: Call, organization: string | null): void {
  if (call.options.get('--filter') !== TYPES[attachments.policyType]) return;
  const output = outputOf(attachments.run, call, OrganizationPolicies);
  if (output === null) return;
  if (!isCutShort(attachments.run, call, output)) attachments.listed.add(organization);
  for (const { Id } of output.Policies) addTo(attachments.policies, organization, Id);
}

/** Both ends of the listing say it; a pair counts once. */
function addTo<K>(sets: Map<K, Set<string>>, key: K, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set<string>()).add(value));
}

function readTargets(attachments: Attachments, call: Call, organization: string | null): void {
  const { run, targets, levels, unread } = attachments;
  const policy = call.options.get('--policy-id');
  if (policy === undefined || attachments.policies.get(organization)?.has(policy) !== true) return;
  const output = outputOf(run, call, Targets);
  if (output === null) return;
  const isWhole = !isCutShort(run, call, output);
  const named = new Set(output.Targets.map(({ TargetId }) => TargetId));
  // Two exports of different days: an attachment that was since undone could allow what nothing allows now.
  for (const [level, policies] of levels) {
    const isMissing = isWhole && policies.has(policy) && !named.has(level);
    if (!isMissing && (!named.has(level) || policies.has(policy))) continue;
    run.gap(call.path, 'unresolved', `says of ${level} otherwise than list-policies-for-target`);
    unread.add(level);
  }
  if (isWhole) addTo(attachments.placed, organization, policy);
  // Attached nowhere is known, and no reason for a gap.
  if (!targets.has(policy)) targets.set(policy, new Set());
  for (const level of named) addTo(targets, policy, level);
}

/** The same facts from the other end: they complete this level, and no other. */
function readLevel(attachments: Attachments, call: Call, organization: string | null): void {
  const level = call.options.get('--target-id');
  if (level === undefined || call.options.get('--filter') !== TYPES[attachments.policyType]) return;
  const output = outputOf(attachments.run, call, OrganizationPolicies);
  if (output === null) return;
  const ids = output.Policies.map(({ Id }) => Id);
  if (!isCutShort(attachments.run, call, output)) attachments.levels.set(level, new Set(ids));
  for (const id of ids) {
    addTo(attachments.policies, organization, id);
    addTo(attachments.targets, id, level);
  }
}

/** One policy fact for each level that a policy hangs on. */
function addDocuments({ run, calls }: ExportRun, attachments: Attachments): void {
  const { policyType } = attachments;
  // By policy: describe-policy names no level, since one document may hang on many.
  const described = new Map(
    calls('organizations', 'describe-policy').map((call) => [call.options.get('--policy-id'), call]),
  );
  for (const [id, levels] of attachments.targets) {
    const call = described.get(id);
    const policy = call === undefined ? undefined : outputOf(run, call, OrganizationPolicy)?.Policy;
    if (call === undefined || policy === undefined) {
      if (call === undefined)
        run.gap('organizations describe-policy', 'not-handed-over', `document of ${policyType} ${id}`);
      for (const level of levels) attachments.unread.add(level);
      continue;
    }
    for (const attachedTo of levels) {
      const pointer = `${call.base}/Policy/Content`;
      const document = addPolicy(run, {
        policyType,
        attachedTo,
        policy: policy.PolicySummary.Arn,
        raw: policy.Content,
        evidence: run.pointer(call.path, pointer),
        where: `${call.path}#${pointer}`,
      });
      if (document === null) attachments.unread.add(attachedTo);
    }
  }
}
