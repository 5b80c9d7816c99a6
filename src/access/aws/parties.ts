import { kindOf, type ResourceKind, type Vocabulary } from './catalogue.ts';
import type { AwsResource, UrlType } from './estate.ts';
import type { EstateIndex } from './estate-index.ts';
import type { Owner } from './grant.ts';
import { delegated, type Subject } from './subject.ts';
import type { WayRequest } from './ways.ts';

/** Who asks, and what is asked about. */
interface Parties {
  readonly subject: Subject;
  readonly resource: AwsResource | null;
  readonly owner: Owner;
  readonly entry: ResourceKind | null;
}

/** What stands for any resource of the caller's account is none of those that are listed. */
export function partiesOf(index: EstateIndex, vocabulary: Vocabulary, request: WayRequest): Parties {
  const named = index.subject(request.principal);
  const subject = request.delegated === true ? delegated(named) : named;
  if (request.unnamed === true)
    return { subject, resource: null, owner: { account: subject.account }, entry: null };
  const listed = request.resource === '*' ? null : index.resource(request.about ?? request.resource);
  const resource = withUrlType(listed, request.urlType);
  const owner = ownerOf(request.resource, resource?.account, subject);
  const entry = kindOf(vocabulary, resource?.arn ?? request.resource, resource?.kind ?? null);
  return { subject, resource, owner, entry };
}

/** Where the type of its URL is not known, the resource as it would be with this one. */
function withUrlType(resource: AwsResource | null, authType: UrlType | undefined): AwsResource | null {
  const url = resource?.functionUrl;
  if (resource === null || authType === undefined || url?.authType !== null) return resource;
  return { ...resource, functionUrl: { ...url, authType } };
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

/** Of an account other than the caller's: what lies in none is AWS's own. */
export function isForeign(owner: Owner, subject: Subject): boolean {
  return owner !== 'unknown' && owner.account !== null && owner.account !== subject.account;
}
