import type { AwsCase, AwsCasePrincipal } from './aws-case.ts';

/** The values a request carries for a key; null when it carries none. */
export type ContextLookup = (key: string) => readonly string[] | null;

/** Key names are not case sensitive (reference_policies_elements_condition.html); an empty set is no value. */
export function contextOf(c: AwsCase): ContextLookup {
  const valuesByKey = new Map<string, readonly string[]>();
  for (const [key, value] of [...derivedKeys(c.principal), ...Object.entries(c.context)]) {
    valuesByKey.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return (key) => {
    const values = valuesByKey.get(key.toLowerCase());
    return values === undefined || values.length === 0 ? null : values;
  };
}

/** aws:PrincipalArn holds the role, never the session, and only users have a user name (condition-keys page). */
function derivedKeys(principal: AwsCasePrincipal): readonly (readonly [string, string])[] {
  const account = ['aws:PrincipalAccount', principal.account] as const;
  if (principal.type === 'role-session') return [account, ['aws:PrincipalArn', roleArnOf(principal)]];
  const name = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  return [account, ['aws:PrincipalArn', principal.arn], ['aws:username', name]];
}

/** The role a session came from: `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` was `role/NAME`. */
export function roleArnOf(principal: AwsCasePrincipal): string {
  if (principal.roleArn !== undefined) return principal.roleArn;
  const [, name = ''] = principal.arn.split('/');
  return `arn:aws:iam::${principal.account}:role/${name}`;
}
