import { drop, the, type Bite } from './bite.ts';
import type { Truth } from './truth-schema.ts';

function rows(truth: Truth, rule: string): Truth['verdicts'][string] {
  return truth.verdicts[rule] ?? [];
}

/** Each wrong in what a rule says. */
export const VERDICT_BITES: readonly Bite[] = [
  {
    section: 'verdicts',
    what: 'a finding is left out',
    change: (truth) => {
      drop(rows(truth, 'SL-TOL-012'), ({ verdict }) => verdict === 'fires');
    },
    says: /^finding SL-TOL-012 on tool order_report: fires: the scan says so, the truth does not$/,
  },
  {
    section: 'verdicts',
    what: 'a finding is made up',
    change: (truth) => {
      rows(truth, 'SL-TOL-001').push({
        assets: ['mcp-server orders'],
        verdict: 'fires',
        waits: [],
        why: 'made up',
      });
    },
    says: /^SL-TOL-001 on mcp-server orders: fires: the truth says so \(made up\), the scan does not$/,
  },
  {
    section: 'verdicts',
    what: 'a question is called an answer',
    change: (truth) => {
      the(rows(truth, 'SL-INV-009'), ({ verdict }) => verdict === 'cannot-tell').verdict = 'fires';
    },
    says: /^SL-INV-009 on model gpt-4o-mini: fires: the truth says so .*, the scan does not$/,
  },
  {
    section: 'verdicts',
    what: 'none of its business is called in order',
    change: (truth) => {
      the(rows(truth, 'SL-IAM-001'), ({ verdict }) => verdict === 'not-applicable').verdict = 'quiet';
    },
    says: /^SL-IAM-001 on cloud-role lake-etl: quiet: the truth says so .*, the scan does not$/,
  },
  {
    section: 'verdicts',
    what: 'a finding is about another store',
    change: (truth) => {
      the(rows(truth, 'SL-DAT-001'), ({ subject }) => subject === 'bucket crm-exports-fr').subject =
        'bucket fennelrook-lake';
    },
    says: /^SL-DAT-001 on agent support-agent \/ bucket crm-exports-fr: fires: the scan says so, the truth does not$/,
  },
  {
    section: 'verdicts',
    what: 'a question waits for something else',
    change: (truth) => {
      the(rows(truth, 'SL-TOL-012'), ({ verdict }) => verdict === 'cannot-tell').waits = [
        ['network', 'tool export_customers'],
      ];
    },
    says: /waits for is repository of tool export_customers in the scan, network of tool export_customers in the truth/,
  },
  {
    section: 'verdicts',
    what: 'a rule is left out',
    change: (truth) => {
      delete truth.verdicts['SL-SEC-001'];
    },
    says: /^rule SL-SEC-001: the scan says so, the truth does not$/,
  },
  {
    section: 'verdicts',
    what: 'an exception is made up',
    change: ({ exceptions }) => {
      exceptions.push({ rule: 'SL-SEC-001', asset: 'prompt SUPPORT_INSTRUCTIONS', why: 'made up' });
    },
    says: /^exception SL-SEC-001 on prompt SUPPORT_INSTRUCTIONS: the truth says so \(made up\), the scan does not$/,
  },
];

/** Each wrong in what must stay silent. */
export const NEAR_MISS_BITES: readonly Bite[] = [
  {
    section: 'nearMisses',
    what: 'a near miss is a finding',
    change: ({ nearMisses }) => {
      nearMisses.push({ rule: 'SL-TOL-012', asset: 'tool order_report', why: 'made up' });
    },
    says: /^SL-TOL-012 on tool order_report: fires, and must stay silent \(made up\)$/,
  },
  {
    section: 'nearMisses',
    what: 'a near miss is an open question',
    change: ({ nearMisses }) => {
      nearMisses.push({ rule: 'SL-INV-009', asset: 'model gpt-4o-mini', why: 'made up' });
    },
    says: /^SL-INV-009 on model gpt-4o-mini: cannot-tell, and must stay silent \(made up\)$/,
  },
  {
    section: 'nearMisses',
    what: 'a near miss is a finding about that store',
    change: ({ nearMisses }) => {
      nearMisses.push({
        ...{ rule: 'SL-DAT-001', asset: 'agent support-agent' },
        ...{ subject: 'bucket crm-exports-fr', why: 'made up' },
      });
    },
    says: /^SL-DAT-001 on agent support-agent: fires, and must stay silent \(made up\)$/,
  },
  {
    section: 'nearMisses',
    what: 'a rule does not exist',
    change: ({ nearMisses }) => {
      nearMisses.push({ rule: 'SL-TOL-999', asset: 'tool order_report', why: 'made up' });
    },
    says: /^SL-TOL-999 on tool order_report: there is no such rule$/,
  },
  {
    section: 'nearMisses',
    what: 'an asset does not exist',
    change: ({ nearMisses }) => {
      nearMisses.push({ rule: 'SL-TOL-012', asset: 'tool made-up', why: 'made up' });
    },
    says: /^SL-TOL-012 on tool made-up: the scan has no such asset$/,
  },
  {
    section: 'nearMisses',
    what: 'a rule does not look at that kind',
    change: ({ nearMisses }) => {
      nearMisses.push({ rule: 'SL-TOL-012', asset: 'bucket fennelrook-lake', why: 'made up' });
    },
    says: /^SL-TOL-012 on bucket fennelrook-lake: the rule does not look at it$/,
  },
  {
    section: 'nearMisses',
    what: 'the finding says what it must not',
    change: ({ nearMisses }) => {
      for (const near of nearMisses) if ('unsaid' in near) near.unsaid = 'write fennelrook-support-kb';
    },
    says: /^SL-IAM-002 on cloud-role support-chatbot-app: says "write fennelrook-support-kb"/,
  },
  {
    section: 'nearMisses',
    what: 'the finding does not say what it should say instead',
    change: ({ nearMisses }) => {
      for (const near of nearMisses) if ('said' in near) near.said = 'nothing of the kind';
    },
    says: /: does not say "nothing of the kind"$/,
  },
  {
    section: 'nearMisses',
    what: 'a file does not exist',
    change: ({ nearMisses }) => {
      nearMisses.push({ file: 'repo/made-up.ts', holds: 'x', kind: 'agent', why: 'made up' });
    },
    says: /^repo\/made-up\.ts: there is no such file$/,
  },
  {
    section: 'nearMisses',
    what: 'a file does not hold what could be mistaken',
    change: ({ nearMisses }) => {
      nearMisses.push({ file: 'repo/app/src/agent.ts', holds: 'langchain', kind: 'agent', why: 'made up' });
    },
    says: /^repo\/app\/src\/agent\.ts: does not hold langchain$/,
  },
  {
    section: 'nearMisses',
    what: 'what stands in a file is an asset',
    change: ({ nearMisses }) => {
      nearMisses.push({
        file: 'repo/app/src/agent.ts',
        holds: 'ToolLoopAgent',
        kind: 'agent',
        why: 'made up',
      });
    },
    says: /^agent support-agent: the scan makes it of ToolLoopAgent in repo\/app\/src\/agent\.ts \(made up\)$/,
  },
];
