import type { AccessVerb, AccessVerdict, NodeKind } from '#model';
import { lazyRows } from './access-rows.ts';
import {
  accessibleBy,
  STRENGTH,
  whoCan,
  type AwsAccessPair,
  type AwsQuestion,
  type Lookup,
} from './access-pairs.ts';
import { countBits } from './bits.ts';
import { kindOf, vocabularyOf, type AwsCatalogue, type Vocabulary } from './catalogue.ts';
import type { AwsEstate, AwsRequest, AwsResource } from './estate.ts';
import { indexEstate, type EstateIndex } from './estate-index.ts';
import { evaluate } from './evaluate.ts';
import { verdictOf } from './verdict.ts';
import { waysOf, type WayRequest } from './ways.ts';
import { wideGrants, type WideGrant } from './wide-grants.ts';

/** Answers about one estate. Nothing throws for an ARN that the estate does not hold: it is asked as it stands. */
export interface AwsAccess {
  /** One request, with as much context as is given. */
  decide(request: AwsRequest): AccessVerdict;
  /** The strongest verdict among the native actions that the question means, each by all its ways to the resource. */
  ask(principal: string, question: AwsQuestion, resource: string): AccessVerdict;
  accessibleBy(principal: string, verb: AccessVerb): readonly AwsAccessPair[];
  /**
   * Principals of the estate, and those outside it that the resource's policy names (`*` for everyone). A principal comes once for
   * each answer, with the actions that it is of.
   *
   * @param isAsked Whom to ask about; all of them where it is left out.
   */
  whoCan(
    question: AwsQuestion,
    resource: string,
    isAsked?: (principal: string) => boolean,
  ): readonly AwsAccessPair[];
  /**
   * Over all native actions that the catalogue's verbs mean on the estate's resources, each way to a resource by itself: how
   * many the user or role is allowed, and how many hang on conditions or on evidence that was not handed over.
   */
  summary(principal: string): { readonly allowed: number; readonly open: number; readonly asked: number };
  /** Compiles the policies of every listed principal now, not when it is first asked about. */
  prepare(): void;
  /** Both sides: what the caller may do and whom the role trusts. A service or identity provider needs the trust alone. */
  canAssume(principal: string, role: string): AccessVerdict;
  /** The services of which the user or role may do everything to all of a type, or may for all that was seen. */
  wideGrants(principal: string): readonly WideGrant[];
}

/**
 * Indexes the estate and compiles each distinct policy document once; the vectors wait for the first listing.
 *
 * @param catalogue content/catalog/verbs/aws.yaml, parsed; its patterns are kept for as long as the object lives.
 */
export function compileAws(estate: AwsEstate, catalogue: AwsCatalogue): AwsAccess {
  const index = indexEstate(estate);
  const vocabulary = vocabularyOf(catalogue);
  const rows = lazyRows(index, vocabulary);
  const decide = (request: WayRequest): AccessVerdict =>
    verdictOf(evaluate(index, vocabulary, request, false), () => evaluate(index, vocabulary, request, true));
  const ask = (principal: string, question: AwsQuestion, resource: string): AccessVerdict =>
    askEach(index, vocabulary, decide, { principal, question, resource });
  // In a list the name of an account stands for its identities; asked by itself it is the root user.
  const decideListed: typeof decide = (request) => decide({ ...request, delegated: true });
  const lookup: Lookup = {
    index,
    rows,
    ask: (principal, question, resource) =>
      askEach(index, vocabulary, decideListed, { principal, question, resource }),
    possible: (principal, question, resource) =>
      actionsOf(index, vocabulary, { principal, question, resource }).filter((action) =>
        requestsFor(index, vocabulary, principal, action, resource).some(
          (request) => decideListed(request).kind !== 'deny',
        ),
      ),
  };
  return {
    decide: (request) => decide(request),
    ask,
    accessibleBy: (principal, verb) => accessibleBy(lookup, principal, verb),
    whoCan: (question, resource, isAsked = () => true) => whoCan(lookup, question, resource, isAsked),
    summary: (principal) => {
      const { columns, row: rowOf } = rows();
      const row = rowOf(principal);
      const allowed = row === null ? 0 : countBits(row.must);
      return {
        allowed,
        open: row === null ? 0 : countBits(row.may) - allowed,
        asked: columns.list.length,
      };
    },
    prepare: () => rows().prepare(),
    canAssume: (principal, role) => decide(assumption(index, principal, role)),
    wideGrants: (principal) => wideGrants(index, vocabulary, decide, principal),
  };
}

