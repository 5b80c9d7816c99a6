import { expect, it } from 'vitest';
import { assess, batchOf } from '#assess';
import { buildGraph } from '#graph';
import { besideTarget, PLAIN, renderWhy } from '#present';
import { accessOf, awsCatalogue, resourcesOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';

const RULE = 'SL-IAM-001';

it('why tells of each policy that is too wide', () => {
  const given = loadCases(`content/rules/iam/${RULE}`).find(
    ({ file }) => file === 'fires-whole-service.yaml',
  );
  if (given === undefined) throw new Error('the case is gone');
  const { parsed } = given;
  const role = 'arn:aws:iam::111122223333:role/r';
  const wide = (service: string): (typeof parsed.policies)[number] => ({
    type: 'identity',
    attachedTo: role,
    document: {
      Version: '2012-10-17',
      Statement: [{ Sid: service.toUpperCase(), Effect: 'Allow', Action: `${service}:*`, Resource: '*' }],
    },
  });
  const batch = batchOf({ ...parsed, policies: [wide('dynamodb'), wide('s3')] });
  const facts = batch.facts.map((fact, index) =>
    fact.fact === 'policy' ? { ...fact, policy: `${role}/p${String(index)}` } : fact,
  );
  const { view } = buildGraph([{ ...batch, facts }], { access: accessOf(parsed.now) });
  const rules = loadRules('content/rules').rules.flatMap(({ rule }) => (rule.id === RULE ? [rule] : []));
  const assessment = assess({ view, rules, frameworks: [], now: parsed.now, params: {} });
  const [finding] = assessment.findings;
  if (finding === undefined) throw new Error('nothing is found');
  const context = { view, assessment, resourcesOf: resourcesOf(awsCatalogue()) };
  const text = renderWhy(finding, context, { width: 5_000, paint: PLAIN, place: besideTarget }).join('\n');
  for (const name of ['DYNAMODB', 'S3'])
    expect(text).toMatch(new RegExp(`narrowed +statement "${name}" of policy`));
});
