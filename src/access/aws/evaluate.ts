import type { PolicyFact } from '#model';
import {
  policyRuleOf,
  kindOf,
  underRcp,
  type ResourceKind,
  type ResourcePolicyRule,
  type Vocabulary,
} from './catalogue.ts';
import { contextReader } from './condition.ts';
import { readKey } from './condition-key.ts';
import { compileDocument } from './document.ts';
import type { AwsRequest, AwsResource } from './estate.ts';
import type { EstateIndex, PolicyLayer } from './estate-index.ts';
import {
  absentLayer,
  allowBy,
  evaluateLayer,
  evaluateNamingLayer,
  limitOf,
  type LayerResult,
  type Question,
} from './layer-result.ts';
import { boundaryLayer, identityLayer, rcpLevels, resourceLayer, scpLevels, type Levels } from './layers.ts';
import type { Subject } from './subject.ts';
import { and, NO, not, or, unseen, YES, type Truth } from './truth.ts';
import { sayTarget, type Way } from './ways.ts';

/** A request that stands for one way of an action to `about`. */
export interface WayRequest extends AwsRequest {
  readonly way?: Way;
}

/** Whose account the resource is in: null for AWS itself, unknown where nothing says it. */
type Owner = { readonly account: string | null } | 'unknown';

/** One question answered in three values, with the layers that the proof is read from. */
export interface Evaluation {
  readonly access: Truth;
  /** An explicit deny that applies in every request. */
  readonly denied: boolean;
  readonly question: Question;
  /** An identity policy cannot grant it alone: another account's, a role's trust, a key. */
  readonly needsResourcePolicy: boolean;
  /** In the order of evaluation. */
  readonly results: readonly LayerResult[];
  /** The ARN that was asked about in the resource's stead; null where it is the resource itself. */
  readonly through: string | null;
}

/**
 * AWS's order: explicit deny anywhere, RCP, SCP at every level, resource policy, identity, boundary, session
 * (IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow). The order decides nothing here, since all
 * are joined by Kleene's and; it is kept in `results`, where the proof shows it.
 *
 * @param trusting Takes what was not seen for harmless: only to say "allowed by all that was seen".
 */
export function evaluate(
  index: EstateIndex,
  vocabulary: Vocabulary,
  request: WayRequest,
  trusting: boolean,
): Evaluation {
  const subject = index.subject(request.principal);
  const resource = request.resource === '*' ? null : index.resource(request.about ?? request.resource);
  const owner = ownerOf(request.resource, resource?.account, subject);
  const question = questionOf(index, request, { subject, owner, resource }, trusting);
  const entry = kindOf(vocabulary, resource?.arn ?? request.resource, resource?.kind ?? null);
  const rule = policyRuleOf(vocabulary, entry, request.resource, question.action);
  const scp = scpLevels(index, subject);
  const covered = underRcp(vocabulary, question.action) && owner !== 'unknown';
  const rcp: Levels = covered
    ? rcpLevels(index, subject, owner.account)
    : { exempt: 'no RCP covers this service' };
  const sides = sidesOf(index, question, request, {
    rule,
    policyArn: resource?.arn ?? request.about ?? request.resource,
    account: owner === 'unknown' ? null : owner.account,
  });
  const rcpResults = levelResults(rcp, (layer) => evaluateNamingLayer(layer, question));
  const scpResults = levelResults(scp, (layer) => evaluateLayer(layer, question));
  const own = ownDenies(index, vocabulary, request, trusting);
  const results = [...rcpResults, ...scpResults, ...sides.results, ...own];
  const denies = results.flatMap((result) => result.denies);
  const access = and(
    // RCPs appear among the denies alone: their implicit allow is AWS's own (RCPFullAWSAccess).
    ...denies.map(not),
    ...scpResults.map((result) => levelTruth(result, question)),
    grantTruth(question, sides, owner, rule),
    beyondIam(entry, question, request.way ?? null),
  );
  // Read by the proof: which absences are worth naming when nothing allows.
  const foreign = owner !== 'unknown' && owner.account !== null && owner.account !== subject.account;
  return {
    access,
    denied: denies.some((deny) => deny.is === 'yes'),
    question,
    needsResourcePolicy: foreign || rule === 'trust' || rule === 'key',
    results,
    through: request.way?.besides === true ? sayTarget(request.way.target) : null,
  };
}

/** For a way that ends at the resource all the same: the layers that deny, or may deny, the action there. */
function ownDenies(
  index: EstateIndex,
  vocabulary: Vocabulary,
  request: WayRequest,
  trusting: boolean,
): readonly LayerResult[] {
  const own = request.way?.ownDenies ?? null;
  if (own === null) return [];
  const { way: _, ...rest } = request;
  const asked = { ...rest, resource: own.text, open: own.open };
  // What they lack to allow is no reason here: neither their absences nor what was not seen is told twice.
  return evaluate(index, vocabulary, asked, trusting).results.map((result) => ({
    ...result,
    layer: { ...result.layer, missing: [] },
    allow: YES,
    matched: result.matched.filter(({ statement }) => statement.effect === 'Deny'),
  }));
}

