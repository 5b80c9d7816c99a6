import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

async function attributesOf(texts: Readonly<Record<string, string>>): Promise<NodeFact['attributes']> {
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const { facts } = await code.collect({ target, files: filesOf(texts), inspector: plantedInspector });
  const tools = facts.filter((fact): fact is NodeFact => fact.fact === 'node' && fact.kind === 'tool');
  expect(tools).toHaveLength(1);
  return tools[0]?.attributes ?? {};
}

function python(signature: string, body: string, before = ''): Record<string, string> {
  const lines = body.split('\n').map((line) => `    ${line}`);
  return {
    'server.py': [
      'import os, subprocess, sqlite3, requests, httpx, pickle, shlex, boto3, json',
      'from mcp.server.fastmcp import FastMCP',
      'mcp = FastMCP("s")',
      before,
      '@mcp.tool()',
      `def t(${signature}):`,
      ...lines,
    ].join('\n'),
  };
}

function typescript(parameters: string, body: string, before = ''): Record<string, string> {
  return {
    'tool.ts': `import { tool } from 'ai';
import * as z from 'zod';
import { exec, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import vm from 'node:vm';
import axios from 'axios';
import pg from 'pg';
${before}
export const t = tool({ description: 'd', inputSchema: z.object({ a: z.string() }), execute: async (${parameters}) => { ${body} } });
`,
  };
}

