import { drop, the, type Bite } from './bite.ts';

/** Each wrong in what was seen. */
export const SEEN_BITES: readonly Bite[] = [
  {
    section: 'seen',
    what: 'a conversation more',
    change: ({ seen }) => {
      seen.conversations += 1;
    },
    says: /^runs of support-agent: times is 40 in telemetry, 41 in the truth$/,
  },
  {
    section: 'seen',
    what: 'a tool is left out',
    change: ({ seen }) => {
      delete seen.tools['export_customers'];
    },
    says: /^agent support-agent called export_customers: the scan says so, the truth does not$/,
  },
  {
    section: 'seen',
    what: 'a tool is called once less',
    change: ({ seen }) => {
      seen.tools['fetchPage'] = [3, '02:33', '18:44'];
    },
    says: /^agent support-agent called fetchPage: times is 4 in the scan, 3 in the truth$/,
  },
  {
    section: 'seen',
    what: 'a tool is first called later',
    change: ({ seen }) => {
      seen.tools['fetchPage'] = [4, '02:34', '18:44'];
    },
    says: /^agent support-agent called fetchPage: first is 02:33 in the scan, 02:34 in the truth$/,
  },
  {
    section: 'seen',
    what: 'a model is left out',
    change: ({ seen }) => {
      delete seen.models['gpt-4o-mini'];
    },
    says: /^the scan saw model gpt-4o-mini: the scan says so, the truth does not$/,
  },
  {
    section: 'seen',
    what: 'a model is asked once more',
    change: ({ seen }) => {
      seen.models['mistral-large-latest'] = 91;
    },
    says: /^model mistral-large-latest: asked 90 times in the scan, 91 in the truth$/,
  },
  {
    section: 'seen',
    what: 'a model that no agent asks is asked once more',
    change: ({ seen }) => {
      seen.models['mistral-small-2506'] = 11;
    },
    says: /^calls of mistral-small-2506: times is 10 in telemetry, 11 in the truth$/,
  },
  {
    section: 'seen',
    what: 'a line of the trail is left out',
    change: ({ seen }) => {
      drop(seen.trail, ([, action]) => action === 's3:ListBucket');
    },
    says: /^call: support-chatbot-app s3:ListBucket fennelrook-support-kb: the trail says so, the truth does not$/,
  },
  {
    section: 'seen',
    what: 'a line of the trail counts more than the edge',
    change: ({ seen }) => {
      the(seen.trail, ([, action]) => action === 'dynamodb:Scan')[3] = 3;
    },
    says: /^cloud-role support-orders-mcp dynamodb:Scan table fennelrook-customers: 2 times in edges\.yaml, 3 in the trail$/,
  },
];
