import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

async function toolsOf(name: string, text: string) {
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const files = filesOf({ [name]: text });
  const { facts } = await code.collect({ target, files, inspector: plantedInspector });
  return facts.filter((fact): fact is NodeFact<'tool'> => fact.fact === 'node' && fact.kind === 'tool');
}

/** Latitudes by the name of the tool; undefined where none is said. */
async function latitudes(name: string, text: string) {
  const tools = await toolsOf(name, text);
  return Object.fromEntries(tools.map((tool) => [tool.name, tool.attributes.latitude]));
}

/** Whether all was followed, by the name of the tool; undefined where it is not known what runs. */
async function followed(name: string, text: string) {
  const tools = await toolsOf(name, text);
  return Object.fromEntries(tools.map((tool) => [tool.name, tool.attributes.sinksResolved]));
}

/** A server of two tools, `a` and `b`, with this body of the function that runs both. */
function python(body: string): string {
  const tools = ['a', 'b'].map(
    (name) =>
      `Tool(name="${name}", inputSchema={"type": "object", "properties": {"text": {"type": "string"}}})`,
  );
  return `import os
from mcp.server import Server
from mcp.types import TextContent, Tool
server = Server("s")
@server.list_tools()
async def list_tools():
    return [${tools.join(', ')}]
def answer(text):
    return [TextContent(type="text", text=text)]
@server.call_tool()
async def call_tool(name, arguments):
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
}

/** The same with three tools, in TypeScript. */
function typescript(body: string): string {
  return `import { execSync } from 'node:child_process';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { OTHER } from 'elsewhere';
const server = new Server({ name: 's', version: '1' });
const inputSchema = { type: 'object', properties: { text: { type: 'string' } } };
server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [
  { name: 'a', inputSchema }, { name: 'b', inputSchema }, { name: 'c', inputSchema } ] }));
