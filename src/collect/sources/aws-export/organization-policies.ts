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
  /** Policy id → levels (root, unit or account ids) it is attached to. */
  readonly targets: Map<string, Set<string>>;
  readonly arns: Map<string, string>;
  /** Asked account → whether its list of policies and every list of targets was read to its end. */
  readonly whole: Map<string | null, boolean>;
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
      const isListed = attachments.whole.get(tree.askedOf.get(account) ?? null) === true;
      // One unread document on the way up could deny anything.
      const isRead = isListed && ![...chain, account].some((level) => attachments.unread.has(level));
      if (isOff || isRead) exported.run.complete({ scope: `account:${account}`, kind: 'policy', policyType });
    }
  }
}

/** All that was handed over about one type: from the list of policies down to where each hangs. */
function readAttachments({ run, calls }: ExportRun, policyType: OrganizationPolicyType): Attachments {
  const attachments: Attachments = {
    run,
    policyType,
    targets: new Map(),
    arns: new Map(),
    whole: new Map(),
    unread: new Set(),
  };
  for (const call of calls('organizations', 'list-policies')) readList(attachments, call);
  for (const call of calls('organizations', 'list-targets-for-policy')) readTargets(attachments, call);
  for (const call of calls('organizations', 'list-policies-for-target')) readLevel(attachments, call);
  for (const id of attachments.arns.keys()) {
    // A policy whose places are unknown may hang anywhere: no account of any organisation that was asked is
    // complete.
    if (attachments.targets.has(id)) continue;
    for (const asked of attachments.whole.keys()) attachments.whole.set(asked, false);
    run.gap(
      'organizations list-targets-for-policy',
      'not-handed-over',
      `where ${policyType} ${id} is attached`,
    );
  }
  return attachments;
}

/** A list says its type in the call alone, by --filter. */
function readList(attachments: Attachments, call: Call): void {
  if (call.options.get('--filter') !== TYPES[attachments.policyType]) return;
  const output = outputOf(attachments.run, call, OrganizationPolicies);
  if (output === null) return;
  attachments.whole.set(call.account, !isCutShort(attachments.run, call, output));
  for (const { Id, Arn } of output.Policies) attachments.arns.set(Id, Arn);
}

/** Both ends of the listing say it; a pair counts once. */
function attach(attachments: Attachments, policy: string, level: string): void {
  const levels = attachments.targets.get(policy) ?? new Set();
  attachments.targets.set(policy, levels.add(level));
}

function readTargets(attachments: Attachments, call: Call): void {
  const policy = call.options.get('--policy-id');
  if (policy === undefined || !attachments.arns.has(policy)) return;
  const output = outputOf(attachments.run, call, Targets);
  if (output === null) return;
  if (isCutShort(attachments.run, call, output)) attachments.whole.set(call.account, false);
  // Attached nowhere is known, and no reason for a gap.
  if (!attachments.targets.has(policy)) attachments.targets.set(policy, new Set());
  for (const { TargetId } of output.Targets) attach(attachments, policy, TargetId);
}

/** The same facts from the other end; adds attachments and never completeness, since levels may be left out. */
function readLevel(attachments: Attachments, call: Call): void {
  const level = call.options.get('--target-id');
  if (level === undefined || call.options.get('--filter') !== TYPES[attachments.policyType]) return;
  for (const { Id, Arn } of outputOf(attachments.run, call, OrganizationPolicies)?.Policies ?? []) {
    attachments.arns.set(Id, Arn);
    attach(attachments, Id, level);
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
