import type { ResourcePolicyRule } from './catalogue.ts';
import { absentLayer, allowBy, limitOf, type LayerResult, type Question } from './layer-result.ts';
import { and, NO, or, unseen, YES, type Truth } from './truth.ts';

/** Whose account the resource is in: null for AWS itself, unknown where nothing says it. */
export type Owner = { readonly account: string | null } | 'unknown';

/** The layers of one request that grant or limit; null where the caller or the service cannot have one. */
export interface Sides {
  readonly identity: LayerResult | null;
  readonly boundary: LayerResult | null;
  readonly session: LayerResult | null;
  readonly resource: LayerResult | null;
  /** Access control lists of a bucket and its objects: they grant beside its policy. */
  readonly acl: LayerResult | null;
  readonly results: readonly LayerResult[];
}

/** Whether the policies that grant do, within what limits them; denies and organisation policies stand outside. */
export function grantTruth(
  question: Question,
  sides: Sides,
  owner: Owner,
  rule: ResourcePolicyRule | null,
): Truth {
  const { subject } = question;
  if (owner === 'unknown') {
    const missing = unseen({ what: 'account that owns it', of: question.target.text });
    // The owner decides which formula holds: without it the answer is at best unknown, and says that it is the owner.
    const either = or(grantWithin(question, sides, rule, true), grantWithin(question, sides, rule, false));
    return question.trusting ? either : and(either, missing);
  }
  const same = owner.account === null || owner.account === subject.account;
  return grantWithin(question, sides, rule, same);
}

/**
 * What grants, within what limits it. Services, identity providers and anonymous callers have no policies of their own: a
 * resource policy must name them. Across accounts both sides grant; within one, either, past or within the boundary by the
 * form of naming (IAM user guide, reference_policies_evaluation-logic_policy-eval-basics, "Resource-based policies").
 */
function grantWithin(
  question: Question,
  sides: Sides,
  rule: ResourcePolicyRule | null,
  sameAccount: boolean,
): Truth {
  const { subject } = question;
  const { resource, acl } = sides;
  const by = (form: 'direct' | 'role' | 'account'): Truth =>
    or(
      resource === null ? NO : allowBy(resource, form, question),
      acl === null ? NO : allowBy(acl, form, question),
    );
  const direct = by('direct');
  // The root user cannot call AssumeRole (STS API reference).
  if (subject.kind === 'root' && rule === 'trust') return NO;
  switch (subject.kind) {
    case 'service':
    case 'anonymous':
    case 'provider':
      return direct;
    case 'unknown':
      return and(or(direct, by('account')), unseen({ what: 'kind of principal', of: subject.arn }));
    default:
      break;
  }
  const identity = identityGrant(question, sides);
  const limits = and(limit(sides.boundary, question), sessionLimit(question, sides));
  if (!sameAccount) return and(identity, limits, or(direct, by('role'), by('account')));
  const delegated = rule === 'trust' || rule === 'key' ? and(by('account'), identity) : identity;
  return or(direct, and(or(delegated, by('role')), limits));
}

/** The root user may do everything that nothing outside its account's policies forbids. */
function identityGrant(question: Question, sides: Sides): Truth {
  const { kind } = question.subject;
  // Of an account those are meant whom it gives the right at home.
  if (kind === 'root' || kind === 'account') return YES;
  return sides.identity?.allow ?? NO;
}

function limit(result: LayerResult | null, question: Question): Truth {
  return result === null ? YES : limitOf(result, question);
}

/**
 * Without a session policy a role session keeps all its rights, a federated-user session none of its user's
 * (STS API reference, GetFederationToken: without a policy the session has no permissions).
 */
function sessionLimit(question: Question, sides: Sides): Truth {
  if (sides.session === null || absentLayer(sides.session.layer)) {
    return question.subject.kind === 'federated-user' ? NO : YES;
  }
  return sides.session.allow;
}
