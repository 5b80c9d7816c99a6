import { expect, it } from 'vitest';
import { assess, batchOf } from '#assess';
import { buildGraph } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';
import { shutAddressText } from '../src/present/table/shut-address-text.ts';

const RULE = 'SL-IAM-016';
const CASES = loadCases(`content/rules/iam/${RULE}`);
const RULES = loadRules('content/rules').rules.flatMap(({ rule }) => (rule.id === RULE ? [rule] : []));

/** What the plan offers in the world of one case of the rule; the step is one that settles all that fires. */
function offered(file: string, hasStep: boolean): string {
  const parsed = CASES.find((one) => one.file === file)?.parsed;
  if (parsed === undefined) throw new Error(`the case ${file} is gone`);
  const { view } = buildGraph([batchOf(parsed)], { access: accessOf(parsed.now) });
  const { findings } = assess({ view, rules: RULES, frameworks: [], now: parsed.now, params: {} });
  const fires = findings.filter(({ verdict }) => verdict === 'fires');
  const step = { what: '', then: '', settles: fires, opens: [], answers: [] };
  return shutAddressText(findings, hasStep ? [step] : [], view);
}

it.each([
  {
    why: 'shutting an open address is offered until all is mended that is to be fixed now',
    file: 'fires-address-without-authentication.yaml',
    hasStep: true,
    said: 'fastest help: shut the address of function f (how: `why ID`) until FIX NOW is empty: callers who do not sign lose a',
  },
  {
    why: 'no step is named where none mends it',
    file: 'fires-address-without-authentication.yaml',
    hasStep: false,
    said: 'fastest help: shut the address of function f (how: `why ID`) until FIX NOW is empty: callers who do not sign lose a',
  },
  {
    why: 'nothing is offered where a policy lets everyone in without an address',
    file: 'fires-policy-for-everyone.yaml',
    hasStep: true,
    said: '',
  },
  {
    why: 'nothing is offered where the account that could let strangers in otherwise was not seen',
    file: 'fires-declared-open-and-account-silent.yaml',
    hasStep: true,
    said: '',
  },
  {
    why: 'an address that is meant for everyone is left open',
    file: 'quiet-public-by-charter.yaml',
    hasStep: true,
    said: '',
  },
  {
    why: 'an address behind which code may ask who calls is left open',
    file: 'unsure-code-looks-at-who-calls.yaml',
    hasStep: true,
    said: '',
  },
])('$why', ({ file, hasStep, said }) => {
  expect(offered(file, hasStep).replace(/f-[0-9a-f]{10}/, 'ID')).toBe(said);
});
