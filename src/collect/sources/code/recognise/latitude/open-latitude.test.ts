import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

type Texts = Readonly<Record<string, string>>;

/** Of the one tool; undefined where nobody can say what influence over it yields. */
async function latitudeOf(texts: Texts): Promise<string | null | undefined> {
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const { facts } = await code.collect({ target, files: filesOf(texts), inspector: plantedInspector });
  const tools = facts.filter(
    (fact): fact is NodeFact<'tool'> => fact.fact === 'node' && fact.kind === 'tool',
  );
  expect(tools).toHaveLength(1);
  return tools[0]?.attributes.latitude;
}

function python(body: string, before = '', others: Texts = {}, signature = 'a: str'): Texts {
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

function typescript(body: string, before = ''): Texts {
  return {
    'tool.ts': `import { tool, generateText } from 'ai';
import * as z from 'zod';
${before}
export const t = tool({ description: 'd', inputSchema: z.object({ a: z.string() }), execute: async ({ a }) => { ${body} } });
`,
  };
}

describe('what is handed to code that nobody knows', () => {
  it.each([
    ['a function of a package', python('return run(a)', 'from acme_engine import run')],
    [
      'a method of an instance of a package',
      python('return Engine().run(command=a)', 'from acme_engine import Engine'),
    ],
    ['what was built of an argument', python('b = "x " + a\nreturn run(b)', 'from acme_engine import run')],
    [
      'what is spread',
      python('options = {"command": a}\nreturn run(**options)', 'from acme_engine import run'),
    ],
    [
      'a class of a package that is made with it',
      python('return Engine(a).result', 'from acme_engine import Engine'),
    ],
    [
      'a function that the body leads to',
      python('return inner(a)', 'from acme_engine import run\ndef inner(b):\n    return run(b)'),
    ],
    ['a module that is not there', python('return run(a)', 'from .engine import run')],
    [
      'a method of what a framework hands over',
      python('return session.run(a)', 'from acme_engine import Session', {}, 'a: str, session: Session'),
    ],
    [
      'a function that is chosen by its name',
      python('return getattr(engine, a)()', 'import acme_engine as engine'),
    ],
    [
      'a function of the language that is chosen by its name',
      python('run = getattr(os, a)\nreturn run("x")', 'import os'),
    ],
    ['a module that is chosen by its name', python('return importlib.import_module(a)', 'import importlib')],
    [
      "a package's function on a thread",
      python('return asyncio.to_thread(run, a)', 'import asyncio\nfrom acme_engine import run'),
    ],
    [
      'a function with arguments given before',
      python(
        'return functools.partial(subprocess.run, ["ls"], shell=True)(a)',
        'import functools, subprocess',
      ),
    ],
    [
      'a request whose arguments were given before',
      python(
        'return GET(a)',
        'import functools, acme_engine\nGET = functools.partial(acme_engine.run, mode="x")',
      ),
    ],
    [
      'a function that runs commands, handed to an unknown method',
      python('return pool.later(a, os.system)', 'import os', {}, 'a: str, pool: object'),
    ],
    ['a function that runs commands, as a keyword', python('return sorted([a], key=os.system)', 'import os')],
    [
      'a method of a package found by its name',
      python('return getattr(engine, "run")(a)', 'import acme_engine as engine'),
    ],
    ['a module of the program that is called as one of npm', python('return util.run(a)', 'import util')],
  ])('Python: %s leaves the latitude open', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBeUndefined();
  });

  it.each([
    ['a function of a package', typescript('return run(a);', "import { run } from '@acme/engine';")],
    [
      'a method of what is imported from nowhere',
      typescript('return engine.run(a);', "import { engine } from './engine';"),
    ],
    ['a module that is chosen by its name', typescript('return (await import(a)).run();')],
    ['a module that is required by its name', typescript('return require(a).run("x");')],
    ['a package that is required in place', typescript("return require('@acme/engine').run(a);")],
    ['a text that a timer runs', typescript('setTimeout(a, 10); return 1;')],
    [
      'a function of a package that runs on each',
      typescript('return [a].map(run);', "import { run } from '@acme/engine';"),
    ],
    [
      'a model with tools of its own',
      typescript(
        "return (await generateText({ model: 'openai/gpt-5', prompt: a, tools: given })).text;",
        "import { given } from '@acme/engine';",
      ),
    ],
  ])('TypeScript: %s leaves the latitude open', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBeUndefined();
  });
});

