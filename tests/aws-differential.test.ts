import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsCatalogue, compileAws } from '#access';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { estateOf } from './aws-handed-estate.ts';
import { requestOf } from './aws-handed-request.ts';
import { documentedCases } from './aws-oracle/documented-cases.ts';
import { knownDifference } from './aws-oracle/known-differences.ts';
import type { PartialCase } from './aws-oracle/partial-case.ts';
import { randomPartialCases } from './aws-oracle/random-partial-case.ts';
import { truthOf, type Truth } from './aws-oracle/truth.ts';

/**
 * Two evaluators of AWS policies that were written apart, from the documentation: access/ and the plain one beside this
 * file. On a difference the documentation decides, and the case is added to src/access/cases.
 */
const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../content/catalog/verbs/aws.yaml'), 'utf8')),
);
const SEED = 20_261_121;
const COUNT = 20_000;

describe('two evaluators of AWS policies', () => {
  it('agree on twenty thousand random requests, whether all is handed over or some', () => {
    const differences: string[] = [];
    const decisions = new Map<string, number>();
    let leftOpen = 0;
    let cautious = 0;
    for (const [i, handed] of randomPartialCases(SEED, COUNT).entries()) {
      const truth = truthOf(handed);
      const ours = decide(handed);
      // What is known to be left open is never another certain answer.
      if (ours === 'open' && truth !== 'open' && isKnown(handed)) {
        leftOpen += 1;
        continue;
      }
      decisions.set(ours, (decisions.get(ours) ?? 0) + 1);
      // Conditions on one unknown key are not weighed against each other: it may be left open what together they settle.
      if (ours === 'open' && truth !== 'open' && handed.open.some(({ piece }) => piece === 'key'))
        cautious += 1;
      else if (!isSaid(ours, truth, handed) && differences.length < 20)
        differences.push(`#${i}: ours ${ours}, theirs ${truth}\n${JSON.stringify(handed)}`);
    }
    expect(differences.join('\n')).toBe('');
    expect(leftOpen).toBeLessThan(COUNT / 10_000);
    expect(cautious).toBeLessThan(COUNT / 2_000);
    // Each kind of decision is met often enough for agreement to mean something.
    for (const kind of ['allow', 'explicit-deny', 'implicit-deny', 'open'])
      expect(decisions.get(kind), kind).toBeGreaterThan(COUNT / 20);
  }, 240_000);

  const documented = documentedCases().filter(({ ambiguous }) => !ambiguous);
  it.each(documented)('agree with the documentation: $name', ({ handed, file, source, expect: truth }) => {
    const ours = decide(handed);
    const isLeftOpen = ours === 'open' && isKnown(handed);
    expect(isLeftOpen || isSaid(ours, truth, handed) ? truth : ours, `${file} ${source}`).toBe(truth);
  });
});

/**
 * Where something is open, or where a URL asks for two permissions, a Deny may stand beside silence: which of them is
 * told then, is not documented.
 */
function isSaid(ours: Truth, truth: Truth, { known, open }: PartialCase): boolean {
  const isEither = open.length > 0 || known.resource.url !== undefined;
  return ours === truth || (isEither && ours.endsWith('deny') && truth.endsWith('deny'));
}

function isKnown(handed: PartialCase): boolean {
  return knownDifference(handed) !== null;
}

function decide(handed: PartialCase): Truth {
  const verdict = compileAws(estateOf(handed), CATALOGUE).decide(requestOf(handed));
  switch (verdict.kind) {
    case 'allow':
      return 'allow';
    case 'deny':
      return verdict.explicit ? 'explicit-deny' : 'implicit-deny';
    // A guard holds in some requests and not in others, as far as anybody was told.
    case 'conditional':
    case 'unknown':
      return 'open';
  }
}
