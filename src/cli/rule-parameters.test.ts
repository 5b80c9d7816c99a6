import { describe, expect, it } from 'vitest';
import type { Configuration } from '#collect';
import { loadContent } from './content.ts';
import { UsageError } from './exit-codes.ts';
import { ruleParameters } from './rule-parameters.ts';

const { rules } = loadContent();
const FILE = { path: 'x.yaml', lineOf: (keys: readonly string[]) => keys.length };

interface Row {
  readonly why: string;
  readonly given: Configuration['rules'];
  readonly said?: string;
}

describe('ruleParameters', () => {
  it.each<Row>([
    { why: 'no rules', given: {} },
    { why: 'a number', given: { 'SL-IAM-002': { params: { watchedHours: 720 } } } },
    { why: 'a list', given: { 'SL-DAT-001': { params: { sensitive: ['restricted'] } } } },
    { why: 'an empty list', given: { 'SL-DAT-001': { params: { sensitive: [] } } } },
  ])('takes $why', ({ given }) => {
    const params = Object.fromEntries(Object.entries(given).map(([id, rule]) => [id, rule.params]));
    expect(ruleParameters(given, rules, FILE)).toEqual(params);
  });

  it.each<Row>([
    {
      why: 'a misspelt rule',
      given: { 'SL-IAM-02': { params: {} } },
      said: 'no rule is called SL-IAM-02; did you mean SL-IAM-002',
    },
    {
      why: 'a misspelt parameter',
      given: { 'SL-IAM-002': { params: { watchdHours: 720 } } },
      said: 'SL-IAM-002 has no parameter watchdHours; did you mean watchedHours?',
    },
    {
      why: 'a parameter of another rule',
      given: { 'SL-IAM-002': { params: { sensitive: [] } } },
      said: 'has no parameter sensitive; known are watchedHours',
    },
    {
      why: 'a parameter of a rule that has none',
      given: { 'SL-SEC-001': { params: { maxAgeDays: 90 } } },
      said: 'SL-SEC-001 has no parameter maxAgeDays; it has none',
    },
    {
      why: 'a name that every object bears',
      given: { 'SL-IAM-002': { params: { constructor: 1 } } },
      said: 'has no parameter constructor',
    },
    {
      why: 'text for a number',
      given: { 'SL-IAM-002': { params: { watchedHours: '720' } } },
      said: 'watchedHours takes a number such as 2160, not a string',
    },
    {
      why: 'one value for a list',
      given: { 'SL-DAT-001': { params: { sensitive: 'restricted' } } },
      said: 'takes a list of strings such as ["confidential","restricted"], not a string',
    },
    {
      why: 'a window that nobody watched',
      given: { 'SL-IAM-002': { params: { watchedHours: 0 } } },
      said: 'x.yaml:4: rules: SL-IAM-002: watchedHours is at least 1, not 0',
    },
    {
      why: 'a window of less than nothing',
      given: { 'SL-IAM-002': { params: { watchedHours: -5 } } },
      said: 'watchedHours is at least 1, not -5',
    },
  ])('refuses $why', ({ given, said }) => {
    expect(() => ruleParameters(given, rules, FILE)).toThrow(UsageError);
    expect(() => ruleParameters(given, rules, FILE)).toThrow(said);
  });
});