describe('what does not run what it is handed', () => {
  it.each([
    ['nothing that is chosen', python('run("report")\nreturn a', 'from acme_engine import run')],
    ['methods of a text', python('return a.strip().lower().split(",")')],
    [
      'json, dates and logs',
      python(
        'log.info("asked %s", a)\nreturn json.dumps({"a": a, "at": datetime.now().isoformat()})',
        'import json, logging\nfrom datetime import datetime\nlog = logging.getLogger("t")',
      ),
    ],
    [
      'the standard library',
      python(
        'return smtplib.SMTP("mail.example.com").sendmail("a@example.com", [a], "hello")',
        'import smtplib',
      ),
    ],
    [
      'a request to an address that is written down',
      python('return httpx.get("https://api.example.com/x", params={"q": a}).json()', 'import httpx'),
    ],
    [
      'a bound parameter of a statement',
      python('return sqlite3.connect("a.db").execute("select ?", (a,)).fetchall()', 'import sqlite3'),
    ],
    [
      'a data class of a protocol',
      python('return [types.TextContent(type="text", text=a)]', 'from mcp import types'),
    ],
    [
      'a client whose operations the catalogue knows',
      python('return TavilyClient().search(a)', 'from tavily import TavilyClient'),
    ],
    [
      'a table of functions of the program',
      python(
        'return RUN[a]("x")',
        'def one(x):\n    return x\ndef two(x):\n    return x + x\nRUN = {"one": one, "two": two}',
      ),
    ],
    ['an error that is raised with it', python('if not a:\n    raise ValueError(a)\nreturn 1')],
    [
      'a class of the program',
      python(
        'return Row(name=a).name',
        'from dataclasses import dataclass\n@dataclass\nclass Row:\n    name: str',
      ),
    ],
  ])('Python: %s is parameterised', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('parameterised');
  });

  it.each([
    [
      'a model without tools',
      typescript("return (await generateText({ model: 'openai/gpt-5', prompt: a })).text;"),
    ],
    [
      'columns and values',
      typescript(
        'return db.select().from(notes).where(eq(notes.id, a));',
        "import { eq } from 'drizzle-orm';\nimport { drizzle } from 'drizzle-orm/postgres-js';\nimport postgres from 'postgres';\nimport { notes } from '@acme/schema';\nconst db = drizzle(postgres(process.env.URL ?? ''));",
      ),
    ],
    [
      'an error that was caught',
      typescript(
        'try { return JSON.parse(a); } catch (error) { return error.issues.map((one) => one.message + a); }',
      ),
    ],
  ])('TypeScript: %s is parameterised', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('parameterised');
  });

  it.each([
    ['a builtin as a key', python('return sorted(a.split(), key=len)')],
    ['a type over elements', python('return list(map(str, a.split()))')],
    ['a text for what is not JSON', python('return json.dumps({"a": a}, default=str)', 'import json')],
    ['a check of a type', python('return isinstance(a, dict)')],
    [
      'a check of a class that starts programs',
      python('return isinstance(a, subprocess.Popen)', 'import subprocess'),
    ],
    [
      'functions of the program that run together',
      python('return asyncio.gather(one(a))', 'import asyncio\nasync def one(x):\n    return x'),
    ],
    [
      'a function of the program on a thread',
      python('return asyncio.to_thread(one, a)', 'import asyncio\ndef one(x):\n    return x'),
    ],
    [
      'a pure function on a thread',
      python('return asyncio.to_thread(json.loads, a)', 'import asyncio, json'),
    ],
    [
      'a class of a package that checks',
      python('return json.loads(a, cls=Decoder)', 'import json\nfrom acme_engine import Decoder'),
    ],
    [
      'a constant of a package',
      python('return json.dumps(a, indent=INDENT)', 'import json\nfrom acme_engine import INDENT'),
    ],
    [
      'a program that is written down, on a thread',
      python('return asyncio.to_thread(subprocess.run, ["ls", a])', 'import asyncio, subprocess'),
    ],
    ['an attribute by its name', python('return getattr("x", "upper")() + a')],
  ])('Python: %s, handed over, is parameterised', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('parameterised');
  });

  it.each([
    ['a constructor', typescript("return a.split(',').filter(Boolean).map(Number);")],
    ['a function of the program', typescript('return [a].map(one);', 'const one = (x: string) => x;')],
    ['a timer', typescript('await new Promise((resolve) => setTimeout(resolve, 10)); return a;')],
    ['a module that is pure', typescript("return require('path').basename(a);")],
    ['a schema', typescript('return z.array(Row).parse([a]);', "import { Row } from '@acme/schema';")],
  ])('TypeScript: %s, handed over, is parameterised', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('parameterised');
  });

  it.each([
    [
      'on a thread',
      python('return asyncio.to_thread(subprocess.run, a, shell=True)', 'import asyncio, subprocess'),
    ],
    [
      'in an executor',
      python(
        'loop = asyncio.get_running_loop()\nreturn loop.run_in_executor(None, os.system, a)',
        'import asyncio, os',
      ),
    ],
    ['over a list', python('return list(map(os.system, [a]))', 'import os')],
    [
      'with arguments given before',
      python(
        'return RUN(a)',
        'import functools, subprocess\nRUN = functools.partial(subprocess.run, shell=True)',
      ),
    ],
    ['by its name', python('return getattr(os, "system")(a)', 'import os')],
    ['by its name, kept', python('run = getattr(os, "system")\nreturn run(a)', 'import os')],
    ['in place', typescript("return require('child_process').execSync(a);")],
    ['on each', typescript('return [a].map(eval);')],
    [
      'by reflection',
      typescript(
        'return Reflect.apply(cp.execSync, null, [a]);',
        "import * as cp from 'node:child_process';",
      ),
    ],
  ])('runs what the model chose where a function is called %s', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('arbitrary');
  });

  it('knows the worst even where something is open', async () => {
    const texts = python('eval(a)\nreturn run(a)', 'from acme_engine import run');
    expect(await latitudeOf(texts)).toBe('arbitrary');
  });

  it('follows every function of a table', async () => {
    const texts = python(
      'return RUN[a](a)',
      'def one(x):\n    return x\ndef two(x):\n    return eval(x)\nRUN = {"one": one, "two": two}',
    );
    expect(await latitudeOf(texts)).toBe('arbitrary');
  });
});
