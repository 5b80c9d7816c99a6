import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentedCases } from './documented-cases.ts';
import { evaluateAwsCase } from './evaluate.ts';
import { truthOf } from './truth.ts';

const cases = documentedCases();

describe('evaluateAwsCase', () => {
  it.each(cases)('$file: $name → $expect', ({ handed, expect: truth }) => {
    expect(truthOf(handed)).toBe(truth);
  });
});

describe('the documented cases', () => {
  it('have names of their own', () => {
    expect(new Set(cases.map(({ file, name }) => `${file} ${name}`)).size).toBe(cases.length);
  });

  it('come from pages that the readme lists, and it lists no other', () => {
    const readme = readFileSync(new URL('documented/README.md', import.meta.url), 'utf8');
    const pageOf = (address: string) => address.replace(/#.*$/u, '');
    const listed = [...readme.matchAll(/https:\/\/[^\s)>]+/gu)].map(([address]) => pageOf(address));
    expect([...new Set(listed)].sort()).toEqual(
      [...new Set(cases.map(({ source }) => pageOf(source)))].sort(),
    );
  });

  it('reach every rule by which the evaluator decides', () => {
    const reached = new Set(cases.map(({ handed }) => evaluateAwsCase(handed.known).rule));
    expect([...reached].sort()).toEqual(RULES);
  });
});

const RULES = [
  'anonymous-resource-policy-is-silent',
  'anonymous-resource-policy-names-everyone',
  'boundary-denies',
  'boundary-is-silent',
  'cross-account-both-sides-allow',
  'cross-account-identity-policy-is-silent',
  'cross-account-resource-side-is-silent',
  'identity-policy-allows',
  'identity-policy-denies',
  'key-policy-is-silent',
  'rcp-denies',
  'resource-policy-denies',
  'resource-policy-names-everyone',
  'resource-policy-names-role',
  'resource-policy-names-session',
  'resource-policy-names-user',
  'same-account-identity-policy-is-silent',
  'scp-denies',
  'scp-level-is-silent',
  'session-policy-denies',
  'session-policy-is-silent',
  'trust-policy-is-silent',
  'url-asks-for-a-signature',
  'url-permissions',
];
