import type { AwsCase, AwsDecision } from './aws-case.ts';
import { DOCUMENTATION, RCP_SERVICES } from './documentation.ts';
import { requestsToUrl } from './function-url.ts';
import { callersPolicySays, grantsTo, resourcePolicyDenies } from './statement-applies.ts';
import type { NamedAs } from './statement-applies.ts';

/**
 * Decides a request as AWS's documentation says AWS decides it: slowly, in the documentation's own order.
 * The project's own evaluator is tested against this one, so the two share nothing.
 *
 * Throws for documents that IAM would not have stored.
 */
export function evaluateAwsCase(c: AwsCase): AwsDecision {
  const { url } = c.resource;
  if (url === undefined) return evaluateRequest(c);
  if (url.authType === 'AWS_IAM' && c.principal.type === 'anonymous')
    return silence('url-asks-for-a-signature', DOCUMENTATION.functionUrl);
  const answers = requestsToUrl(c, url).map((request) => evaluateRequest(request));
  const refusals = answers.filter(({ decision }) => decision !== 'allow');
  const [refusal] = [...refusals.filter(({ decision }) => decision === 'explicit-deny'), ...refusals];
  return refusal ?? allow('url-permissions', DOCUMENTATION.functionUrl);
}

function evaluateRequest(c: AwsCase): AwsDecision {
  // "If the enforcement code finds even one explicit deny that applies, [it] returns a final decision of Deny."
  const denier = explicitDenierOf(c);
  if (denier !== null)
    return { decision: 'explicit-deny', rule: `${denier}-denies`, because: DOCUMENTATION.order };
  // RCPFullAWSAccess is attached everywhere and cannot be detached, so RCPs never deny by silence: same page.
  if (!everyScpLevelAllows(c)) return silence('scp-level-is-silent', DOCUMENTATION.scp);

  const grants = c.policies.resource === null ? new Set<NamedAs>() : grantsTo(c.policies.resource, c);
  if (c.principal.type === 'anonymous') return nobodySigned(grants);
  return c.principal.account === c.resource.account ? sameAccount(c, grants) : crossAccount(c, grants);
}

/** Only naming everyone reaches "anonymous" users. reference_policies_elements_principal.html#principal-anonymous */
function nobodySigned(grants: ReadonlySet<NamedAs>): AwsDecision {
  return grants.has('everyone')
    ? allow('anonymous-resource-policy-names-everyone', DOCUMENTATION.principal)
    : silence('anonymous-resource-policy-is-silent', DOCUMENTATION.principal);
}

/** The account of the resource and the account of the caller decide apart, and both must allow. */
function crossAccount(c: AwsCase, grants: ReadonlySet<NamedAs>): AwsDecision {
  if (grants.size === 0) return silence('cross-account-resource-side-is-silent', DOCUMENTATION.crossAccount);
  const refusal = callersSideRefusal(c, 'cross-account');
  return refusal ?? allow('cross-account-both-sides-allow', DOCUMENTATION.crossAccount);
}

function sameAccount(c: AwsCase, grants: ReadonlySet<NamedAs>): AwsDecision {
  // Naming the user or the session grants to it directly, past silence in identity policy, boundary, session policy.
  if (grants.has('user')) return allow('resource-policy-names-user', DOCUMENTATION.boundaries);
  if (grants.has('session')) return allow('resource-policy-names-session', DOCUMENTATION.boundaries);
  // "For IAM users and role principals within your account, no other permissions are required." #principal-anonymous;
  // boundary and session policy do not limit it either, narrowed by aws:PrincipalArn or not: #principal-roles.
  if (grants.has('everyone')) return allow('resource-policy-names-everyone', DOCUMENTATION.principal);
  // Naming the role adds to the role's permissions, which boundary and session policy then limit (#policies_session).
  if (grants.has('role')) return limits(c) ?? allow('resource-policy-names-role', DOCUMENTATION.policyTypes);

  // Trust and key policies must allow explicitly; naming the account lets identity policies do the rest.
  if (c.policies.kind === 'trust' && !grants.has('account')) {
    return silence('trust-policy-is-silent', DOCUMENTATION.assumeRole);
  }
  if (c.policies.kind === 'kms-key' && !grants.has('account')) {
    return silence('key-policy-is-silent', DOCUMENTATION.kms);
  }
  // Elsewhere naming the account alone grants nothing to anyone in it (access_policies.html, "policies-introduction").
  return callersSideRefusal(c, 'same-account') ?? allow('identity-policy-allows', DOCUMENTATION.order);
}

