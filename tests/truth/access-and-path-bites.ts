import type { ACCESS_VERBS } from '#model';
import { drop, the, type Bite } from './bite.ts';
import type { Truth } from './truth-schema.ts';

/** The verbs that the truth gives an identity on one thing, to be changed. */
function verbs(
  truth: Truth,
  who: string,
  what: string,
): { verb: (typeof ACCESS_VERBS)[number]; guards: string[] }[] {
  const given = truth.grants[who]?.[what];
  if (given === undefined) throw new Error('nothing to change');
  return given;
}

/** Each wrong in who may do what. */
export const ACCESS_BITES: readonly Bite[] = [
  {
    section: 'access',
    what: 'a grant is left out',
    change: (truth) => {
      verbs(truth, 'cloud-role payroll-runner', 'bucket fennelrook-payroll').pop();
    },
    says: /^access: cloud-role payroll-runner may read bucket fennelrook-payroll: the scan says so, the truth does not$/,
  },
  {
    section: 'access',
    what: 'a grant is made up',
    change: (truth) => {
      verbs(truth, 'cloud-role lake-etl', 'bucket fennelrook-lake').push({ verb: 'admin', guards: [] });
    },
    says: /^access: cloud-role lake-etl may admin bucket fennelrook-lake: the truth says so, the scan does not$/,
  },
  {
    section: 'access',
    what: 'a grant under a condition is called outright',
    change: (truth) => {
      the(verbs(truth, 'cloud-role support-orders-mcp', 'bucket fennelrook-web-logs'), () => true).guards =
        [];
    },
    says: /^access: cloud-role support-orders-mcp may read bucket fennelrook-web-logs: verdict is conditional in the scan, allow/,
  },
  {
    section: 'access',
    what: 'the condition of a grant is another',
    change: (truth) => {
      the(verbs(truth, 'cloud-role support-orders-mcp', 'bucket fennelrook-web-logs'), () => true).guards = [
        'on Sundays',
      ];
    },
    says: /may read bucket fennelrook-web-logs: conditions is aws:SourceVpce StringEquals vpce-0f3e1a2b4c5d6e7f8 in the scan/,
  },
  {
    section: 'access',
    what: 'a service is said to take no role',
    change: ({ grants }) => {
      delete grants['cloud-service glue.amazonaws.com'];
    },
    says: /^who can: cloud-service glue\.amazonaws\.com may invoke cloud-role lake-etl: the scan says so, the truth does not$/,
  },
  {
    section: 'access',
    what: 'an explicit deny is called implicit',
    change: ({ decisions }) => {
      the(decisions, ([, , , verdict]) => verdict === 'denied explicitly')[3] = 'denied implicitly';
    },
    says: /: denied explicitly in the scan, denied implicitly in the truth/,
  },
  {
    section: 'access',
    what: 'a decision is another',
    change: ({ decisions }) => {
      the(decisions, ([, , , verdict]) => verdict === 'allow')[3] = 'unknown';
    },
    says: /: allow in the scan, unknown in the truth/,
  },
];

function row(truth: Truth, set: string, sink: string): Truth['sets'][string][number] {
  return the(truth.sets[set] ?? [], (one) => one.sink === sink);
}

/** Each wrong in what reaches what. */
export const PATH_BITES: readonly Bite[] = [
  {
    section: 'paths',
    what: 'a path is left out',
    change: ({ sets }) => {
      drop(sets['tools of the chatbot'] ?? [], ({ sink }) => sink === 'bucket crm-exports-fr');
    },
    says: /^internet internet → bucket crm-exports-fr read \(deputy\): the scan says so, the truth does not$/,
  },
  {
    section: 'paths',
    what: 'a path is made up',
    change: (truth) => {
      row(truth, 'the orders server', 'bucket fennelrook-product-images').verbs.push('write');
    },
    says: /^agent support-agent → bucket fennelrook-product-images write \(deputy\): the truth says so, the scan does not$/,
  },
  {
    section: 'paths',
    what: 'a deputy path is called direct',
    change: ({ paths }) => {
      the(paths, ({ from }) => from.includes('tool fetchPage')).mode = 'direct';
    },
    says: /^tool fetchPage → internet internet egress \(direct\): the truth says so, the scan does not$/,
  },
  {
    section: 'paths',
    what: 'a path becomes nobody',
    change: (truth) => {
      delete row(truth, 'the orders server', 'table fennelrook-customers').becomes;
    },
    says: /^internet internet → table fennelrook-customers read \(deputy\): becomes is cloud-role support-orders-mcp in the scan, nobody/,
  },
  {
    section: 'paths',
    what: 'a path loses its condition',
    change: (truth) => {
      row(truth, 'the orders server', 'bucket fennelrook-web-logs').guards = [];
    },
    says: /bucket fennelrook-web-logs read \(deputy\): guards is aws:SourceVpce .* in the scan, none in the truth$/,
  },
  {
    section: 'paths',
    what: 'a path leads through another tool',
    change: (truth) => {
      row(truth, 'tools of the chatbot', 'bucket crm-exports-fr').through = ['tool fetchPage'];
    },
    says: /^internet internet → bucket crm-exports-fr read \(deputy\): leads through .* in the scan, through tool fetchPage in the truth$/,
  },
  {
    section: 'paths',
    what: 'a certain path is put under a condition',
    change: ({ paths }) => {
      the(paths, ({ from }) => from.includes('cloud-user nina.rook')).guards = ['on Sundays'];
    },
    says: /^cloud-user nina\.rook → bucket crm-exports-fr read \(deputy\): certainty is certain in the scan, conditional/,
  },
  {
    section: 'paths',
    what: 'everything that one asset reaches is left out',
    change: ({ paths }) => {
      drop(paths, ({ from, mode }) => mode === 'direct' && from.includes('cloud-role lake-etl'));
    },
    says: /^cloud-role lake-etl → bucket fennelrook-lake read \(direct\): the scan says so, the truth does not$/,
  },
  {
    section: 'paths',
    what: 'a set is misspelt',
    change: ({ paths }) => {
      the(paths, ({ from }) => from.includes('image app')).to.push('the order server');
    },
    says: /^the order server: no such set$/,
  },
  {
    section: 'paths',
    what: 'a second way is made up',
    change: ({ besides }) => {
      the(besides, () => true).through = ['tool customerHistory'];
    },
    says: /through tool customerHistory as cloud-role support-orders-mcp: the truth says so, the scan does not$/,
  },
  {
    section: 'paths',
    what: 'an open question is left out',
    change: ({ open }) => {
      drop(open, ({ at }) => at === 'mcp-server your-server');
    },
    says: /^open from mcp-server your-server: .*: the scan says so, the truth does not$/,
  },
  {
    section: 'paths',
    what: 'an open question asks for something else',
    change: ({ open }) => {
      the(open, ({ at }) => at === 'mcp-server your-server').asks = 'network';
    },
    says: /^open from mcp-server your-server: at mcp-server your-server, which network would tell: the truth says so/,
  },
  {
    section: 'paths',
    what: 'a way that must not be is there',
    change: ({ noPaths }) => {
      the(noPaths, () => true).sink = 'bucket crm-exports-fr';
    },
    says: /^internet internet → bucket crm-exports-fr read \(deputy\): must not be /,
  },
  {
    section: 'paths',
    what: 'something else is said to stop a way',
    change: ({ noPaths }) => {
      the(noPaths, ({ denied }) => denied === 'scp').by = 'p-k33p0rg1';
    },
    says: /not stopped by scp p-k33p0rg1 in the scan/,
  },
];
