import type { AwsCase } from './aws-case.ts';
import { conditionsHold } from './condition-holds.ts';
import { matchesArnTokens, matchesTokens, tokensOf } from './pattern.ts';
import type { Matcher, PrincipalBlock, Statement } from './policy-document.ts';
import { statementsOf } from './policy-document.ts';
import { contextOf, roleArnOf } from './request-context.ts';
import type { ContextLookup } from './request-context.ts';

/** As whom a resource-based policy names the caller. What each is worth differs: see evaluate.ts. */
export type NamedAs = 'everyone' | 'session' | 'user' | 'role' | 'account';

/** Whether any statement with this effect applies, in a policy that belongs to the caller and so names nobody. */
export function callersPolicySays(effect: 'Allow' | 'Deny', document: unknown, c: AwsCase): boolean {
  return statementsOf(document).some(
    // Identity-based statements must say which resource. reference_policies_elements_resource.html
    (statement) => statement.effect === effect && statement.resource !== null && requestFits(statement, c),
  );
}

/** As whom the Allow statements of a policy on the resource name the caller; empty when none applies. */
export function grantsTo(document: unknown, c: AwsCase): ReadonlySet<NamedAs> {
  const names = statementsOf(document)
    .filter((statement) => statement.effect === 'Allow' && requestFits(statement, c))
    // NotPrincipal with Allow is not supported. reference_policies_elements_notprincipal.html
    .flatMap(({ principal }) => (principal === null || principal.negated ? [] : namedAs(principal, c)));
  return new Set(names);
}

/** Whether a Deny statement of a policy on the resource (a resource policy, or an RCP) meets the caller. */
export function resourcePolicyDenies(document: unknown, c: AwsCase): boolean {
  return statementsOf(document).some(
    ({ principal, ...statement }) =>
      statement.effect === 'Deny' &&
      principal !== null &&
      requestFits({ principal, ...statement }, c) &&
      (principal.negated ? !isExcepted(principal, c) : namedAs(principal, c).length > 0),
  );
}

function requestFits(statement: Statement, c: AwsCase): boolean {
  if (!actionFits(statement.action, c.action)) return false;
  const context = contextOf(c);
  return (
    (statement.resource === null || resourceFits(statement, statement.resource, c.resource.arn, context)) &&
    conditionsHold(statement, context)
  );
}

/** "The prefix and the action name are case insensitive." reference_policies_elements_action.html, …_notaction.html */
function actionFits({ negated, patterns }: Matcher, action: string): boolean {
  const asked = action.toLowerCase();
  const listed = patterns.some((pattern) => {
    const written = pattern.toLowerCase();
    // Most patterns name an action outright.
    if (!/[*?]/u.test(written)) return written === asked;
    return matchesTokens(tokensOf(written, null) ?? [], asked);
  });
  return listed !== negated;
}

/** Case sensitive; NotResource is everything else. reference_policies_elements_resource.html, …_notresource.html */
function resourceFits(statement: Statement, matcher: Matcher, arn: string, context: ContextLookup): boolean {
  const variables = statement.hasVariables ? context : null;
  const listed = matcher.patterns.some((pattern) => {
    if (pattern === '*') return true;
    if (pattern === arn) return true;
    // What no wildcard and no variable opens fits nothing but itself; only an ARN that is cut short is completed.
    if (!/[*?$]/u.test(pattern) && pattern.split(':').length >= 6) return false;
    const tokens = tokensOf(completed(pattern), variables);
    // "a resource that includes a policy variable with no value will not match any resource" (variables page)
    return tokens !== null && matchesArnTokens(tokens, arn);
  });
  return listed !== matcher.negated;
}

/** An ARN with fewer than six fields is completed by wildcards. reference_policies_grammar.html, `resource_string` */
function completed(pattern: string): string {
  const fields = pattern.replaceAll(/\$\{[^}]*\}/gu, '').split(':').length;
  return pattern + ':*'.repeat(Math.max(0, 6 - fields));
}

/** reference_policies_elements_principal.html. No wildcard matches part of a name: all but `*` is compared whole. */
function namedAs({ names }: PrincipalBlock, { principal }: AwsCase): readonly NamedAs[] {
  return names.flatMap((name): readonly NamedAs[] => {
    if (name === '*') return ['everyone'];
    if (isAccount(name, principal.account)) return ['account'];
    if (name === principal.arn) return [principal.type === 'user' ? 'user' : 'session'];
    return principal.type === 'role-session' && name === roleArnOf(principal) ? ['role'] : [];
  });
}

/** The account's number and its root ARN "behave the same way": "AWS account principals". */
function isAccount(name: string, account: string): boolean {
  return name === account || name === `arn:aws:iam::${account}:root`;
}

/**
 * Whom a NotPrincipal deny spares. reference_policies_elements_notprincipal.html, "Key points":
 * nobody with a permissions boundary; otherwise the account must be listed beside the user, or beside the role
 * (AWS may check account, role and session in turn, so a listed session needs all three).
 */
function isExcepted({ names }: PrincipalBlock, { principal, policies }: AwsCase): boolean {
  if (policies.boundary !== null) return false;
  if (!names.some((name) => isAccount(name, principal.account))) return false;
  if (principal.type === 'user') return names.includes(principal.arn);
  if (!names.includes(roleArnOf(principal))) return false;
  const sessionsOfTheRole = names.filter((name) => name.startsWith(principal.arn.replace(/[^/]*$/u, '')));
  return sessionsOfTheRole.length === 0 || sessionsOfTheRole.includes(principal.arn);
}
