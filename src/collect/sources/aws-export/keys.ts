import { arnIn, parseArn } from './aws-arn.ts';
import type { ExportRun } from './export-run.ts';
import { addResourcePolicy } from './resource-policies.ts';
import { PolicyOutput } from './schema.ts';

/** Whose call it was: bare ids and names are of its account and region. */
interface Place {
  readonly account?: string | null;
  readonly region?: string | null;
}

/**
 * The ARN of a customer's key or alias, from any form in which services name a key.
 *
 * @returns null for keys that AWS manages or owns; the text as it stands where nothing says whose it is.
 */
export function customerKey(named: string | null | undefined, place: Place): string | null {
  if (named === undefined || named === null || named === '') return null;
  const resource = parseArn(named)?.resource ?? named;
  // AWS's own keys allow whoever may use the service in their account (KMS developer guide, "AWS managed keys").
  if (resource.startsWith('alias/aws/')) return null;
  const { account, region } = place;
  if (resource !== named || account == null || region == null) return named;
  const path = named.startsWith('alias/') ? named : `key/${named.replace(/^key\//, '')}`;
  return arnIn('kms', { account, region }, path);
}

/** Key policies. A key always has one: an error is never an answer. */
export function addKeyPolicies({ run, calls }: ExportRun): void {
  for (const call of calls('kms', 'get-key-policy')) {
    const resource = customerKey(call.options.get('--key-id'), call);
    if (resource === null || !resource.includes(':key/'))
      run.gap(call.path, 'unresolved', 'argv names no key by its id or ARN');
    else addResourcePolicy(run, call, { resource, none: [], schema: PolicyOutput, field: 'Policy' });
  }
}
