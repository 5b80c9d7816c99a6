import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

type Texts = Readonly<Record<string, string>>;

/** Of the one tool. */
export async function attributesOf(texts: Texts): Promise<NodeFact<'tool'>['attributes']> {
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const { facts } = await code.collect({ target, files: filesOf(texts), inspector: plantedInspector });
  const tools = facts.filter(
    (fact): fact is NodeFact<'tool'> => fact.fact === 'node' && fact.kind === 'tool',
  );
  if (tools.length !== 1) throw new Error(`${tools.length} tools instead of one`);
  return tools[0]?.attributes ?? {};
}

/** Undefined where nobody can say what influence over the tool yields. */
export async function latitudeOf(texts: Texts): Promise<string | null | undefined> {
  return (await attributesOf(texts)).latitude;
}

/** A tool of an MCP server with this body. */
export function python(body: string, before = '', others: Texts = {}, signature = 'a: str'): Texts {
  const lines = body.split('\n').map((line) => `    ${line}`);
  const module = [
    'from mcp.server.fastmcp import FastMCP',
    'mcp = FastMCP("s")',
    before,
    '@mcp.tool()',
    `def t(${signature}):`,
    ...lines,
    '',
  ];
  return { 'server.py': module.join('\n'), ...others };
}

/** A tool of the AI SDK with this body. */
export function typescript(body: string, before = ''): Texts {
  return {
    'tool.ts': `import { tool, generateText } from 'ai';
import * as z from 'zod';
${before}
export const t = tool({ description: 'd', inputSchema: z.object({ a: z.string() }), execute: async ({ a }) => { ${body} } });
`,
  };
}
