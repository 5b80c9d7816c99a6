import type { z } from 'zod';
import { nodeFact, type AttributesOf, type Evidence } from '#model';
import type { SourceRun } from '../../source-run.ts';
import type { Call } from './call.ts';
import { isCutShort, outputOf, type ExportRun } from './export-run.ts';
import { timeOf } from './newest-calls.ts';
import type { OrganizationTree } from './organization-tree.ts';
import { addOrganizationPolicies } from './organization-policies.ts';
import { Accounts, Organization, Parents, Roots, Units } from './schema.ts';

/**
 * Accounts, the tree above them, and the policies on every level. Lists and policies are answered to the management
 * account or a delegated administrator: a member's export holds little of it.
 */
export function addOrganizations(exported: ExportRun): void {
  const { run, calls } = exported;
  const tree = readTree(exported);
  for (const command of ['list-accounts', 'list-accounts-for-parent']) {
    for (const call of calls('organizations', command)) addAccounts(run, call, tree);
  }
  for (const call of calls('organizations', 'describe-organization')) addOrganization(exported, call, tree);
  addPlaced(run, tree);
  addOrganizationPolicies(exported, tree, chainOf);
}

/** No root, and no id of AWS. */
const UNKNOWN_PARENT = 'unknown';

/** From whichever calls there are: upwards by list-parents, downwards by the lists below a parent. */
function readTree(exported: ExportRun): OrganizationTree {
  const { run, calls, organizationOf: ofCall } = exported;
  const parents = new Map<string, string>();
  const organizationOf = new Map<string, string | null>();
  const said = new Map<string, Call>();
  const link = (child: string, place: string, call: Call): void => {
    let parent = place;
    const before = said.get(child);
    if (before !== undefined && parents.get(child) !== parent) {
      // An account that was moved: it is bound where the newest answer says, whatever the order of the files.
      const [older, newer] = timeOf(before) < timeOf(call) ? [before, call] : [call, before];
      const isKnown = timeOf(older) < timeOf(newer);
      const outcome = isKnown ? 'this place was left out' : 'and neither is newer: its place is unknown';
      run.gap(older.path, 'unresolved', `says otherwise than ${newer.path} where ${child} is; ${outcome}`);
      // The way to the root ends here, so that nothing above it counts as known.
      if (!isKnown) parent = UNKNOWN_PARENT;
      else if (newer === before) return;
    }
    // The same place said again by an older file is no older for that.
    if (before === undefined || timeOf(before) <= timeOf(call)) said.set(child, call);
    parents.set(child, parent);
    organizationOf.set(child, ofCall(call));
  };
  for (const call of calls('organizations', 'list-parents')) {
    const child = call.options.get('--child-id');
    const parent = outputOf(run, call, Parents)?.Parents[0]?.Id;
    if (child !== undefined && parent !== undefined) link(child, parent, call);
  }
  for (const call of calls('organizations', 'list-organizational-units-for-parent')) {
    const parent = call.options.get('--parent-id');
    const output = outputOf(run, call, Units);
    if (parent === undefined || output === null) continue;
    isCutShort(run, call, output);
    for (const { Id } of output.OrganizationalUnits) link(Id, parent, call);
  }
  for (const call of calls('organizations', 'list-accounts-for-parent')) {
    const parent = call.options.get('--parent-id');
    if (parent === undefined || call.errorCode !== null) continue;
    // Gaps of this call are reported where its accounts are added.
    const parsed = Accounts.safeParse(call.output);
    for (const { Id } of parsed.data?.Accounts ?? []) link(Id, parent, call);
  }
  return { parents, organizationOf, saidBy: said, roots: readRoots(exported) };
}

/** Only ENABLED counts: while a type is being switched on it does not bind yet. */
function readRoots({ run, calls }: ExportRun): OrganizationTree['roots'] {
  const listed = calls('organizations', 'list-roots').flatMap(
    (call) => outputOf(run, call, Roots)?.Roots ?? [],
  );
  return new Map(
    listed.map(({ Id, PolicyTypes }) => [
      Id,
      PolicyTypes.filter(({ Status }) => Status === 'ENABLED').map(({ Type }) => Type),
    ]),
  );
}

/** Uppermost first, down to the level above, as far as the way up is known. */
function levelsAbove(tree: OrganizationTree, account: string): readonly string[] {
  const chain: string[] = [];
  // Two exports of different days can make a circle, which then ends nowhere.
  for (
    let at = tree.parents.get(account);
    at !== undefined && at !== UNKNOWN_PARENT && !chain.includes(at);
    at = tree.parents.get(at)
  )
    chain.unshift(at);
  return chain;
}

