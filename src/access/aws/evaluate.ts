import type { PolicyFact } from '#model';
import { forAction } from './action-keys.ts';
import { evaluateAcl } from './bucket-acl.ts';
import { policyRuleOf, type ResourceKind, type ResourcePolicyRule, type Vocabulary } from './catalogue.ts';
import { contextReader } from './condition.ts';
import { readKey } from './condition-key.ts';
import { compileDocument } from './document.ts';
import type { AwsRequest, AwsResource } from './estate.ts';
import type { EstateIndex, PolicyLayer } from './estate-index.ts';
import { isForeign, partiesOf } from './parties.ts';
import { CALLS_URL, callsUnsigned, throughUrl, typeUnseen, unsignedContext } from './function-url.ts';
import { grantTruth, type Owner, type Sides } from './grant.ts';
import { keyRequest, withinKey } from './key-use.ts';
import { evaluateLayer, evaluateNamingLayer, type LayerResult, type Question } from './layer-result.ts';
import { boundaryLayer, identityLayer, resourceLayer } from './layers.ts';
import { levelTruth, organizationResults } from './organization-results.ts';
import { publicAccessBlock } from './public-access-block.ts';
import type { Subject } from './subject.ts';
import { and, not, or, unseen, YES, type Truth } from './truth.ts';
import { sayTarget, type Way, type WayRequest } from './ways.ts';

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
  /** The use of the KMS key that the resource is under; null where it needs none, or the key is not known. */
  readonly key: Evaluation | null;
  /** Whether S3 Block Public Access lets the caller's account pass. */
  readonly unblocked: Truth;
  /** What a call of a function's URL needs besides: lambda:InvokeFunction by way of the URL. */
  readonly throughUrl: Besides;
}

/** What the request needs beside its own action; met, by nothing, where it needs no more. */
interface Besides {
  readonly by: Evaluation | null;
  readonly met: Truth;
}

const NOTHING_MORE: Besides = { by: null, met: YES };

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
  const asked = (one: WayRequest): Evaluation => evaluateAs(index, vocabulary, one, trusting);
  if (request.action.toLowerCase() !== CALLS_URL || request.unnamed === true) return asked(request);
  const { resource } = partiesOf(index, vocabulary, request);
  const context = unsignedContext(request.context);
  const unsigned = { ...request, principal: '*', sessionPolicies: null, delegated: false, context };
  if (callsUnsigned(request, resource)) return asked(unsigned);
  if (resource?.functionUrl?.authType !== null) return asked(request);
  // Denied to the caller, and yet open to it where the URL asks nobody who they are: what holds of either type holds.
  const signed = asked({ ...request, urlType: 'AWS_IAM' });
  const open = asked({ ...unsigned, urlType: 'NONE' });
  const is = signed.access.is === open.access.is ? open.access.is : 'maybe';
  if (is !== 'maybe') return { ...signed, denied: signed.denied && open.denied };
  const type = typeUnseen(resource);
  return { ...signed, denied: false, access: or(and(signed.access, type), and(open.access, type)) };
}

