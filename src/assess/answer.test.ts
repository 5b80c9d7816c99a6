import { describe, expect, it } from 'vitest';
import { allOf, anyOf, cannotTell, NO, not, yes, type Answer } from './answer.ts';

const unsure = cannotTell({ kind: 'other', what: 'x was not seen', at: null });

describe('three-valued answers', () => {
  it.each<{ why: string; answers: Answer[]; all: Answer['is']; any: Answer['is'] }>([
    { why: 'nothing was asked', answers: [], all: 'yes', any: 'no' },
    { why: 'everything holds', answers: [yes(), yes()], all: 'yes', any: 'yes' },
    { why: 'one does not hold', answers: [yes(), NO], all: 'no', any: 'yes' },
    { why: 'one is unknown beside a yes', answers: [yes(), unsure], all: 'cannot-tell', any: 'yes' },
    { why: 'one is unknown beside a no', answers: [NO, unsure], all: 'no', any: 'cannot-tell' },
  ])('answers all=$all and any=$any where $why', ({ answers, all, any }) => {
    expect(allOf(answers).is).toBe(all);
    expect(anyOf(answers).is).toBe(any);
  });

  it('never turns an unknown into a yes or a no by negation', () => {
    expect(not(unsure)).toEqual(unsure);
    expect(not(yes()).is).toBe('no');
    expect(not(NO).is).toBe('yes');
  });

  it('says once what is missing', () => {
    expect(allOf([unsure, unsure])).toEqual(unsure);
  });
});