/** Where a service has grants of its own beside IAM's, IAM alone does not make an allow. */
function beyondIam(entry: ResourceKind | null, question: Question, way: Way | null): Truth {
  if (question.trusting) return YES;
  const whats = [entry?.beyondIam ?? null, way?.unseen ?? null].filter((what) => what !== null);
  if (whats.length === 0) return YES;
  return unseen(...whats.map((what) => ({ what, of: sayTarget(question.target) })));
}

/** S3 ARNs carry no account number: a bucket that the estate does not list has an owner that cannot be told. */
function ownerOf(arn: string, listed: string | null | undefined, subject: Subject): Owner {
  if (listed !== undefined) return { account: listed };
  // An action without resources is done within the caller's own account.
  if (arn === '*') return { account: subject.account };
  const [, , service, , account = ''] = arn.split(':', 6);
  if (/^\d{12}$/.test(account)) return { account };
  // Foundation models and AWS managed policies carry no account number: they are AWS's own.
  if (service === 'bedrock' && arn.includes(':foundation-model/')) return { account: null };
  return account === 'aws' ? { account: null } : 'unknown';
}

function questionOf(
  index: EstateIndex,
  request: WayRequest,
  parties: { readonly subject: Subject; readonly owner: Owner; readonly resource: AwsResource | null },
  trusting: boolean,
): Question {
  const { subject, owner, resource } = parties;
  const account = owner === 'unknown' ? null : owner.account;
  const facts = {
    subject,
    subjectAccount:
      subject.account === null ? null : (index.account(subject.account) ?? { id: subject.account }),
    resourceArn: request.resource,
    resource,
    resourceAccount: account === null ? null : (index.account(account) ?? { id: account }),
    nowMs: index.nowMs,
  };
  const read = contextReader(request.context, request.complete === true, (key) => readKey(key, facts));
  const target = request.way?.target ?? { text: request.resource, open: request.open === true };
  return { subject, action: request.action.toLowerCase(), target, read, trusting };
}

interface Sides {
  readonly identity: LayerResult | null;
  readonly boundary: LayerResult | null;
  readonly session: LayerResult | null;
  readonly resource: LayerResult | null;
  readonly results: readonly LayerResult[];
}

interface ResourceSide {
  readonly rule: ResourcePolicyRule | null;
  readonly policyArn: string;
  readonly account: string | null;
}

/** Only users, roles and their sessions have identity policies and boundaries; session policies come with the request. */
function sidesOf(index: EstateIndex, question: Question, request: AwsRequest, side: ResourceSide): Sides {
  const { subject } = question;
  const policied = subject.identityArn !== null;
  const identity = policied ? evaluateLayer(identityLayer(index, subject), question) : null;
  const boundary = policied ? evaluateLayer(boundaryLayer(index, subject), question) : null;
  const session = evaluateLayer(sessionLayer(request, subject), question);
  const type = side.rule === 'trust' ? 'trust' : 'resource';
  const resource =
    side.rule === 'none'
      ? null
      : evaluateNamingLayer(resourceLayer(index, type, side.policyArn, side.account), question);
  const results = [resource, identity, boundary, session].filter((result) => result !== null);
  return { identity, boundary, session, resource, results };
}

/** Compiled per request: session policies belong to one session, not to the estate. */
function sessionLayer(request: AwsRequest, subject: Subject): PolicyLayer {
  const attachments = (request.sessionPolicies ?? []).map((document, i) => {
    const fact: PolicyFact = {
      fact: 'policy',
      platform: 'aws',
      policyType: 'session',
      attachedTo: subject.arn,
      policy: `session policy ${i + 1}`,
      document,
      evidence: [],
    };
    return { fact, document: compileDocument(document), documentId: -1 };
  });
  return { policyType: 'session', attachedTo: subject.arn, attachments, missing: [] };
}

function levelResults(levels: Levels, evaluateOne: (layer: PolicyLayer) => LayerResult): LayerResult[] {
  return 'exempt' in levels ? [] : levels.layers.map(evaluateOne);
}

/** A level whose policies were not seen is open; one that was seen must allow. */
function levelTruth(result: LayerResult, question: Question): Truth {
  if (result.layer.missing.length > 0 && question.trusting && result.layer.attachments.length === 0)
    return YES;
  return result.allow;
}

/** Whether the policies that grant do, within what limits them; denies and organisation policies stand outside. */
function grantTruth(question: Question, sides: Sides, owner: Owner, rule: ResourcePolicyRule | null): Truth {
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
  const { resource } = sides;
  const by = (form: 'direct' | 'role' | 'account'): Truth =>
    resource === null ? NO : allowBy(resource, form, question);
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
  if (question.subject.kind === 'root') return YES;
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
