import { describe, expect, it } from 'vitest';
import { latitudeOf, python, typescript } from './probed-tool.ts';

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
