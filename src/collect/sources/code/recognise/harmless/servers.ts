import type { CallExpr } from '../../ir.ts';
import { LOOKERS } from './lookers.ts';

/**
 * Methods of the SDKs' servers that register no tool: they run it, end it, answer, tell its clients, or add what is no tool.
 * https://gofastmcp.com/python-sdk/fastmcp-server-server, https://github.com/modelcontextprotocol/typescript-sdk
 */
const HARMLESS_METHODS: ReadonlySet<string> = new Set([
  ...['run', 'start', 'stop', 'close', 'connect', 'listen', 'isConnected', 'on', 'once', 'off'],
  ...['resource', 'prompt', 'custom_route', 'get_context', 'completion', 'elicitInput', 'createMessage'],
  ...['create_initialization_options', 'session_manager', 'request', 'notification', 'ping'],
  ...[
    'call_tool',
    'check_client_capability',
    'remove_tool',
    'read_resource',
    'progress_notification',
    'subscribe_resource',
  ],
  ...['unsubscribe_resource', 'set_logging_level', 'setNotificationHandler', 'registerCapabilities'],
]);
const HARMLESS_FORM =
  /^((run_|get_|send|add_?([Rr]esource|[Pp]rompt|[Tt]emplate)|register_?([Rr]esource|[Pp]rompt)|get[A-Z]|list(_(resource|prompt|tool|root)|Roots)).*|\w+_app)$/;

/** Attributes that only say something. `server` and `_mcp_server` are followed through what is called on them. */
const HARMLESS_MEMBERS: ReadonlySet<string> = new Set([
  ...['name', 'title', 'version', 'instructions', 'settings', 'icons', 'website_url', 'session_manager'],
  ...['run', 'start', 'stop', 'close', 'connect', 'resource', 'prompt', 'custom_route', 'completion'],
]);

/** Functions that say something of what they are handed, and keep nothing of it. */
const HARMLESS_TAKERS = new RegExp(String.raw`^(${LOOKERS}|logging\..*|(.*[.#])?(log|logger)\.\w+)$`);

/** Requests whose handlers say nothing of tools. */
const OTHER_REQUESTS = /Resource|Prompt|^(Uns|S)ubscribe|Level|Complete|Roots|Ping|Initialize|Task|CallTool/;

/** Whether a call of this name on a server can add no tool. */
export function isHarmlessCall(call: CallExpr, name: string): boolean {
  if (name === 'setRequestHandler') {
    const [schema] = call.args;
    const text =
      schema?.kind === 'name'
        ? schema.name
        : schema?.kind === 'member'
          ? schema.property
          : schema?.kind === 'string'
            ? schema.value
            : '';
    return OTHER_REQUESTS.test(text) || /^(resources|prompts|logging|completion)\//.test(text);
  }
  return HARMLESS_METHODS.has(name) || HARMLESS_FORM.test(name);
}

/** Whether the attribute of a server, taken as a value, gives nobody the means to add a tool. */
export function isHarmlessMember(name: string): boolean {
  return HARMLESS_MEMBERS.has(name) || HARMLESS_FORM.test(name);
}

/** Whether a function outside the program, by its one spelling, does nothing to a server that it is handed. */
export function isHarmlessFunction(symbol: string): boolean {
  return HARMLESS_TAKERS.test(symbol);
}
