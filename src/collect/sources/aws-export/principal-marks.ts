import type { AwsPolicyType } from '#model';
import type { SourceRun } from '../../source-run.ts';

/** One principal with what could not be read of it: those types are then not complete. */
export interface ReadPrincipal {
  readonly arn: string;
  /** Types that such a principal can have at all. */
  readonly types: readonly AwsPolicyType[];
  readonly unread: ReadonlySet<AwsPolicyType>;
}

/** Policy types that this call prints; resource and organisation policies have calls of their own. */
export const PRINCIPAL_TYPES = ['identity', 'boundary', 'trust'] as const;

/** Account-wide marks where everything was read; else one for each principal of which everything was. */
export function markAccount(
  run: SourceRun,
  account: string,
  read: {
    users: readonly ReadPrincipal[];
    groups: readonly ReadPrincipal[];
    roles: readonly ReadPrincipal[];
  },
): void {
  const principals = [...read.users, ...read.groups, ...read.roles];
  const scope = `account:${account}`;
  for (const kind of ['cloud-user', 'group', 'cloud-role'] as const) run.complete({ scope, kind });
  // Membership stands on the user's side of the export.
  run.complete({ scope, kind: 'cloud-user', edge: 'member-of' });
  for (const policyType of PRINCIPAL_TYPES) {
    if (principals.every(({ unread }) => !unread.has(policyType)))
      run.complete({ scope, kind: 'policy', policyType });
    else markEach(run, principals, [policyType]);
  }
}

/** For each principal the types that it can have and that were read; `types` narrows them. */
export function markEach(
  run: SourceRun,
  principals: readonly ReadPrincipal[],
  types: readonly AwsPolicyType[] = PRINCIPAL_TYPES,
): void {
  for (const { arn, types: possible, unread } of principals) {
    for (const policyType of types) {
      if (possible.includes(policyType) && !unread.has(policyType))
        run.complete({ scope: `node:${arn}`, kind: 'policy', policyType });
    }
  }
}
