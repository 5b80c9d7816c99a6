import type { AwsCase, AwsCasePolicies } from './aws-case.ts';

/** One way in which what was not handed over may be. */
export type Complete = (c: AwsCase) => AwsCase;

export function statement(rest: Readonly<Record<string, unknown>>): unknown {
  return { Version: '2012-10-17', Statement: { Action: '*', Resource: '*', ...rest } };
}

export const ALLOWS = statement({ Effect: 'Allow' });
export const DENIES = statement({ Effect: 'Deny' });
export const SILENT = statement({ Effect: 'Allow', Action: 'cloudwatch:*' });
export const DENIES_EVERYONE = statement({ Effect: 'Deny', Principal: '*' });

export const KEEP: Complete = (c) => c;

export function policies(change: (before: AwsCasePolicies) => Partial<AwsCasePolicies>): Complete {
  return (c) => ({ ...c, policies: { ...c.policies, ...change(c.policies) } });
}

export function resource(change: Partial<AwsCase['resource']>): Complete {
  return (c) => ({ ...c, resource: { ...c.resource, ...change } });
}

/** Whether any policy of the case names the key, or the beginning of one. */
export function mentions(c: AwsCase, key: string): boolean {
  return writtenIn(c).includes(key.toLowerCase());
}

const WRITTEN = new WeakMap<AwsCase['policies'], string>();

/** All policies of the case as one text, in lower case. */
export function writtenIn({ policies }: AwsCase): string {
  const written = WRITTEN.get(policies) ?? JSON.stringify(policies).toLowerCase();
  WRITTEN.set(policies, written);
  return written;
}