server.setRequestHandler(CallToolRequestSchema, ({ params: { name, arguments: given } }) => {
${body}
});
`;
}

const RUN_TS = 'execSync(given.text);';
const RUN = 'os.system(arguments["text"])';

describe('the branches of the function that runs the tools of a server', () => {
  it.each([
    [
      'what stands after a branch that returns',
      `if name == "a":\n    return answer("x")\n${RUN}\nif name == "b": return answer("y")`,
    ],
    ['a branch for any other name', `if name != "a":\n    ${RUN}\nelif name == "b":\n    return answer("y")`],
    [
      'a branch with more conditions',
      `if name == "b" and arguments:\n    ${RUN}\nelif name == "a": return answer("x")`,
    ],
  ])('does not give the one %s', async (_why, body) => {
    expect(await latitudes('s.py', python(body))).toMatchObject({ a: 'parameterised', b: 'arbitrary' });
  });

  it.each([
    ['before them', `${RUN}\nif name == "a": return answer("x")\nif name == "b": return answer("y")`],
    [
      'in a branch that does not ask for the name',
      `if arguments:\n    ${RUN}\nif name in ("a", "b"): return answer("x")`,
    ],
    [
      'after a branch that may not be come to',
      `if arguments:\n    if name == "a": return answer("x")\n    if name == "b": return answer("y")\n${RUN}`,
    ],
    [
      'after a failure that is passed over',
      `try:\n    if name == "a": return answer("x")\n    if name == "b": return answer("y")\nexcept ValueError:\n    pass\n${RUN}`,
    ],
    [
      'when a failure is told',
      `try:\n    if name == "a": return answer("x")\n    if name == "b": return answer("y")\nexcept ValueError:\n    ${RUN}\n    raise`,
    ],
    [
      'after a loop that may not be entered',
      `for key in []:\n    if name == "a": return answer("x")\n    if name == "b": return answer("y")\n${RUN}`,
    ],
    [
      'after a while that may not be entered',
      `while arguments:\n    if name == "a": return answer("x")\n    if name == "b": return answer("y")\n${RUN}`,
    ],
    [
      'after a block that may keep a failure to itself',
      `with contextlib.suppress(ValueError):\n    if name == "a": raise ValueError\n    if name == "b": raise ValueError\n${RUN}`,
    ],
    [
      'after one that another may be taken before',
      `if arguments:\n    answer("z")\nelif name == "a":\n    return answer("x")\nelif name == "b":\n    return answer("y")\n${RUN}`,
    ],
    ['in the branch of both', `if name == "a" or name == "b":\n    ${RUN}`],
  ])('gives both what is run %s', async (_why, body) => {
    expect(await latitudes('s.py', python(body))).toEqual({ a: 'arbitrary', b: 'arbitrary' });
  });

  it.each([
    ['another name', `if name == "c":\n    ${RUN}`],
    ['what is only known as it runs', `if name == os.environ["TOOL"]:\n    ${RUN}`],
    ['a part of the name', `if name.startswith("a"):\n    ${RUN}`],
    [
      'names that are only known as it runs, once all others are refused',
      `if name not in ["a", "b"]:\n    raise ValueError\nif name == os.environ["A"]:\n    ${RUN}`,
    ],
    ['the name inside of a negation', `if not (arguments or name == "a" or name == "b"):\n    ${RUN}`],
    ['another thing than the name', `kind = arguments["kind"]\nif kind == "a":\n    ${RUN}`],
  ])('says nothing of tools where they ask for %s', async (_why, body) => {
    expect(await latitudes('s.py', python(body))).toEqual({ a: undefined, b: undefined });
  });

  it('runs a case of a switch on into the next', async () => {
    const text = typescript(`  switch (name) {
    case 'a':
      console.error('a');
    case 'b':
      execSync(given.text);
      break;
    case 'c':
      return { content: [] };
  }`);
    const found = { a: 'arbitrary', b: 'arbitrary', c: 'parameterised' };
    expect(await latitudes('s.ts', text)).toEqual(found);
  });

  it.each([
    [
      'a default that stands first',
      `default:\nthrow new Error();\ncase 'a':\nexecSync(given.text);\nbreak;`,
      '',
    ],
    ['a case that may break before it returns', `case 'a':\nif (given) break;\nreturn {};`, RUN_TS],
  ])('does not take %s for the end', async (_why, cases, after) => {
    const text = typescript(`switch (name) {\n${cases}\n}\n${after}`);
    expect(await latitudes('s.ts', text)).toMatchObject({ a: 'arbitrary' });
  });

  it.each([
    ['an unknown name', `if (name === OTHER) execSync(given.text);`],
    ['a text that is put together', 'if (name === `${OTHER}_a`) execSync(given.text);'],
    [
      'an unknown name and runs on',
      `switch (name) {\ncase OTHER:\nconsole.error();\ncase 'b':\nexecSync(given.text);\n}`,
    ],
  ])('says of a tool with a branch that more may be done where another asks for %s', async (_why, other) => {
    const text = typescript(`
if (name === 'a') console.error('a');
if (name === 'b') return {};
${other}
return {};`);
    expect(await followed('s.ts', text)).toEqual({ a: false, b: true, c: undefined });
  });

  it('ends on thousands of tools and branches', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `t${String(index)}`);
    const text = `from mcp.server import Server
from mcp.types import Tool
server = Server("s")
@server.list_tools()
async def list_tools():
    return [${names.map((name) => `Tool(name="${name}", inputSchema={})`).join(',\n')}]
@server.call_tool()
async def call_tool(name, arguments):
${names.map((name) => `    if name == "${name}": return run_${name}(arguments)`).join('\n')}
`;
    const found = await latitudes('s.py', text);
    expect(Object.values(found).every((latitude) => latitude === undefined)).toBe(true);
  }, 20_000);

  it.each([
    [
      'behind the bracket of another, in its own branch',
      `if (name === 'b') {\n  console.log(1);\n} else if (name === 'a') ${RUN_TS}`,
    ],
    [
      'behind the bracket of another, for all',
      `if (name === 'b') {\n  console.log(1);\n} ${RUN_TS}\nif (name === 'a') console.log(2);`,
    ],
    [
      'behind the bracket of another case',
      `switch (name) {\n  case 'b': {\n    console.log(1);\n  } break; case 'a': ${RUN_TS}\n}`,
    ],
  ])('gives a tool what stands %s', async (_why, body) => {
    expect(await latitudes('s.ts', typescript(body))).toMatchObject({ a: 'arbitrary' });
  });
});
