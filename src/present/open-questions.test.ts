import { expect, it } from 'vitest';
import type { MissingKind } from '#model';
import type { Finding } from '#assess';
import { openQuestions } from './open-questions.ts';

function question(id: string, ...kinds: readonly MissingKind[]): Finding {
  return {
    id,
    rule: 'SL-TST-001',
    verdict: kinds.length === 0 ? 'fires' : 'cannot-tell',
    severity: 'high',
    priority: null,
    asset: `agent:${id}`,
    subject: null,
    title: 'An agent does something',
    message: 'an agent does something',
    why: '',
    evidence: [],
    missing: kinds.map((kind) => ({ kind, what: `${kind} was not seen`, at: null })),
    clears: '',
    fix: '',
    owners: [],
    frameworks: {},
    suppressed: null,
    paths: [],
    cut: null,
  };
}

it.each<{ why: string; asked: readonly Finding[]; groups: Record<string, readonly string[]> }>([
  { why: 'nothing is open', asked: [question('a')], groups: {} },
  {
    why: 'each waits for one thing',
    asked: [question('a', 'code'), question('b', 'charters'), question('c', 'code')],
    groups: { charters: ['b'], code: ['a', 'c'] },
  },
  {
    why: 'one waits for several things, of which the first to hand over counts',
    asked: [question('a', 'code', 'account')],
    groups: { account: ['a'] },
  },
])('puts every question into one group where $why', ({ asked, groups }) => {
  const found = openQuestions(asked).map((one) => [one.waitsFor, one.questions.map(({ id }) => id)]);
  expect(Object.fromEntries(found)).toEqual(groups);
});

it('says how many of a group wait for something else as well', () => {
  const [account] = openQuestions([question('a', 'code', 'account'), question('b', 'account')]);
  expect(account?.also).toEqual([{ kind: 'code', count: 1 }]);
  expect(account?.missing.map((one) => one.what)).toEqual(['account was not seen']);
});
