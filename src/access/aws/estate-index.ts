import type { AwsPolicyType, PolicyFact } from '#model';
import { compileDocument, type Document, type Statement } from './document.ts';
import type { AwsAccount, AwsEstate, AwsPrincipal, AwsResource } from './estate.ts';
import { accountsAsShown } from './standing-alone.ts';
import { parseSubject, type Subject, type SubjectSource } from './subject.ts';
import type { Missing } from './truth.ts';
import { matches } from './wildcard.ts';

/** A document where it is attached. Equal documents share one compiled form. */
export interface Attachment {
  readonly fact: PolicyFact;
  readonly document: Document;
  /** Equal for equal documents. */
  readonly documentId: number;
}

/** The policies of one type that bear on something, and what of them was not seen. */
export interface PolicyLayer {
  readonly policyType: AwsPolicyType;
  readonly attachedTo: string;
  readonly attachments: readonly Attachment[];
  /** Empty where all were enumerated and read. */
  readonly missing: readonly Missing[];
}

/** Look-ups over one estate. `account` and `resource` are null for what was not listed, never a guess. */
export interface EstateIndex {
  readonly estate: AwsEstate;
  readonly nowMs: number;
  readonly account: (id: string) => AwsAccount | null;
  /** The listed resource itself, or the one that the ARN lies within. */
  readonly resource: (arn: string) => AwsResource | null;
  readonly subject: (principal: string) => Subject;
  readonly attached: (policyType: AwsPolicyType, to: string) => readonly Attachment[];
  /** Documents that exist there and could not be read: a Deny may hide in them. */
  readonly unread: (policyType: AwsPolicyType, to: string) => readonly Missing[];
  /** Whether all policies of the type were enumerated in exactly this scope. */
  readonly seen: (policyType: AwsPolicyType, scope: 'account' | 'node', id: string) => boolean;
}

/** Compiles each distinct document once. Of two entries with one ARN the last counts. */
export function indexEstate(estate: AwsEstate): EstateIndex {
  const accounts = new Map(accountsAsShown(estate).map((account) => [account.id, account]));
  const principals = new Map(estate.principals.map((principal) => [principal.arn, principal]));
  const resources = new Map(estate.resources.map((resource) => [resource.arn, resource]));
  const attached = indexAttachments(estate.policies);
  const unread = new Map<AwsPolicyType, Map<string, Missing[]>>();
  for (const { policyType, attachedTo, policy, reason } of estate.unread) {
    const missing = { what: `${policyType} policy ${policy}`, of: attachedTo, because: reason };
    append(within(unread, policyType), attachedTo, missing);
  }
  const seen = seenScopes(estate);
  const of = (policyType: AwsPolicyType, to: string): readonly Attachment[] =>
    attached.get(policyType)?.get(to) ?? NONE;
  const isSeen = (policyType: AwsPolicyType, scope: 'account' | 'node', id: string): boolean =>
    seen[scope].get(policyType)?.has(id) ?? false;
  const source: SubjectSource = {
    ...subjectSource(estate, principals, of),
    // One that could not be read is one that is attached, whatever it says.
    bounded: (arn, account) => {
      if (of('boundary', arn).length > 0 || unread.get('boundary')?.get(arn) !== undefined) return true;
      return isSeen('boundary', 'node', arn) || isSeen('boundary', 'account', account) ? false : null;
    },
  };
  const subjects = new Map<string, Subject>();
  return {
    estate,
    nowMs: Date.parse(estate.now),
    account: (id) => accounts.get(id) ?? null,
    resource: (arn) => owningResource(arn, resources),
    subject: (principal) => {
      const found = subjects.get(principal) ?? parseSubject(principal, source);
      subjects.set(principal, found);
      return found;
    },
    attached: of,
    unread: (policyType, to) => unread.get(policyType)?.get(to) ?? NONE,
    seen: isSeen,
  };
}

const NONE: readonly never[] = [];

function within<K, V>(map: Map<AwsPolicyType, Map<K, V>>, policyType: AwsPolicyType): Map<K, V> {
  const inner = map.get(policyType) ?? new Map<K, V>();
  map.set(policyType, inner);
  return inner;
}

type Scopes = ReadonlyMap<AwsPolicyType, ReadonlyMap<string, true>>;

function seenScopes(estate: AwsEstate): { readonly account: Scopes; readonly node: Scopes } {
  const account = new Map<AwsPolicyType, Map<string, true>>();
  const node = new Map<AwsPolicyType, Map<string, true>>();
  for (const { policyType, scope } of estate.seen) {
    if (scope.startsWith('account:')) within(account, policyType).set(scope.slice(8), true);
    if (scope.startsWith('node:')) within(node, policyType).set(scope.slice(5), true);
  }
  return { account, node };
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** Managed policies are attached hundreds of times: attachments share the compiled form of equal documents. */
function indexAttachments(
  policies: readonly PolicyFact[],
): ReadonlyMap<AwsPolicyType, ReadonlyMap<string, readonly Attachment[]>> {
  const attached = new Map<AwsPolicyType, Map<string, Attachment[]>>();
  const documents = new Map<string, { readonly document: Document; readonly documentId: number }>();
  for (const fact of policies) {
    const text = JSON.stringify(fact.document);
    let compiled = documents.get(text);
    if (compiled === undefined) {
      compiled = { document: compileDocument(fact.document), documentId: documents.size };
      documents.set(text, compiled);
    }
    append(within(attached, fact.policyType), fact.attachedTo, { fact, ...compiled });
  }
  return attached;
}

function subjectSource(
  estate: AwsEstate,
  principals: ReadonlyMap<string, AwsPrincipal>,
  attached: (policyType: AwsPolicyType, to: string) => readonly Attachment[],
): Omit<SubjectSource, 'bounded'> {
  // Role names are unique in an account whatever their path, and session ARNs leave the path out
  // (IAM user guide, reference_identifiers).
  const roles = new Map<string, AwsPrincipal>();
  for (const principal of estate.principals) {
    if (!principal.arn.includes(':role/')) continue;
    const name = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
    roles.set(`${principal.account} ${name}`, principal);
  }
  return {
    principal: (arn) => principals.get(arn) ?? null,
    roleNamed: (account, name) => roles.get(`${account} ${name}`) ?? null,
    takesSessionTags: (roleArn) => {
      const trust = attached('trust', roleArn);
      // A trust policy that was not seen may admit session tags.
      return trust.length === 0 || trust.some(({ document }) => document.statements.some(admitsSessionTags));
    },
  };
}

/** Conditions are left aside: that tags may be passed under a condition is enough to make them uncertain. */
function admitsSessionTags(statement: Statement): boolean {
  if (statement.effect === 'Deny') return false;
  return statement.actions.some((pattern) => matches(pattern, 'sts:tagsession')) !== statement.notAction;
}

/** ARNs end at 2,048 characters (IAM and STS API references); object keys add up to 1,024. */
const LONGEST_ARN = 4_096;

/** The listed resource that an ARN is, or lies within: an object in its bucket, an index in its table. */
function owningResource(arn: string, resources: ReadonlyMap<string, AwsResource>): AwsResource | null {
  const exact = resources.get(arn);
  if (exact !== undefined) return exact;
  if (arn.length > LONGEST_ARN) return null;
  for (let at = arn.length - 1; at > 0; at -= 1) {
    const char = arn[at];
    if (char !== '/' && char !== ':') continue;
    const found = resources.get(arn.slice(0, at));
    if (found !== undefined) return found;
  }
  return null;
}
