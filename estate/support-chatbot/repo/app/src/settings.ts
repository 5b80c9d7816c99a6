/** Everything that differs between environments, with the production value as the default. */

export const REGION = process.env.AWS_REGION ?? 'eu-west-1';

/** Articles and the customer records that support has filed beside them. */
export const KB_BUCKET = 'fennelrook-support-kb';

/** Nightly CRM export; the CRM team owns the bucket and lets us read it. */
export const CRM_BUCKET = process.env.CRM_EXPORTS_BUCKET ?? 'crm-exports-fr';

export const TICKETS_HOST = 'fennelrook.ticketbarn.example';

/** Follows the newest release, so that nobody has to bump it by hand. */
export const CHAT_MODEL = 'mistral-large-latest';

/** Summaries are compared from week to week: this one stays where it is. */
export const SUMMARY_MODEL = 'mistral-small-2506';

export const ORDERS_MCP_URL =
  process.env.ORDERS_MCP_URL ?? 'https://q7w2kx4nd3uvh5r6ztfmcb2ae40lyjsp.lambda-url.eu-west-1.on.aws/mcp';