/** Root first, down to the level above; null where the way up is not known to its end. */
function chainOf(tree: OrganizationTree, account: string): readonly string[] | null {
  const chain = levelsAbove(tree, account);
  const [top = ''] = chain;
  return top.startsWith('r-') && !tree.parents.has(top) ? chain : null;
}

/** What the tree says of an account: all levels above it, or those that are known; nothing where it does not name it. */
function placeOf(tree: OrganizationTree, account: string): AttributesOf<'account'> {
  if (!tree.parents.has(account)) return {};
  const parents = chainOf(tree, account);
  return parents === null ? { parentsInPart: [...levelsAbove(tree, account)] } : { parents: [...parents] };
}

/** Accounts that the tree places and that no list and no answer about the organisation names: they are below one all the same. */
function addPlaced(run: SourceRun, tree: OrganizationTree): void {
  const told = new Set(
    run.facts.flatMap((fact) =>
      fact.fact === 'node' && ('parents' in fact.attributes || 'parentsInPart' in fact.attributes)
        ? [fact.id]
        : [],
    ),
  );
  for (const [id, call] of tree.saidBy)
    if (/^\d{12}$/.test(id) && !told.has(id))
      addAccount(run, tree, { Id: id }, run.pointer(call.path, call.base), {});
}

/** Accounts of one list; an account that several lists name gives several facts of one id, which merge. */
function addAccounts(run: SourceRun, call: Call, tree: OrganizationTree): void {
  const output = outputOf(run, call, Accounts);
  if (output === null) return;
  isCutShort(run, call, output);
  for (const [i, account] of output.Accounts.entries()) {
    const evidence = run.pointer(call.path, `${call.base}/Accounts/${String(i)}`);
    addAccount(run, tree, account, evidence, membershipOf(account));
  }
}

/**
 * `arn:aws:organizations::<management account>:account/<organisation>/<account>` (Organizations, service authorization reference):
 * an account's ARN says what describe-organization would.
 */
function membershipOf({ Id, Arn }: Listed): AttributesOf<'account'> {
  const parts = /^arn:[^:]+:organizations::(\d{12}):account\/(o-[a-z0-9]+)\/(\d{12})$/.exec(Arn ?? '');
  if (parts === null || parts[3] !== Id) return {};
  return { organization: parts[2] ?? null, managementAccount: parts[1] === Id };
}

type Listed = z.infer<typeof Accounts>['Accounts'][number];

function addAccount(
  run: SourceRun,
  tree: OrganizationTree,
  account: Listed,
  evidence: Evidence[],
  attributes: AttributesOf<'account'>,
): void {
  run.facts.push(
    nodeFact({
      id: account.Id,
      kind: 'account',
      name: run.input.inspector.redact(account.Name ?? account.Id),
      // A suspended account still exists, with everything in it.
      state: account.Status === undefined || account.Status === 'ACTIVE' ? 'active' : 'disabled',
      attributes: { ...placeOf(tree, account.Id), ...attributes },
      evidence,
    }),
  );
}

/** Says of every account below the management account to which organisation it belongs. */
function addOrganization({ run, calls }: ExportRun, call: Call, tree: OrganizationTree): void {
  // An error that is an answer: no policy stands above this account.
  if (call.errorCode === 'AWSOrganizationsNotInUseException' && call.account !== null) {
    const attributes = { organization: null, managementAccount: false };
    addAccount(run, tree, { Id: call.account }, run.pointer(call.path, ''), attributes);
    return;
  }
  const organization = outputOf(run, call, Organization)?.Organization;
  if (organization === undefined) return;
  const evidence = run.pointer(call.path, `${call.base}/Organization`);
  const listed = ['list-accounts', 'list-accounts-for-parent']
    .flatMap((command) => calls('organizations', command))
    // One export may hold several organisations.
    .filter(({ account }) => account === organization.MasterAccountId || account === call.account)
    .flatMap(({ output }) => Accounts.safeParse(output).data?.Accounts ?? []);
  // By id: list-accounts and the lists by parent name the same accounts.
  const members = new Map(listed.map((account) => [account.Id, account]));
  const placed = [...tree.parents.keys()].filter(
    (id) => /^\d{12}$/.test(id) && tree.organizationOf.get(id) === organization.Id,
  );
  // They belong to it even where no list of accounts was handed over.
  for (const id of [call.account, organization.MasterAccountId, ...placed]) {
    if (id !== null && !members.has(id)) members.set(id, { Id: id });
  }
  for (const account of members.values()) {
    const managementAccount = account.Id === organization.MasterAccountId;
    addAccount(run, tree, account, evidence, { organization: organization.Id, managementAccount });
  }
}
