import { describe, expect, it } from 'vitest';
import { latitudeOf, python, typescript } from './probed-tool.ts';

const INNER = 'import httpx\ndef one(x):\n    return x\ndef inner(f, x):\n    return f(x)';

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
    [
      'what a package calls its settings, to a log',
      python(
        'logging.info("%s %s", a, settings)\nreturn a',
        'import logging\nfrom acme_engine import settings',
      ),
    ],
    ['a function of the program, called there', python('return inner(one, a)', INNER)],
    ['a request, called there', python('return inner(httpx.get, "https://api.example.com/" + a)', INNER)],
  ])('Python: %s, handed over, is parameterised', async (_why, texts) => {
    expect(await latitudeOf(texts)).toBe('parameterised');
  });

  it.each([
    ['a constructor', typescript("return a.split(',').filter(Boolean).map(Number);")],
    ['a function of the program', typescript('return [a].map(one);', 'const one = (x: string) => x;')],
    ['a timer', typescript('await new Promise((resolve) => setTimeout(resolve, 10)); return a;')],
    ['a module that is pure', typescript("return require('path').basename(a);")],
    [
      'a request, to a client of a package',
      typescript('new Client(fetch); return a;', "import { Client } from '@acme/engine';"),
    ],
    [
      'a request, to a client of a package in its options',
      typescript('new Client({ fetch }); return a;', "import { Client } from '@acme/engine';"),
    ],
    [
      'a request, called by a function of the program',
      typescript(
        'return inner({ get: fetch, path: a });',
        "const inner = ({ get, path }: any) => get('https://api.example.com/' + path);",
      ),
    ],
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
    [
      'by a function of the program',
      python('return inner(os.system, a)', 'import os\ndef inner(f, x):\n    return f(x)'),
    ],
    [
      'by a function of the program from a table',
      typescript(
        'return inner({ handler: exec, given: a });',
        "import { exec } from 'node:child_process';\nconst inner = ({ handler, given }: any) => handler(given);",
      ),
    ],
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

  it.each([
    ['matches', 'return /x+/.exec(a);', ''],
    ['is told whether it matches', 'return /x+/.test(a);', ''],
    ['is named in its module', 'return RE.exec(a);', 'const RE = /[/\'"]x+\\//gu;'],
    ['is longer than what is kept of it', 'return RE.exec(a);', `const RE = /${'(ab|cd)+'.repeat(20)}/;`],
    [
      'is handed to a function',
      'return match(/x/, a);',
      'const match = (re: RegExp, s: string) => re.exec(s);',
    ],
    [
      'is one of several',
      'for (const re of [/x/, /y/]) { const m = re.exec(a); if (m) return m[1]; } return 1;',
      '',
    ],
    ['is made of a text', "return new RegExp('x').exec(a);", ''],
  ])('runs nothing with a regular expression that %s', async (_why, body, before) => {
    expect(await latitudeOf(typescript(body, before))).toBe('parameterised');
  });

  it.each([
    ['only computes', 'export function run(x: string) { return x.trim(); }', 'parameterised'],
    [
      'starts programs',
      "import { execSync } from 'node:child_process';\nexport function run(x: string) { return execSync(x); }",
      'arbitrary',
    ],
  ])('follows a module of the program that is required in place and %s', async (_why, local, latitude) => {
    const required = { ...typescript("return require('./local').run(a);"), 'local.ts': local };
    expect(await latitudeOf(required)).toBe(latitude);
    const imported = { ...typescript("return (await import('./local')).run(a);"), 'local.ts': local };
    expect(await latitudeOf(imported)).toBe(latitude);
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
