import type { AwsCase, AwsCasePolicies } from './aws-case.ts';
import {
  ALLOWS,
  DENIES,
  DENIES_EVERYONE,
  KEEP,
  SILENT,
  mentions,
  policies,
  resource,
  statement,
  type Complete,
} from './completion.ts';
import { valuesOfKey } from './key-values.ts';
import type { OpenPiece } from './partial-case.ts';
import { roleArnOf } from './request-context.ts';
import {
  callersLevels,
  callersOrganizations,
  organizationIds,
  ownersLevels,
  ownersOrganizations,
} from './tree-completions.ts';

/**
 * Every way in which an open piece can bear on the one request that is asked about. To a single request a policy that
 * was not handed over either denies, allows or is silent, whatever else it says: three stand for all.
 */
export function completionsOf(open: OpenPiece, c: AwsCase): readonly Complete[] {
  switch (open.piece) {
    case 'identity':
      return [
        KEEP,
        ...[ALLOWS, DENIES].map((more) => policies(({ identity }) => ({ identity: [...identity, more] }))),
      ];
    case 'boundary':
      return boundaries(open.how === 'unseen');
    case 'resource':
      return resourcePolicies(c, open.how === 'unseen');
    case 'scp':
      return [
        KEEP,
        ...[ALLOWS, DENIES].map((more) =>
          policies(({ scps }) => ({ scps: withMore(scps, open.level, more) })),
        ),
      ];
    case 'rcp':
      return [KEEP, policies(({ rcps }) => ({ rcps: withMore(rcps, open.level, DENIES_EVERYONE) }))];
    case 'caller-levels':
      return callersLevels(c);
    case 'owner-levels':
      return ownersLevels(c);
    case 'caller-organization':
      return callersOrganizations(c);
    case 'owner-organization':
      return ownersOrganizations(c);
    case 'organization-id':
      return organizationIds(c);
    case 'management':
      return [false, true].map((managementAccount) => (before) => ({
        ...before,
        principal: { ...before.principal, managementAccount },
      }));
    case 'owner-management':
      return [false, true].map((managementAccount) => resource({ managementAccount }));
    case 'abac':
      return [false, true].map((abac) => resource({ abac }));
    case 'tags':
      return TAGS.map((tags) => resource({ tags }));
    case 'url-auth-type':
      return (['NONE', 'AWS_IAM'] as const).map((authType) => url({ authType }));
    case 'url-age':
      return [false, true].map((needsBoth) => url({ needsBoth }));
    case 'key':
      return valuesOf(c, open.key);
    default:
      return open satisfies never;
  }
}

/** With each value, and without the key where requests may lack it. A key that no policy names changes nothing. */
function valuesOf(c: AwsCase, key: string): readonly Complete[] {
  if (!mentions(c, key)) return [KEEP];
  const { values, optional } = valuesOfKey(key);
  return [...(optional ? [KEEP] : []), ...values.map((value) => given(key, value))];
}

/** A principal has one boundary at most; one that was not seen may not be there. access_policies_boundaries.html */
function boundaries(maybeNone: boolean): readonly Complete[] {
  const some = [ALLOWS, SILENT, DENIES].map((boundary) => policies(() => ({ boundary })));
  return maybeNone ? [KEEP, ...some] : some;
}

/** Roles and keys always have their policy. What naming everyone, the caller or its account is worth: evaluate.ts. */
function resourcePolicies(
  { principal, policies: { kind } }: AwsCase,
  maybeNone: boolean,
): readonly Complete[] {
  const names =
    principal.type === 'anonymous'
      ? ['*']
      : ['*', principal.arn, ...(principal.type === 'user' ? [] : [roleArnOf(principal)]), principal.account];
  const some = [DENIES_EVERYONE, ...names.map((AWS) => statement({ Effect: 'Allow', Principal: { AWS } }))];
  const all = [...some, statement({ Effect: 'Deny', Principal: { AWS: '999999999999' } })];
  const complete = all.map((document) => policies(() => ({ resource: document })));
  return maybeNone && kind === 'resource' ? [KEEP, ...complete] : complete;
}

const TAGS: readonly Readonly<Record<string, string>>[] = ['', 'blue', 'red', 'Blue', 'green'].map((team) =>
  team === '' ? {} : { team },
);

function url(change: Partial<NonNullable<AwsCase['resource']['url']>>): Complete {
  return (c) => (c.resource.url === undefined ? c : resource({ url: { ...c.resource.url, ...change } })(c));
}

function given(key: string, value: string): Complete {
  return (c) => ({ ...c, context: { ...c.context, [key]: value } });
}

function withMore(levels: AwsCasePolicies['scps'], at: number, more: unknown): AwsCasePolicies['scps'] {
  return levels.map((level, i) => (i === at ? [...level, more] : level));
}