describe('what a tool can be made to do', () => {
  it.each([
    ['nothing is given', python('', 'return 1'), { latitude: 'fixed', sinksResolved: true, egress: 'none' }],
    [
      'an argument is returned',
      python('a: str', 'return a'),
      { latitude: 'parameterised', sinksResolved: true },
    ],
    ['eval of an argument', python('a: str', 'return eval(a)'), { latitude: 'arbitrary' }],
    ['eval of a constant', python('a: str', 'return eval("1 + 1")'), { latitude: 'parameterised' }],
    [
      'exec of what was built from an argument',
      python('a: str', 'b = "x = " + a\nexec(b)'),
      { latitude: 'arbitrary' },
    ],
    [
      'a shell line with an argument inside',
      python('a: str', 'return subprocess.run(f"ls {a}", shell=True)'),
      { latitude: 'arbitrary' },
    ],
    ['os.system with an argument', python('a: str', 'os.system("ls " + a)'), { latitude: 'arbitrary' }],
    [
      'a fixed program with an argument',
      python('a: str', 'subprocess.run(["ls", a])'),
      { latitude: 'parameterised', effects: ['executes'] },
    ],
    [
      'a fixed interpreter with an argument',
      python('a: str', 'subprocess.run(["bash", "-c", a])'),
      { latitude: 'arbitrary' },
    ],
    [
      'a program that the caller names',
      python('a: str', 'subprocess.run([a, "--help"])'),
      { latitude: 'arbitrary' },
    ],
    [
      'a loop over what is given',
      python('a: list[str]', 'for one in a:\n    os.system(one)'),
      { latitude: 'arbitrary' },
    ],
    [
      'a comprehension over what is given',
      python('a: list[str]', 'return [eval(one) for one in a]'),
      { latitude: 'arbitrary' },
    ],
    [
      'a statement that is given',
      python('a: str', 'c = sqlite3.connect("x.db")\nreturn c.execute(a).fetchall()'),
      { latitude: 'query', sinksResolved: true },
    ],
    [
      'a statement with an argument inside',
      python(
        'a: str',
        'c = sqlite3.connect("x.db")\nreturn c.execute(f"select * from t where a = \'{a}\'").fetchall()',
      ),
      { latitude: 'query' },
    ],
    [
      'a bound argument',
      python(
        'a: str',
        'c = sqlite3.connect("x.db")\nreturn c.execute("select * from t where a = ?", (a,)).fetchall()',
      ),
      { latitude: 'parameterised', effects: ['reads'] },
    ],
    [
      'a row that anybody may have written',
      python(
        'a: str',
        'c = sqlite3.connect("x.db")\nreturn c.execute("select * from t where a = ?", (a,)).fetchall()',
      ),
      { egress: 'none', returnsUntrusted: undefined },
    ],
    ['a text of its own', python('a: str', 'return a.upper()'), { egress: 'none', returnsUntrusted: false }],
    [
      'a helper that evaluates',
      python('a: str', 'return helper(a)', 'def helper(x):\n    return eval(x)'),
      { latitude: 'arbitrary' },
    ],
    [
      'a helper that evaluates something else',
      python('a: str', 'helper("1")\nreturn a', 'def helper(x):\n    return eval(x)'),
      { latitude: 'parameterised' },
    ],
    [
      'helpers that call each other for ever',
      python('a: str', 'return p(a)', 'def p(x):\n    return q(x)\ndef q(x):\n    return p(x)'),
      { latitude: 'parameterised', sinksResolved: true },
    ],
    [
      'a page of a fixed host',
      python('a: str', 'return requests.get(f"https://api.example.com/{a}").json()'),
      { egress: 'fixed', egressHosts: ['api.example.com'] },
    ],
    [
      'a page of any host',
      python('a: str', 'return requests.get(a).text'),
      { egress: 'any', returnsUntrusted: true },
    ],
    [
      'a host that the caller chooses',
      python('a: str', 'return requests.get(f"https://{a}/x").text'),
      { egress: 'any' },
    ],
    [
      'a host from the environment',
      python('a: str', 'return requests.get(os.environ["BASE"] + "/x").text'),
      { egress: undefined, returnsUntrusted: undefined },
    ],
    [
      'a posted text',
      python('a: str', 'httpx.post("https://hooks.example.com/x", json={"text": a})'),
      { egress: 'fixed', effects: ['sends'] },
    ],
    [
      'a file that the caller names',
      python('a: str', 'return open(a).read()'),
      { latitude: 'parameterised', sinksResolved: false },
    ],
    [
      'a fixed file',
      python('a: str', 'return json.load(open("data.json"))[a]'),
      { sinksResolved: true, effects: ['reads'] },
    ],
    [
      'a bucket that the caller names',
      python('a: str', 'return boto3.client("s3").get_object(Bucket=a, Key="k")'),
      { sinksResolved: false },
    ],
    [
      'a constant table that is looked up',
      python('a: str', 'return TABLE.get(a)', 'TABLE = {"x": 1}'),
      { sinksResolved: true, egress: 'none' },
    ],
    [
      'a record that is made of what is given',
      python(
        'a: str',
        'return Row(a=a)',
        'from pydantic import BaseModel\nclass Row(BaseModel):\n    a: str',
      ),
      { sinksResolved: true },
    ],
    [
      'pieces of what is given, one by one',
      python('a: str', 'return [line.strip() for line in a.splitlines()]'),
      { sinksResolved: true },
    ],
    [
      'something unknown',
      python('a: str', 'return mystery.run(a)', 'import mystery'),
      { sinksResolved: false, egress: undefined },
    ],
    [
      'a context that the framework gives',
      python('ctx: Context', 'return 1', 'from mcp.server.fastmcp import Context'),
      { latitude: 'fixed' },
    ],
  ] as const)('Python: %s', async (_why, files, expected) => {
    const found = await attributesOf(files);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as never]]))).toEqual(
      expected,
    );
  });

  it.each([
    ['eval of an argument', typescript('{ a }', 'return eval(a);'), { latitude: 'arbitrary' }],
    [
      'a new function of an argument',
      typescript('{ a }', 'return new Function(a)();'),
      { latitude: 'arbitrary' },
    ],
    [
      'a shell line with an argument inside',
      typescript('{ a }', 'exec(`ls ${a}`);'),
      { latitude: 'arbitrary' },
    ],
    [
      'a fixed program with an argument',
      typescript('{ a }', "execFile('git', ['log', a]);"),
      { latitude: 'parameterised' },
    ],
    ['spawn of what is given', typescript('{ a }', 'spawn(a, []);'), { latitude: 'arbitrary' }],
    [
      'spawn with a shell',
      typescript('{ a }', "spawn('ls', [a], { shell: true });"),
      { latitude: 'arbitrary' },
    ],
    ['vm of what is given', typescript('{ a }', 'return vm.runInNewContext(a);'), { latitude: 'arbitrary' }],
    [
      'a statement that is given',
      typescript(
        '{ a }',
        'return (await pool.query(a)).rows;',
        "const pool = new pg.Pool({ connectionString: 'postgres://u@h.example/d' });",
      ),
      { latitude: 'query' },
    ],
    [
      'a bound argument',
      typescript(
        '{ a }',
        "return (await pool.query('select $1', [a])).rows;",
        "const pool = new pg.Pool({ connectionString: 'postgres://u@h.example/d' });",
      ),
      { latitude: 'parameterised', sinksResolved: true },
    ],
    [
      'a file that the caller names',
      typescript('{ a }', "return fs.readFileSync(a, 'utf8');"),
      { sinksResolved: false },
    ],
    ['the whole input as one name', typescript('input', 'return eval(input.a);'), { latitude: 'arbitrary' }],
    [
      'a callback over what is given',
      typescript('{ a }', "return a.split(',').map((one) => eval(one));"),
      { latitude: 'arbitrary' },
    ],
    [
      'a client with a base address',
      typescript(
        '{ a }',
        'return (await api.get(`/x/${a}`)).data;',
        "const api = axios.create({ baseURL: 'https://api.example.com' });",
      ),
      { egress: 'fixed', egressHosts: ['api.example.com'] },
    ],
    [
      'an address made by URL',
      typescript('{ a }', "return (await fetch(new URL(`/x/${a}`, 'https://api.example.com'))).text();"),
      { egress: 'fixed', egressHosts: ['api.example.com'] },
    ],
    [
      'a post',
      typescript('{ a }', "await fetch('https://hooks.example.com', { method: 'POST', body: a });"),
      { effects: ['sends'], egress: 'fixed' },
    ],
    ['nothing used', typescript('', 'return 1;'), { latitude: 'fixed' }],
  ] as const)('TypeScript: %s', async (_why, files, expected) => {
    const found = await attributesOf(files);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as never]]))).toEqual(
      expected,
    );
  });
});
