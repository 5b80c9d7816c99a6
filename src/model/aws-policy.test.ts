import { describe, expect, it } from 'vitest';
import { parseAwsPolicyDocument } from './index.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('parseAwsPolicyDocument', () => {
  it('reads one statement as a list, and single strings as lists', () => {
    const parsed = parseAwsPolicyDocument({ Version: '2012-10-17', Statement: allow });
    expect(parsed).toMatchObject({
      ok: true,
      value: { statements: [{ effect: 'Allow', actions: { not: false, patterns: ['s3:GetObject'] } }] },
    });
  });

  it.each([
    { why: 'it is not an object', json: 'x' },
    { why: 'the effect is misspelt', json: { Statement: { ...allow, Effect: 'allow' } } },
    { why: 'it has both Action and NotAction', json: { Statement: { ...allow, NotAction: 'iam:*' } } },
    { why: 'it has neither Action nor NotAction', json: { Statement: { Effect: 'Deny', Resource: '*' } } },
    { why: 'it has both Resource and NotResource', json: { Statement: { ...allow, NotResource: 'x' } } },
    { why: 'a condition is not a map', json: { Statement: { ...allow, Condition: 'x' } } },
  ])('refuses a document where $why, so that no Deny is lost', ({ json }) => {
    expect(parseAwsPolicyDocument(json).ok).toBe(false);
  });

  it('keeps NotPrincipal apart from Principal and takes "*" out of the AWS list', () => {
    const parsed = parseAwsPolicyDocument({
      Statement: [
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: ['arn:aws:iam::111122223333:root', '*'] },
          Action: '*',
          Resource: '*',
        },
      ],
    });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        statements: [{ principals: { not: true, any: true, aws: ['arn:aws:iam::111122223333:root'] } }],
      },
    });
  });
});
