import type { AwsCase, AwsCasePrincipal, AwsCaseResource } from './aws-case.ts';

/** The values a request carries for a key; null when it carries none. */
export type ContextLookup = (key: string) => readonly string[] | null;

const READ = new WeakMap<AwsCase, ContextLookup>();

/** Key names are not case sensitive (reference_policies_elements_condition.html); an empty set is no value. */
export function contextOf(c: AwsCase): ContextLookup {
  const context = READ.get(c) ?? readContext(c);
  READ.set(c, context);
  return context;
}

function readContext(c: AwsCase): ContextLookup {
  const valuesByKey = new Map<string, readonly string[]>();
  for (const [key, value] of [
    ...principalKeys(c.principal),
    ...resourceKeys(c.action, c.resource),
    ...Object.entries(c.context),
  ]) {
    valuesByKey.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return (key) => {
    const values = valuesByKey.get(key.toLowerCase());
    return values === undefined || values.length === 0 ? null : values;
  };
}

type Key = readonly [name: string, value: string];

/**
 * aws:PrincipalArn holds the role, never the session, and only users have a user name; aws:PrincipalOrgID and the path are there
 * "only if the principal is a member of an organization"; unsigned requests carry none of them (condition-keys page).
 */
function principalKeys(principal: AwsCasePrincipal): readonly Key[] {
  if (principal.type === 'anonymous') return [['aws:PrincipalAccount', 'anonymous']];
  const keys: Key[] = [['aws:PrincipalAccount', principal.account]];
  if (principal.path !== undefined) keys.push(['aws:PrincipalOrgPaths', principal.path]);
  if (principal.organization !== undefined) keys.push(['aws:PrincipalOrgID', principal.organization]);
  if (principal.type === 'role-session') return [...keys, ['aws:PrincipalArn', roleArnOf(principal)]];
  const name = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  return [...keys, ['aws:PrincipalArn', principal.arn], ['aws:username', name]];
}

/**
 * aws:ResourceOrgID is there "only if the account that owns the resource is a member of an organization" (the same
 * page). Tags of a general purpose bucket count, for the bucket and for its objects, "only after you enable ABAC on
 * your bucket": AmazonS3/latest/userguide/buckets-tagging.html, examples 1.2 and 1.4.
 */
function resourceKeys(action: string, resource: AwsCaseResource): readonly Key[] {
  const keys: Key[] = [];
  if (resource.path !== undefined) keys.push(['aws:ResourceOrgPaths', resource.path]);
  if (resource.organization !== undefined) keys.push(['aws:ResourceOrgID', resource.organization]);
  const isS3 = action.toLowerCase().startsWith('s3:');
  if (isS3 && resource.abac !== true) return keys;
  for (const [name, value] of Object.entries(resource.tags ?? {})) {
    keys.push([`aws:ResourceTag/${name}`, value]);
    if (isS3) keys.push([`s3:BucketTag/${name}`, value]);
  }
  return keys;
}

/** The role a session came from: `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` was `role/NAME`. */
export function roleArnOf(principal: AwsCasePrincipal): string {
  if (principal.roleArn !== undefined) return principal.roleArn;
  const [, name = ''] = principal.arn.split('/');
  return `arn:aws:iam::${principal.account}:role/${name}`;
}
