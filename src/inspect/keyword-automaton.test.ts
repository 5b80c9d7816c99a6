import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeywordAutomaton } from './keyword-automaton.ts';

function scan(keywords: readonly string[], text: string): { found: string[]; hasOther: boolean } {
  const found: string[] = [];
  const hasOther = new KeywordAutomaton(keywords).scan(text, (keyword, end) =>
    found.push(`${String(keyword)}@${String(end)}`),
  );
  return { found: found.sort(), hasOther };
}

/** The same by looking for each keyword at each place. */
function naive(keywords: readonly string[], text: string): string[] {
  const found: string[] = [];
  keywords.forEach((keyword, index) => {
    for (let end = keyword.length; end <= text.length; end += 1) {
      const slice = text.slice(end - keyword.length, end);
      if (/^[\0-\x7f]*$/.test(slice) && slice.toLowerCase() === keyword.toLowerCase())
        found.push(`${String(index)}@${String(end)}`);
    }
  });
  return found.sort();
}

describe('KeywordAutomaton', () => {
  it.each([
    ['one inside the other', ['sk-', 'k-a', 'sk-ant-'], 'xSK-ant-sk-'],
    ['one the end of the other', ['token', 'en', 'n'], 'TOKEN'],
    ['the same twice', ['ab', 'AB'], 'abab'],
    ['broken by a character outside ASCII', ['abc'], 'abĭc abc'],
    ['none', [], 'abc'],
  ])('finds keywords: %s', (_, keywords, text) => {
    expect(scan(keywords, text).found).toEqual(naive(keywords, text));
  });

  it('finds what looking everywhere finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', 'é'), maxLength: 40 });
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(keyword, { maxLength: 6 }), letters, (keywords, text) => {
        expect(scan(keywords, text).found).toEqual(naive(keywords, text));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('says whether anything lies outside ASCII', () => {
    expect(scan(['a'], 'abc').hasOther).toBe(false);
    expect(scan(['a'], 'abć').hasOther).toBe(true);
  });
});
