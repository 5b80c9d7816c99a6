import * as z from 'zod';

/** Numbers and booleans are written by hand without quotes; they reach the server as text. */
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
// Longer lists are nobody's, and an attribute has to be read by people.
const Names = z.array(z.string()).max(1_000);

/**
 * One server as the clients write it, all dialects at once: `serverUrl` is Windsurf's, `http_headers`,
 * `env_http_headers` and `bearer_token_env_var` are Codex's, `alwaysAllow` is the Cline family's.
 */
export const ServerEntry = z.object({
  type: z.string().optional(),
  transport: z.string().optional(),
  /**
   * A server is started by a command or called at a URL; neither is required, as a half-written entry is still a
   * server.
   */
  command: z.string().min(1).optional(),
  args: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .max(1_000)
    .default([]),
  env: Values.default({}),
  url: z.string().min(1).optional(),
  serverUrl: z.string().min(1).optional(),
  httpUrl: z.string().min(1).optional(),
  headers: Values.optional(),
  http_headers: Values.optional(),
  env_http_headers: Values.optional(),
  bearer_token_env_var: z.string().optional(),
  disabled: z.boolean().optional(),
  enabled: z.boolean().optional(),
  autoApprove: Names.optional(),
  alwaysAllow: Names.optional(),
  /** Gemini CLI's: true skips every confirmation of the server's tools. */
  trust: z.boolean().optional(),
});
export type ServerEntry = z.infer<typeof ServerEntry>;

/** What starts a server or leads to it, in every dialect. */
export const REACHED_BY = ['command', 'url', 'serverUrl', 'httpUrl'] as const;

/** What Claude Code's project settings say of MCP servers (code.claude.com/docs/en/settings). */
export const ClaudeSettings = z.object({
  permissions: z
    .object({ allow: Names.default([]), defaultMode: z.string().optional() })
    .default({ allow: [] }),
  disabledMcpjsonServers: Names.default([]),
});
export type ClaudeSettings = z.infer<typeof ClaudeSettings>;