/** Identity-based policies must allow, within the limits of boundary and session policy. */
function callersSideRefusal(c: AwsCase, where: 'same-account' | 'cross-account'): AwsDecision | null {
  if (!c.policies.identity.some((document) => callersPolicySays('Allow', document, c))) {
    return silence(`${where}-identity-policy-is-silent`, DOCUMENTATION.order);
  }
  return limits(c);
}

/** A boundary or session policy that is there and does not allow the action. */
function limits(c: AwsCase): AwsDecision | null {
  const { boundary } = c.policies;
  if (boundary !== null && !callersPolicySays('Allow', boundary, c)) {
    return silence('boundary-is-silent', DOCUMENTATION.boundaries);
  }
  const session = sessionPolicyOf(c);
  if (session !== null && !callersPolicySays('Allow', session, c)) {
    return silence('session-policy-is-silent', DOCUMENTATION.policyTypes);
  }
  return null;
}

/** Every level from the root to the account needs an Allow. orgs_manage_policies_scps_evaluation.html#how_scps_allow */
function everyScpLevelAllows(c: AwsCase): boolean {
  return scpLevelsOf(c).every((level) => level.some((document) => callersPolicySays('Allow', document, c)));
}

/** The first kind of policy with a Deny that applies, wherever it is attached. */
function explicitDenierOf(c: AwsCase): string | null {
  const { identity, boundary, resource } = c.policies;
  const session = sessionPolicyOf(c);
  const denies = (document: unknown) => callersPolicySays('Deny', document, c);
  if (scpLevelsOf(c).flat().some(denies)) return 'scp';
  if (
    rcpLevelsOf(c)
      .flat()
      .some((document) => resourcePolicyDenies(document, c))
  )
    return 'rcp';
  if (resource !== null && resourcePolicyDenies(resource, c)) return 'resource-policy';
  if (identity.some(denies)) return 'identity-policy';
  if (boundary !== null && denies(boundary)) return 'boundary';
  return session !== null && denies(session) ? 'session-policy' : null;
}

/** "Tasks and entities not restricted by SCPs": the management account, service-linked roles. orgs_manage_policies_scps.html */
function scpLevelsOf({ principal, policies }: AwsCase): readonly (readonly unknown[])[] {
  return principal.managementAccount === true || principal.serviceLinked === true ? [] : policies.scps;
}

/** orgs_manage_policies_rcps.html: listed services only; not for service-linked roles, nor the management account's resources. */
function rcpLevelsOf({ principal, action, resource, policies }: AwsCase): readonly (readonly unknown[])[] {
  const [service = ''] = action.toLowerCase().split(':');
  const isOnManagementAccount =
    resource.managementAccount === true ||
    (principal.managementAccount === true && resource.account === principal.account);
  const isExempt =
    principal.serviceLinked === true || isOnManagementAccount || action.toLowerCase() === 'kms:retiregrant';
  return isExempt || !RCP_SERVICES.has(service) ? [] : policies.rcps;
}

/** Only sessions have session policies: an IAM user is not a session principal. */
function sessionPolicyOf({ principal, policies }: AwsCase): unknown {
  return principal.type === 'role-session' ? policies.session : null;
}

function allow(rule: string, page: string): AwsDecision {
  return { decision: 'allow', rule, because: page };
}

function silence(rule: string, page: string): AwsDecision {
  return { decision: 'implicit-deny', rule, because: page };
}
