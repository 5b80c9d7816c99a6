import type { AwsCase } from './aws-case.ts';
import {
  ALLOWS,
  DENIES,
  DENIES_EVERYONE,
  KEEP,
  SILENT,
  mentions,
  policies,
  resource,
  type Complete,
} from './completion.ts';

/**
 * However many levels there are: all allow, one is silent, or one denies; in one account RCPs stand there as well.
 * orgs_manage_policies_scps_evaluation.html, orgs_manage_policies_rcps_evaluation.html
 */
export function callersLevels(c: AwsCase): readonly Complete[] {
  return uppersOf(c).flatMap((upper) =>
    policiesOfLevels(c).map((complete) => both(callersPath(upper), complete)),
  );
}

function policiesOfLevels(c: AwsCase): readonly Complete[] {
  return [[ALLOWS], [SILENT], [DENIES]].flatMap((scp) =>
    (isOneAccount(c) ? [[], [DENIES_EVERYONE]] : [[]]).map((rcp) =>
      policies(({ scps, rcps }) => ({ scps: [scp, ...scps], rcps: isOneAccount(c) ? [rcp, ...rcps] : rcps })),
    ),
  );
}

export function ownersLevels(c: AwsCase): readonly Complete[] {
  const denied = policies(({ rcps }) => ({ rcps: [[DENIES_EVERYONE], ...rcps] }));
  return uppersOf(c).flatMap((upper) => [KEEP, denied].map((complete) => both(ownersPath(upper), complete)));
}

/** Alone, a member under policies that nobody saw, or the management account, which none of them holds. */
export function callersOrganizations(c: AwsCase): readonly Complete[] {
  const members = organizations(c).flatMap((organization) =>
    callersLevels(c).map((complete) => both(inOrganization(organization, false), complete)),
  );
  const managed = organizations(c).flatMap((organization) =>
    uppersOf(c).map((upper) => both(inOrganization(organization, true), callersPath(upper))),
  );
  return [KEEP, ...members, ...managed];
}

/** Each that a policy may ask for, with the levels that are known. */
export function organizationIds(c: AwsCase): readonly Complete[] {
  return organizations(c).map((organization) => (before) => {
    const path = before.principal.path?.replace(/^[^/]*/u, organization);
    const member = { organization, ...(path === undefined ? {} : { path }) };
    return {
      ...before,
      principal: { ...before.principal, ...member },
      resource: isOneAccount(before) ? { ...before.resource, ...member } : before.resource,
    };
  });
}

function inOrganization(organization: string, managementAccount: boolean): Complete {
  return (c) => ({
    ...c,
    principal: { ...c.principal, organization, managementAccount },
    resource: isOneAccount(c) ? { ...c.resource, organization } : c.resource,
  });
}

export function ownersOrganizations(c: AwsCase): readonly Complete[] {
  const members = organizations(c).flatMap((organization) =>
    ownersLevels(c).map((complete) => both(resource({ organization }), complete)),
  );
  return [KEEP, ...members];
}

/** Which organisation it is matters only to a policy that asks. */
function organizations(c: AwsCase): readonly string[] {
  return mentions(c, 'OrgID') || mentions(c, 'OrgPaths')
    ? ['o-ours', 'o-theirs', 'o-o*', 'o-other', 'o-another']
    : ['o-another'];
}

/** What may stand between the organisation and the levels that are known, as far as drawn policies tell it apart. */
function uppersOf(c: AwsCase): readonly string[] {
  return mentions(c, 'OrgPaths')
    ? [
        'r-o-ours',
        'r-another',
        'r-o-ours/ou-1-of-111122223333',
        'r-o-ours/ou-1-of-444455556666',
        'r-another/ou-another',
      ]
    : ['r-another'];
}

function callersPath(upper: string): Complete {
  return (c) => {
    const { organization, path: before } = c.principal;
    if (organization === undefined) return c;
    const path = pathBelow(organization, upper, before);
    return {
      ...c,
      principal: { ...c.principal, path },
      resource: isOneAccount(c) ? { ...c.resource, path } : c.resource,
    };
  };
}

function ownersPath(upper: string): Complete {
  return (c) => {
    const { organization, path } = c.resource;
    return organization === undefined ? c : resource({ path: pathBelow(organization, upper, path) })(c);
  };
}

/** The known levels are those below the root of the path before. */
function pathBelow(organization: string, upper: string, before: string | undefined): string {
  const known = before === undefined ? [] : before.split('/').slice(2, -1);
  return `${[organization, upper, ...known].join('/')}/`;
}

function both(first: Complete, second: Complete): Complete {
  return (c) => second(first(c));
}

function isOneAccount({ principal, resource: { account } }: AwsCase): boolean {
  return principal.account === account;
}