interface Asked {
  readonly principal: string;
  readonly question: AwsQuestion;
  readonly resource: string;
}

function askEach(
  index: EstateIndex,
  vocabulary: Vocabulary,
  decide: (request: WayRequest) => AccessVerdict,
  asked: Asked,
): AccessVerdict {
  const { principal, resource } = asked;
  const actions = actionsOf(index, vocabulary, asked);
  let strongest: AccessVerdict | null = null;
  const requests = actions.flatMap((action) => requestsFor(index, vocabulary, principal, action, resource));
  for (const request of requests) {
    const verdict = decide(request);
    if (strongest === null || STRENGTH[verdict.kind] > STRENGTH[strongest.kind]) strongest = verdict;
    // Nothing is stronger; the other actions of the verb could only add proof.
    if (verdict.kind === 'allow') break;
  }
  return strongest ?? unanswerable(index, vocabulary, asked);
}

/** No native action means this verb: there is nothing that could be allowed; for a kind we do not know, nothing can be told. */
function unanswerable(index: EstateIndex, vocabulary: Vocabulary, asked: Asked): AccessVerdict {
  const known = entryFor(index, vocabulary, asked.resource) !== null;
  const verb = typeof asked.question === 'string' ? asked.question : asked.question.action;
  if (!known) {
    return {
      kind: 'unknown',
      proof: [],
      missing: [`what ${verb} means for ${asked.resource} is not in the catalogue`],
    };
  }
  return { kind: 'deny', explicit: false, proof: [], missing: [] };
}

function entryFor(index: EstateIndex, vocabulary: Vocabulary, arn: string): ReturnType<typeof kindOf> {
  const listed = index.resource(arn);
  return kindOf(vocabulary, listed?.arn ?? arn, listed?.kind ?? null);
}

/**
 * A native question is asked as written, known to the catalogue or not; a verb is what the catalogue says, or nothing. What
 * it means to an identity provider is told apart by the kind of the provider; anyone may come through a provider or not.
 */
function actionsOf(
  index: EstateIndex,
  vocabulary: Vocabulary,
  { principal, question, resource }: Asked,
): readonly string[] {
  if (typeof question === 'object') return [question.action];
  const entry = entryFor(index, vocabulary, resource);
  const own = entry?.verbs[question] ?? [];
  const federated = entry?.federated[question] ?? [];
  const { kind } = index.subject(principal);
  if (kind === 'anonymous') return [...own, ...federated];
  if (kind !== 'provider') return own;
  return federated.filter((action) => action.endsWith('SAML') === isSaml(principal));
}

function isSaml(provider: string): boolean {
  return provider.includes(':saml-provider/');
}

/**
 * The requests that an action on a listed resource is: `s3:GetObject` on a bucket asks about the objects in it, an action
 * without resources about `*`, `dynamodb:Query` about the table and about its indexes. An ARN inside a resource is taken as
 * it stands, since it already says which part is meant.
 */
function requestsFor(
  index: EstateIndex,
  vocabulary: Vocabulary,
  principal: string,
  action: string,
  arn: string,
): readonly WayRequest[] {
  const listed: AwsResource | null = index.resource(arn);
  const kind: NodeKind | null = listed?.kind ?? null;
  const inside = listed !== null && listed.arn !== arn;
  const entry = inside ? null : kindOf(vocabulary, arn, kind);
  return waysOf(vocabulary, entry, arn, action).map((way) => ({
    principal,
    action,
    resource: way.target.text,
    open: way.target.open,
    about: listed?.arn ?? arn,
    way,
  }));
}

/**
 * Which of STS's three ways of assuming a role the caller can use: federated identities come with a SAML assertion or a
 * web identity token and have no policies of their own (STS API reference, AssumeRoleWithSAML, AssumeRoleWithWebIdentity).
 */
function assumption(index: EstateIndex, principal: string, role: string): AwsRequest {
  if (index.subject(principal).kind !== 'provider')
    return { principal, action: 'sts:AssumeRole', resource: role };
  const action = isSaml(principal) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  return { principal, action, resource: role };
}