/** As the caller of the request, whatever a URL of the function asks. */
function evaluateAs(
  index: EstateIndex,
  vocabulary: Vocabulary,
  request: WayRequest,
  trusting: boolean,
): Evaluation {
  const { subject, resource, owner, entry } = partiesOf(index, vocabulary, request);
  const question = questionOf(index, vocabulary, request, { subject, owner, resource }, trusting);
  const rule = ruleOf(vocabulary, entry, request);
  const sides = sidesOf(index, question, request, {
    rule,
    policyArn: resource?.arn ?? request.about ?? request.resource,
    account: owner === 'unknown' ? null : owner.account,
    acl: evaluateAcl(index, resource, question),
  });
  const { rcpResults, scpResults } = organizationResults(index, vocabulary, question, owner);
  const own = ownDenies(index, vocabulary, request, trusting);
  const results = [...rcpResults, ...scpResults, ...sides.results, ...own];
  const denies = results.flatMap((result) => result.denies);
  const key = keyOf(index, vocabulary, { entry, request, resource, subject }, trusting);
  const url = urlUse(index, vocabulary, request, { question, resource });
  const unblocked = publicAccessBlock(index, resource, subject);
  const access = and(
    // RCPs appear among the denies alone: their implicit allow is AWS's own (RCPFullAWSAccess).
    ...denies.map(not),
    ...scpResults.map((result) => levelTruth(result, question)),
    grantTruth(question, sides, owner, rule),
    beyondIam(entry, question, request.way ?? null),
    // Whatever of these is not seen may turn out to stand in the way.
    ...[unblocked, key.met, url.met].map((met) => seenOnly(met, trusting)),
  );
  return {
    access,
    denied: denies.some((deny) => deny.is === 'yes') || [key, url].some(isDenied),
    question,
    needsResourcePolicy: isForeign(owner, subject) || rule === 'trust' || rule === 'key',
    results,
    through: request.way?.besides === true ? sayTarget(request.way.target) : null,
    key: key.by,
    unblocked,
    throughUrl: url,
  };
}

function isDenied({ by, met }: Besides): boolean {
  return met.is === 'no' && by?.denied === true;
}

function ruleOf(
  vocabulary: Vocabulary,
  entry: ResourceKind | null,
  { unnamed = false, resource, action }: WayRequest,
): ResourcePolicyRule | null {
  return unnamed ? 'none' : policyRuleOf(vocabulary, entry, resource, action.toLowerCase());
}

function urlUse(
  index: EstateIndex,
  vocabulary: Vocabulary,
  request: WayRequest,
  { question, resource }: { readonly question: Question; readonly resource: AwsResource | null },
): Besides {
  if (question.action !== CALLS_URL || request.unnamed === true) return NOTHING_MORE;
  const context = { ...request.context, 'lambda:InvokedViaFunctionUrl': 'true' };
  const asked = { ...request, action: 'lambda:InvokeFunction', context };
  const invoke = evaluateAs(index, vocabulary, asked, question.trusting);
  return { met: throughUrl(resource, question.subject, invoke.access), by: invoke };
}

interface KeyQuestion {
  readonly entry: ResourceKind | null;
  readonly request: WayRequest;
  readonly resource: AwsResource | null;
  readonly subject: Subject;
}

/** A key's kind has no key uses of its own: the recursion ends there. */
function keyOf(
  index: EstateIndex,
  vocabulary: Vocabulary,
  { entry, request, resource, subject }: KeyQuestion,
  trusting: boolean,
): Besides {
  const using = keyRequest(entry, request, resource, subject);
  if (using === null) return NOTHING_MORE;
  const { delegated: whom = false } = request;
  const key =
    'unseen' in using ? null : evaluate(index, vocabulary, { ...using.request, delegated: whom }, trusting);
  return { by: key, met: withinKey(using, key?.access ?? null) };
}

/** Missing evidence is harmless to the trusting question; guards stay. */
function seenOnly(truth: Truth, trusting: boolean): Truth {
  return trusting && truth.is === 'maybe' && truth.missing.length > 0 ? YES : truth;
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

function questionOf(
  index: EstateIndex,
  vocabulary: Vocabulary,
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
  const action = request.action.toLowerCase();
  const known = forAction(vocabulary.keyActions, action, resource, (key) => readKey(key, facts));
  const read = contextReader(request.context, request.complete === true, known);
  const target = request.way?.target ?? { text: request.resource, open: request.open === true };
  return { subject, action, target, read, trusting };
}

interface ResourceSide {
  readonly rule: ResourcePolicyRule | null;
  readonly policyArn: string;
  readonly account: string | null;
  readonly acl: LayerResult | null;
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
  const { acl } = side;
  const results = [resource, acl, identity, boundary, session].filter((result) => result !== null);
  return { identity, boundary, session, resource, acl, results };
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
