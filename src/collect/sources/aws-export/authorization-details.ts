import type { z } from 'zod';
import { edgeFact, nodeFact, type AwsPolicyType, type Identifier } from '#model';
import { describeIssues, pointerStep, type SourceRun } from '../../source-run.ts';
import { parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import {
  addPolicy,
  arnNode,
  isCutShort,
  known,
  outputOf,
  tagRecord,
  utc,
  type ExportRun,
} from './export-run.ts';
import { timeOf } from './newest-calls.ts';
import { AuthorizationDetails, GroupDetail, ManagedPolicy, RoleDetail, UserDetail } from './schema.ts';
import {
  addBoundary,
  addIdentityPolicies,
  type Details,
  type Holder,
  type Listed,
} from './principal-policies.ts';
import { markAccount, markEach, PRINCIPAL_TYPES, type ReadPrincipal } from './principal-marks.ts';
import { addTrustEdges } from './trust-edges.ts';

/** IAM of one account: users, groups, roles, their policies, boundaries and trust. */
export function addAuthorizationDetails({ run, calls }: ExportRun): void {
  const seen = new Map<string, Call>();
  // Newest first, files without a time last: none of them may bring back what a newer one no longer shows.
  const all = calls('iam', 'get-account-authorization-details').toSorted((a, b) => {
    const [one, other] = [timeOf(a), timeOf(b)];
    return one === other ? 0 : other - one;
  });
  const byAccount = new Map<string, Part[]>();
  for (const call of all) {
    const part = readPart(run, call, seen);
    if (part !== null) byAccount.set(part.account, [...(byAccount.get(part.account) ?? []), part]);
  }
  for (const parts of byAccount.values()) addAccount(run, parts);
}

/** What one file holds of an account: all of it, one page, or the kinds that --filter names. */
interface Part {
  readonly call: Call;
  readonly account: string;
  readonly users: Entries<z.infer<typeof UserDetail>>;
  readonly groups: Entries<z.infer<typeof GroupDetail>>;
  readonly roles: Entries<z.infer<typeof RoleDetail>>;
  readonly managed: Details['policies'];
  /** Further pages exist, or the listing began after the first. */
  readonly isCut: boolean;
}

function readPart(run: SourceRun, call: Call, seen: Map<string, Call>): Part | null {
  const output = outputOf(run, call, AuthorizationDetails);
  if (output === null) return null;
  const list = <T extends z.ZodType>(key: keyof typeof output, schema: T): Entries<z.infer<T>> =>
    entries(run, call, { key, items: output[key], schema });
  const users = list('UserDetailList', UserDetail);
  const groups = list('GroupDetailList', GroupDetail);
  const roles = list('RoleDetailList', RoleDetail);
  const { account } = call;
  if (account === null) {
    run.gap(call.path, 'unresolved', 'nothing in it says which account it is about');
    return null;
  }
  if (repeats(run, call, account, seen)) return null;
  const managed = new Map(
    list('Policies', ManagedPolicy).items.map((policy) => [policy.value.Arn, { ...policy, path: call.path }]),
  );
  const isCut = isCutShort(run, call, output) || call.options.has('--max-items');
  return { call, account, users, groups, roles, managed, isCut };
}

/** Parts of one account fill in for each other: a policy or a group may stand in another file than who has it. Newest first. */
function addAccount(run: SourceRun, parts: readonly Part[]): void {
  const joined = new Map(parts.toReversed().flatMap(({ managed }) => [...managed]));
  const detailsOf = ({ call, managed }: Part): Details => ({
    run,
    call,
    policies: new Map([...joined, ...managed]),
  });
  for (const { account: id, call } of parts) {
    // The account itself is a node, even where nothing but its principals was handed over.
    const said = { id, kind: 'account', name: id, attributes: {} } as const;
    run.facts.push(nodeFact({ ...said, evidence: run.pointer(call.path, call.base) }));
  }
  const groups = parts.flatMap((part) => part.groups.items);
  const readGroups = parts.flatMap((part) =>
    part.groups.items.map((group) => addGroup(detailsOf(part), group)),
  );
  const read = {
    groups: readGroups,
    users: parts.flatMap((part) =>
      part.users.items.map((user) => addUser(detailsOf(part), user, groups, readGroups)),
    ),
    roles: parts.flatMap((part) => part.roles.items.map((role) => addRole(detailsOf(part), role))),
  };
  const [first] = parts;
  // Each kind must be listed to its end somewhere: no mark may else be set for the account as a whole.
  if (first !== undefined && LISTS.every(({ kind, list }) => parts.some((part) => holds(part, kind, list))))
    markAccount(run, first.account, read);
  else markEach(run, [...read.users, ...read.roles, ...read.groups]);
}

/** As --filter names them. */
const LISTS = [
  { kind: 'User', list: 'users' },
  { kind: 'Group', list: 'groups' },
  { kind: 'Role', list: 'roles' },
] as const;

/** With several words after --filter only the first is known here, which claims too little. */
function holds(part: Part, kind: string, list: 'users' | 'groups' | 'roles'): boolean {
  const filter = part.call.options.get('--filter');
  return !part.isCut && part[list].whole && (filter === undefined || filter === kind);
}

/**
 * Two exports of one account cannot be merged: the older one may hold what was since taken away. They come newest first;
 * pages of one listing and lists of single kinds add up, unless a newer answer speaks of all or of the same.
 */
function repeats(run: SourceRun, call: Call, account: string, seen: Map<string, Call>): boolean {
  const isPage = call.options.has('--starting-token');
  const other = seen.get(account);
  const isPart = isPage || call.options.has('--filter');
  const isLater = other !== undefined && timeOf(other) > timeOf(call);
  // Parts of one listing add up; only whole listings, or older ones, can contradict each other.
  const isHeld = other !== undefined && (isLater || (!isPart && !other.options.has('--filter')));
  const isOtherKind = isPart && other?.options.has('--filter') === true;
  if (!isHeld || isOtherKind) {
    // A page goes on where its first one stopped, which may have been asked earlier.
    if (other === undefined && !isPage) seen.set(account, call);
    return false;
  }
  const detail = `account ${account} was already read from ${other.path}; this file was left out`;
  run.gap(call.path, 'unresolved', detail);
  return true;
}

interface Entries<T> {
  readonly items: readonly Listed<T>[];
  /** False where the list is missing or one of its entries could not be read. */
  readonly whole: boolean;
}

/** Entries of one list that have their shape; each that has not is a gap with its pointer. */
function entries<T extends z.ZodType>(
  run: SourceRun,
  call: Call,
  list: { key: string; items: unknown; schema: T },
): Entries<z.infer<T>> {
  // A list that is missing was not asked for, which is not an empty one.
  if (!Array.isArray(list.items)) return { items: [], whole: false };
  const read: Listed<z.infer<T>>[] = [];
  for (const [i, item] of list.items.entries()) {
    const pointer = `${call.base}${pointerStep(list.key)}${pointerStep(i)}`;
    const parsed = list.schema.safeParse(item);
    if (parsed.success) read.push({ value: parsed.data, pointer });
    else run.gap(`${call.path}#${pointer}`, 'wrong-shape', describeIssues(parsed.error));
  }
  return { items: read, whole: read.length === list.items.length };
}

/** What users, groups and roles have in common. Tags are missing where the output leaves them out, not empty. */
function commonAttributes({ run }: Details, value: Holder) {
  return known({
    account: parseArn(value.Arn)?.account,
    path: value.Path,
    createdAt: utc(value.CreateDate),
    tags: value.Tags === undefined ? undefined : tagRecord(run, value.Tags),
  });
}

/** Groups have no boundary and cannot be assumed (IAM user guide, "IAM user groups"). */
function addGroup(details: Details, { value, pointer }: Listed<z.infer<typeof GroupDetail>>): ReadPrincipal {
  const { run, call } = details;
  const evidence = run.pointer(call.path, pointer);
  const attributes = commonAttributes(details, value);
  run.facts.push(arnNode(run, { kind: 'group', id: value.Arn, name: value.GroupName, attributes, evidence }));
  const complete = addIdentityPolicies(details, value, {
    list: 'GroupPolicyList',
    inline: value.GroupPolicyList,
    pointer,
  });
  return { arn: value.Arn, types: ['identity'], unread: new Set(complete ? [] : ['identity']) };
}

/** By which CloudTrail tells a caller where it leaves out the ARN (IAM user guide, reference_identifiers, "Unique identifiers"). */
function uniqueId(id: string | undefined): readonly Identifier[] {
  return id === undefined || !/^A(ROA|IDA)[A-Z0-9]{3,124}$/.test(id)
    ? []
    : [{ scheme: 'aws-unique-id', value: id }];
}

function addUser(
  details: Details,
  { value, pointer }: Listed<z.infer<typeof UserDetail>>,
  groups: readonly Listed<z.infer<typeof GroupDetail>>[],
  readGroups: readonly ReadPrincipal[],
): ReadPrincipal {
  const { run, call } = details;
  const evidence = run.pointer(call.path, pointer);
  const attributes = commonAttributes(details, value);
  const identifiers = uniqueId(value.UserId);
  run.facts.push(
    arnNode(run, {
      kind: 'cloud-user',
      id: value.Arn,
      name: value.UserName,
      attributes,
      identifiers,
      evidence,
    }),
  );
  const unread = new Set<AwsPolicyType>();
  // Listed by name, and names are unique in an account.
  for (const name of value.GroupList) {
    const group = groups.find((candidate) => candidate.value.GroupName === name)?.value.Arn;
    if (group === undefined) {
      run.gap(
        `${call.path}#${pointer}/GroupList`,
        'unresolved',
        `a group of ${value.Arn} is not in the file`,
      );
      // A user has the policies of every group: one that is missing could hold a Deny.
      unread.add('identity');
      continue;
    }
    run.facts.push(edgeFact({ from: value.Arn, edge: 'member-of', to: group, evidence }));
    if (readGroups.some(({ arn, unread: of }) => arn === group && of.has('identity'))) unread.add('identity');
  }
  const complete = addIdentityPolicies(details, value, {
    list: 'UserPolicyList',
    inline: value.UserPolicyList,
    pointer,
  });
  if (!complete) unread.add('identity');
  if (!addBoundary(details, value, pointer)) unread.add('boundary');
  return { arn: value.Arn, types: ['identity', 'boundary'], unread };
}

function addRole(details: Details, { value, pointer }: Listed<z.infer<typeof RoleDetail>>): ReadPrincipal {
  const { run, call } = details;
  const attributes = {
    ...commonAttributes(details, value),
    ...known({
      // The path that AWS reserves for them; nobody else can create a role there (IAM user guide, "Service-linked
      // roles").
      serviceLinked: value.Path === undefined ? undefined : value.Path.startsWith('/aws-service-role/'),
      maxSessionSeconds: value.MaxSessionDuration,
      lastUsedAt: utc(value.RoleLastUsed?.LastUsedDate),
    }),
  };
  const evidence = run.pointer(call.path, pointer);
  const identifiers = uniqueId(value.RoleId);
  run.facts.push(
    arnNode(run, {
      kind: 'cloud-role',
      id: value.Arn,
      name: value.RoleName,
      attributes,
      identifiers,
      evidence,
    }),
  );
  const unread = new Set<AwsPolicyType>();
  const complete = addIdentityPolicies(details, value, {
    list: 'RolePolicyList',
    inline: value.RolePolicyList,
    pointer,
  });
  if (!complete) unread.add('identity');
  if (!addBoundary(details, value, pointer)) unread.add('boundary');
  // A trust policy has no name of its own; this one says where it is printed.
  const trust = addPolicy(run, {
    policyType: 'trust',
    attachedTo: value.Arn,
    policy: `${value.Arn}/AssumeRolePolicyDocument`,
    raw: value.AssumeRolePolicyDocument,
    evidence: run.pointer(call.path, `${pointer}/AssumeRolePolicyDocument`),
    where: `${call.path}#${pointer}/AssumeRolePolicyDocument`,
  });
  if (trust === null) unread.add('trust');
  else
    addTrustEdges(run, value.Arn, trust, { path: call.path, pointer: `${pointer}/AssumeRolePolicyDocument` });
  return { arn: value.Arn, types: PRINCIPAL_TYPES, unread };
}
