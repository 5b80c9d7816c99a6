import * as z from 'zod';
import { NODE_KINDS } from './node-kinds.ts';

/**
 * Which assets a record of the configuration, a charter or CODEOWNERS speaks of. Every property that is present must
 * match; within a list any one does. Globs know `*`, `**` and `?`. A property that the asset was never seen to have
 * does not match: unknown is not a yes.
 */
export const Matcher = z.strictObject({
  kinds: z.array(z.enum(NODE_KINDS)).optional(),
  ids: z.array(z.string()).optional().describe('globs over the node id'),
  names: z.array(z.string()).optional().describe('globs over the name'),
  paths: z.array(z.string()).optional().describe('globs over <target>/<path> of declared evidence'),
  accounts: z.array(z.string()).optional(),
  tags: z.record(z.string(), z.string()).optional().describe('tag key to value glob'),
  packages: z
    .array(z.string())
    .optional()
    .describe('globs over package[@version] of an MCP server or package'),
  services: z
    .array(z.string())
    .optional()
    .describe('globs over the service.name under which telemetry has shown it'),
  urls: z.array(z.string()).optional().describe('globs over the url attribute'),
});
export type Matcher = z.infer<typeof Matcher>;
