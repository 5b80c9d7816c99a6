import { drop, the, type Bite } from './bite.ts';
import type { Truth } from './truth-schema.ts';

function edge(from: string, kind: Truth['edges'][number]['edge'], to: string): Truth['edges'][number] {
  return {
    ...{ from, edge: kind, to, planes: ['declared'], count: null },
    ...{ actions: [], effect: 'allow', guards: [], rung: null },
  };
}

/** Each wrong in what there is. */
export const ASSET_BITES: readonly Bite[] = [
  {
    section: 'assets',
    what: 'an asset is left out',
    change: ({ assets }) => {
      drop(assets, ({ node }) => node === 'human iris.fennel');
    },
    says: /^human iris\.fennel .*: the scan says so, the truth does not$/,
  },
  {
    section: 'assets',
    what: 'an asset is made up',
    change: ({ assets }) => {
      assets.push({ node: 'bucket made-up', state: 'active', planes: ['granted'], attributes: {} });
    },
    says: /^bucket made-up: the truth says so, the scan does not$/,
  },
  {
    section: 'assets',
    what: 'a plane is taken from an asset',
    change: ({ assets }) => {
      the(assets, ({ node }) => node === 'image app').planes = ['declared'];
    },
    says: /^image app: seen on declared, granted in the scan, on declared in the truth$/,
  },
  {
    section: 'assets',
    what: 'a test is called live',
    change: ({ assets }) => {
      the(assets, ({ node }) => node === 'tool runCommand').state = 'active';
    },
    says: /^tool runCommand: state is test in the scan, active in the truth$/,
  },
  {
    section: 'assets',
    what: 'an attribute is another',
    change: ({ assets }) => {
      the(assets, ({ node }) => node === 'tool order_report').attributes['latitude'] = 'fixed';
    },
    says: /^tool order_report: latitude is "arbitrary" in the scan, "fixed" in the truth$/,
  },
  {
    section: 'assets',
    what: 'an attribute is left out',
    change: ({ assets }) => {
      delete the(assets, ({ node }) => node === 'tool order_report').attributes['egress'];
    },
    says: /^tool order_report: egress is "any" in the scan, nothing in the truth$/,
  },
  {
    section: 'assets',
    what: 'an attribute is made up',
    change: ({ assets }) => {
      the(assets, ({ node }) => node === 'agent support-agent').attributes['autonomy'] = 'asks-first';
    },
    says: /^agent support-agent: autonomy is \{"is":"unknown"\} in the scan, "asks-first" in the truth$/,
  },
  {
    section: 'assets',
    what: 'an attribute is no longer free',
    change: ({ free }) => {
      drop(free, (name) => name === 'length');
    },
    says: /^prompt SUMMARY_INSTRUCTIONS: length is 206 in the scan, nothing in the truth$/,
  },
  {
    section: 'assets',
    what: 'an attribute that assets share is another',
    change: ({ shared }) => {
      the(shared, ({ attributes }) => 'region' in attributes).attributes['region'] = 'eu-central-1';
    },
    says: /^table fennelrook-carts: region is "eu-west-1" in the scan, "eu-central-1" in the truth$/,
  },
  {
    section: 'assets',
    what: 'a rule of shared attributes finds one asset less',
    change: ({ shared }) => {
      the(shared, ({ attributes }) => 'criticality' in attributes).except.push('image app');
    },
    says: /^image app: criticality is "high" in the scan, nothing in the truth$/,
  },
  {
    section: 'assets',
    what: 'a rule adds what it finds',
    change: ({ shared }) => {
      the(shared, ({ attributes }) => 'criticality' in attributes).and.push('image app');
    },
    says: /adds image app, which it finds$/,
  },
  {
    section: 'assets',
    what: 'an asset is said to be defined elsewhere',
    change: ({ assets }) => {
      the(assets, ({ node }) => node === 'tool fetchPage').path = 'app/src/agent.ts';
    },
    says: /^tool fetchPage: no evidence in app\/src\/agent\.ts, but in /,
  },
  {
    section: 'names',
    what: 'a name is misspelt',
    change: ({ noEdges }) => {
      noEdges.push(['agent suport-agent', 'calls-tool', 'tool runCommand', 'nobody would notice']);
    },
    says: /^agent suport-agent: assets\.yaml does not list it$/,
  },
];

/** Each wrong in what belongs together. */
export const EDGE_BITES: readonly Bite[] = [
  {
    section: 'edges',
    what: 'an edge is left out',
    change: ({ edges }) => {
      drop(edges, (one) => one.edge === 'member-of');
    },
    says: /^cloud-user nina\.rook member-of group analysts: the scan says so, the truth does not$/,
  },
  {
    section: 'edges',
    what: 'an edge is made up',
    change: ({ edges }) => {
      edges.push(edge('agent support-agent', 'uses-model', 'model mistral-small-2506'));
    },
    says: /^agent support-agent uses-model model mistral-small-2506: the truth says so, the scan does not$/,
  },
  {
    section: 'edges',
    what: 'an edge that must not be is there',
    change: ({ noEdges }) => {
      noEdges.push(['agent support-agent', 'calls-tool', 'tool fetchPage', 'so it is said']);
    },
    says: /^agent support-agent calls-tool tool fetchPage: must not be \(so it is said\), and is said$/,
  },
  ...(
    [
      ['planes', (one) => (one.planes = ['declared']), /planes is declared, observed in the scan/],
      ['count', (one) => (one.count = 3), /count is 17 in the scan, 3 in the truth/],
      ['rung', (one) => (one.rung = 4), /rung is none in the scan, 4 in the truth/],
      ['effect', (one) => (one.effect = 'unknown'), /effect is allow in the scan, unknown in the truth/],
      ['actions', (one) => one.actions.push('s3:PutObject'), /actions is none in the scan, s3:PutObject/],
      ['guards', (one) => one.guards.push('on Sundays'), /guards is none in the scan, on Sundays/],
    ] satisfies readonly (readonly [string, (one: Truth['edges'][number]) => unknown, RegExp])[]
  ).map(([what, change, says]): Bite => ({
    section: 'edges',
    what: `${what} of an edge changes`,
    change: ({ edges }) => {
      change(the(edges, ({ to }) => to === 'tool searchKnowledgeBase'));
    },
    says,
  })),
  {
    section: 'edges',
    what: 'a rule is left out',
    change: ({ rules }) => {
      drop(rules, (rule) => rule.edge === 'contains');
    },
    says: /^system support-chatbot contains .*: the scan says so, the truth does not$/,
  },
  {
    section: 'edges',
    what: 'a rule finds one asset more',
    change: ({ rules }) => {
      the(rules, (rule) => rule.edge === 'contains').and.push('bucket fennelrook-lake');
    },
    says: /^system support-chatbot contains bucket fennelrook-lake: the truth says so .*, the scan does not$/,
  },
  {
    section: 'edges',
    what: 'a rule leaves one asset out',
    change: ({ rules }) => {
      the(rules, (rule) => rule.edge === 'contains').except.push('image app');
    },
    says: /^system support-chatbot contains image app: the scan says so, the truth does not$/,
  },
  {
    section: 'edges',
    what: 'a rule finds nothing',
    change: ({ rules }) => {
      the(rules, (rule) => rule.edge === 'contains').every.under = ['nowhere/'];
    },
    says: /finds no asset$/,
  },
  {
    section: 'edges',
    what: 'a rule leaves out what it would not find',
    change: ({ rules }) => {
      the(rules, (rule) => rule.edge === 'contains').except.push('bucket fennelrook-lake');
    },
    says: /leaves out bucket fennelrook-lake, which it would not find$/,
  },
];
