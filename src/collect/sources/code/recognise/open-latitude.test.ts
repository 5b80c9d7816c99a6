import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../files-of-texts.ts';
import { plantedInspector } from '../../../planted-inspector.ts';
import { code } from '../index.ts';

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
