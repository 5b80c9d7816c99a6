import type { AwsPolicyType, PolicyFact } from '#model';
import type { AwsAccount, AwsEstate } from './estate.ts';

/** What of an export shows that an account stands below an organisation: a fact of the account, or a policy on it. */
type OrganizationSign =
  | { readonly by: 'organization' | 'parents' | 'parentsInPart' }
  | { readonly by: 'policy'; readonly policy: Pick<PolicyFact, 'policy' | 'evidence'> };

const OF_ORGANIZATIONS: ReadonlySet<AwsPolicyType> = new Set<AwsPolicyType>(['scp', 'rcp']);

/** Null where nothing does: an account may then be declared standalone. Policies that could not be read are policies too. */
export function organizationSign(
  account: AwsAccount,
  policies: readonly Pick<PolicyFact, 'policyType' | 'attachedTo' | 'policy' | 'evidence'>[],
): OrganizationSign | null {
  if (typeof account.organization === 'string') return { by: 'organization' };
  if ((account.parents ?? []).length > 0) return { by: 'parents' };
  if (account.parentsInPart !== undefined) return { by: 'parentsInPart' };
  const policy = policies.find(
    ({ policyType, attachedTo }) => OF_ORGANIZATIONS.has(policyType) && attachedTo === account.id,
  );
  return policy === undefined ? null : { by: 'policy', policy };
}

/** The accounts as they are evaluated: a word that the export belies must not take away a deny that was handed over. */
export function accountsAsShown({ accounts, policies, unread }: AwsEstate): readonly AwsAccount[] {
  return accounts.map((account) => {
    if (account.standalone !== true) return account;
    const all = [...policies, ...unread.map((one) => ({ ...one, evidence: [] }))];
    return organizationSign(account, all) === null ? account : { ...account, standalone: false };
  });
}
