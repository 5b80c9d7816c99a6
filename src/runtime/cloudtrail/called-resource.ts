import { globalId, observedId, type Identifier } from '#model';
import type { KnownCall, ResourceForm } from './action-catalogue.ts';
import type { TrailRecord } from './trail-record.ts';

/**
 * The asset that a call was done to. `account` and `region` are null where the record does not say them: a bucket's ARN holds
 * neither.
 */
export interface CalledResource {
  readonly id: string;
  readonly kind: ResourceForm['kind'];
  readonly name: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly identifiers: readonly Identifier[];
}

/** Names taken from one parameter: a batch beyond that is a stranger's invention. */
const MAX_NAMED = 100;

/** Where a bare name counts: the region and account whose log the record is in. */
interface Place {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

/** What the call was done to; several for a batch over tables, none where the record does not say. */
export function calledResources(
  record: TrailRecord,
  { resource: form }: KnownCall,
): readonly CalledResource[] {
  const found = new Map<string, CalledResource>();
  const place = placeOf(record);
  // AWS's own list first: it holds ARNs. Request parameters are what the caller wrote.
  for (const { type, ARN, accountId } of record.resources ?? []) {
    if (type === null || type === undefined || ARN === null || ARN === undefined) continue;
    if (!form.types.includes(type)) continue;
    const resource = fromArn(form, ARN, accountId ?? null);
    if (resource !== null) found.set(resource.id, preferAccount(found.get(resource.id), resource));
  }
  if (found.size > 0) return [...found.values()];
  for (const parameter of form.parameters) {
    const value = record.requestParameters?.[parameter];
    const named = (Array.isArray(value) ? value.slice(0, MAX_NAMED) : [value]).flatMap(
      (name) => fromParameter(form, name, place) ?? [],
    );
    // The first parameter that says anything; others name the same thing in another way.
    if (named.length > 0) return named;
  }
  return [];
}

/** 2,048 characters is the longest ARN (IAM and STS API references); a longer name names nothing. */
function fromParameter(form: ResourceForm, name: unknown, place: Place | null): CalledResource | null {
  if (typeof name !== 'string' || name === '' || name.length > 2_048) return null;
  return name.startsWith('arn:') ? fromArn(form, name, null) : fromName(form, name, place);
}

/** An object's entry comes without the account that its bucket's entry has. */
function preferAccount(known: CalledResource | undefined, next: CalledResource): CalledResource {
  return known === undefined || known.account === null ? next : known;
}

function placeOf(record: TrailRecord): Place | null {
  const region = record.awsRegion ?? null;
  const account = record.recipientAccountId ?? null;
  if (region === null || account === null) return null;
  // AWS's partitions: China and GovCloud have ARNs of their own.
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { region, account, partition };
}

function fromArn(form: ResourceForm, text: string, owner: string | null): CalledResource | null {
  const match = form.canonical.exec(text);
  const name = match?.groups?.['name'];
  if (match === null || name === undefined) return null;
  const [arn] = match;
  const [, , , region = '', account = ''] = arn.split(':');
  return {
    id: form.kind === 'model' ? globalId('model', 'amazon-bedrock', name) : arn,
    kind: form.kind,
    name,
    account: account === '' ? owner : account,
    region: region === '' ? null : region,
    // One model has an ARN in each region and profile; its name is what they share.
    identifiers: form.kind === 'model' ? [] : [{ scheme: 'arn', value: arn }],
  };
}

function fromName(form: ResourceForm, given: string, place: Place | null): CalledResource | null {
  if (place === null) return null;
  const name = given.replace(/^\//, '');
  if (form.arn !== undefined) {
    const arn = fill(form.arn, { ...place, name });
    // The template and the pattern are each other's inverse: what does not match is no name of such a thing.
    return fromArn(form, arn, null);
  }
  if (form.awsName === undefined) return null;
  // IAM is global: a role's name counts in its account, whichever region answered.
  const isGlobal = form.kind === 'cloud-role';
  return {
    id: observedId(form.kind, isGlobal ? place.account : `${place.account}/${place.region}`, name),
    kind: form.kind,
    name,
    account: place.account,
    region: isGlobal ? null : place.region,
    identifiers: [{ scheme: 'aws-name', value: fill(form.awsName, { ...place, name }) }],
  };
}

function fill(template: string, values: Place & { readonly name: string }): string {
  return template.replace(
    /\{(partition|region|account|name)\}/g,
    (_, key: keyof typeof values) => values[key],
  );
}
