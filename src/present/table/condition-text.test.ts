import type { Guard } from '#model';
import { describe, expect, it } from 'vitest';
import { conditionTexts } from './condition-text.ts';

function guard(key: string, operator: string, values: readonly string[], mustHold = true): Guard {
  return { key, operator, values, nature: 'runtime', mustHold };
}

const TEAM = guard('aws:PrincipalTag/team', 'StringEquals', ['red']);

describe('the condition of an answer', () => {
  it.each([
    { why: 'one value', guards: [TEAM], text: 'if aws:PrincipalTag/team = red' },
    {
      why: 'several values',
      guards: [guard('aws:SourceVpce', 'StringEquals', ['vpce-1', 'vpce-2'])],
      text: 'if aws:SourceVpce is one of vpce-1, vpce-2',
    },
    {
      why: 'a deny that may apply',
      guards: [guard('aws:SecureTransport', 'Bool', ['false'], false)],
      text: 'unless aws:SecureTransport = false',
    },
    {
      why: 'a key that may be missing',
      guards: [guard('aws:MultiFactorAuthPresent', 'BoolIfExists', ['true'])],
      text: 'if aws:MultiFactorAuthPresent = true (or absent)',
    },
    {
      why: 'presence',
      guards: [guard('aws:MultiFactorAuthAge', 'Null', ['false'])],
      text: 'if aws:MultiFactorAuthAge is present',
    },
    {
      why: 'a set',
      guards: [guard('aws:TagKeys', 'ForAllValues:StringLike', ['team*'])],
      text: 'if every aws:TagKeys like team* (or absent)',
    },
    {
      why: 'a network',
      guards: [guard('aws:SourceIp', 'NotIpAddress', ['203.0.113.0/24'], false)],
      text: 'unless aws:SourceIp not within 203.0.113.0/24 (or absent)',
    },
    {
      why: 'a negated operator, which a missing key meets',
      guards: [guard('aws:PrincipalTag/team', 'StringNotEquals', ['red'])],
      text: 'if aws:PrincipalTag/team ≠ red (or absent)',
    },
    {
      why: 'the same with IfExists, which says no more',
      guards: [guard('aws:PrincipalTag/team', 'StringNotEqualsIfExists', ['red'])],
      text: 'if aws:PrincipalTag/team ≠ red (or absent)',
    },
    {
      why: 'a key that every request has',
      guards: [guard('aws:RequestedRegion', 'StringNotEquals', ['eu-west-1'], false)],
      text: 'unless aws:RequestedRegion ≠ eu-west-1',
    },
    {
      why: 'any of a set, which a missing key does not meet',
      guards: [guard('aws:TagKeys', 'ForAnyValue:StringNotLike', ['team*'])],
      text: 'if any aws:TagKeys not like team*',
    },
    {
      why: 'part of the resource',
      guards: [guard('resource', 'ArnLike', ['arn:aws:s3:::b/public/*']), TEAM],
      text: 'only for arn:aws:s3:::b/public/*, if aws:PrincipalTag/team = red',
    },
    {
      why: 'an operator of tomorrow',
      guards: [guard('a:b', 'StringWeird', ['x'])],
      text: 'if a:b StringWeird x',
    },
  ])('is said as a person would: $why', ({ guards, text }) => {
    expect(conditionTexts(guards)).toEqual({ short: text, whole: null });
  });

  it('is short in a heading, and whole beside it', () => {
    const many = guard('aws:SourceVpce', 'StringEquals', ['v1', 'v2', 'v3', 'v4']);
    const found = conditionTexts([TEAM, many, guard('aws:SecureTransport', 'Bool', ['false'], false)]);
    expect(found.short).toBe(
      'if aws:PrincipalTag/team = red and aws:SourceVpce is one of v1, v2, v3, … (1 more), and 1 more condition',
    );
    expect(found.whole).toBe(
      'if aws:PrincipalTag/team = red and aws:SourceVpce is one of v1, v2, v3, v4, unless aws:SecureTransport = false',
    );
  });
});
