import type { AwsCase } from './aws-case.ts';

/** Levels over an account of which a case lists `count`, root first, the account last. One organisation has one root. */
function levelsOf(account: string, organization: string | undefined, count: number): readonly string[] {
  const above = Array.from({ length: Math.max(organization === undefined ? 0 : 1, count - 1) }, (_, i) =>
    i === 0 && organization !== undefined ? `r-${organization}` : `ou-${i}-of-${account}`,
  );
  return [...above, account];
}

export function callersLevelsOf({ principal, resource, policies }: AwsCase): readonly string[] {
  if (principal.path !== undefined) return [...principal.path.split('/').slice(1, -1), principal.account];
  const ofOwner = principal.account === resource.account ? policies.rcps.length : 0;
  return levelsOf(principal.account, principal.organization, Math.max(policies.scps.length, ofOwner));
}

export function ownersLevelsOf(c: AwsCase): readonly string[] {
  const { principal, resource, policies } = c;
  if (principal.account === resource.account) return callersLevelsOf(c);
  if (resource.path !== undefined) return [...resource.path.split('/').slice(1, -1), resource.account];
  return levelsOf(resource.account, resource.organization, policies.rcps.length);
}

/** `o-…/r-…/ou-…/`: the values of aws:PrincipalOrgPaths and aws:ResourceOrgPaths (condition-keys page). */
export function withPaths(c: AwsCase): AwsCase {
  const pathOf = (organization: string | undefined, levels: readonly string[]) =>
    organization === undefined ? {} : { path: `${[organization, ...levels.slice(0, -1)].join('/')}/` };
  return {
    ...c,
    principal: { ...c.principal, ...pathOf(c.principal.organization, callersLevelsOf(c)) },
    resource: { ...c.resource, ...pathOf(c.resource.organization, ownersLevelsOf(c)) },
  };
}
