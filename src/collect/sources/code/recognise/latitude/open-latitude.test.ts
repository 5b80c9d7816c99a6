import { describe, expect, it } from 'vitest';
import { attributesOf, latitudeOf, python, typescript } from './probed-tool.ts';

it('keeps what is sure where more may be possible', async () => {
  const texts = python(
    'sqlite3.connect("a.db").execute(a)\nreturn run(a)',
    'import sqlite3\nfrom acme_engine import run',
  );
  expect(await attributesOf(texts)).toMatchObject({ latitudeAtLeast: 'query' });
  expect(await latitudeOf(texts)).toBeUndefined();
});

it('says no more of what is known to be all', async () => {
  const attributes = await attributesOf(
    python('return sqlite3.connect("a.db").execute(a)', 'import sqlite3'),
  );
  expect(attributes).toMatchObject({ latitude: 'query' });
  expect(attributes).not.toHaveProperty('latitudeAtLeast');
});

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
    [
      "a package's function that sorts by it",
      python('return sorted([a], key=rank)', 'from acme_engine import rank'),
    ],
    [
      "a package's function for what is not JSON",
      python('return json.dumps(a, default=encode)', 'import json\nfrom acme_engine import encode'),
    ],
    [
      "a package's function that replaces",
      python('return re.sub("x", repl, a)', 'import re\nfrom acme_engine import repl'),
    ],
    [
      'a function that is imported from nowhere',
      python('return max([a], key=rank)', 'from .engine import rank'),
    ],
    [
      'a function that runs commands, in a table',
      python('return run_all({"handler": os.system})', 'import os\nfrom acme_engine import run_all'),
    ],
    [
      'a function that runs commands, in a table with a name',
      python(
        'table = {"handler": os.system}\nreturn run_all(table)',
        'import os\nfrom acme_engine import run_all',
      ),
    ],
    [
      'a function that runs commands, in a list over which a function runs',
      python('return list(map(lambda f: f(a), [os.system]))', 'import os'),
    ],
    [
      'a function that runs commands, kept by a class of the program',
      python(
        'return Box(os.system).go(a)',
        'import os\nclass Box:\n    def __init__(self, f):\n        self.f = f\n    def go(self, x):\n        return self.f(x)',
      ),
    ],
    [
      'a function that runs commands, given back inside another',
      python(
        'return make(os.system)(a)',
        'import os\ndef make(f):\n    def inner(x):\n        return f(x)\n    return inner',
      ),
    ],
    [
      'a function that runs commands, handed on to an unknown method',
      python(
        'return inner(os.system, a, pool)',
        'import os\ndef inner(f, x, pool):\n    return pool.later(f)',
        {},
        'a: str, pool: object',
      ),
    ],
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
      "a package's function that sorts by it",
      typescript('return a.split(",").sort(rank);', "import { rank } from '@acme/engine';"),
    ],
    [
      "a package's function of a JSON text",
      typescript('return JSON.parse(a, revive);', "import { revive } from '@acme/engine';"),
    ],
    [
      'a function that starts programs, in an object',
      typescript(
        'return run({ handler: exec });',
        "import { run } from '@acme/engine';\nimport { exec } from 'node:child_process';",
      ),
    ],
    [
      'a function that starts programs, in an object inside a list',
      typescript(
        'return run([{ on: { done: exec } }]);',
        "import { run } from '@acme/engine';\nimport { exec } from 'node:child_process';",
      ),
    ],
    [
      'a function that starts programs, in a list that is gone through',
      typescript('return [exec].map((f) => f(a));', "import { exec } from 'node:child_process';"),
    ],
    ['a module that is not there, required in place', typescript("return require('./missing').run(a);")],
    [
      'a method of a package that was handed a fetch',
      typescript('return new Client(fetch).get(a);', "import { Client } from '@acme/engine';"),
    ],
    [
      'a method that is called exec, of what is no expression',
      typescript('return thing.exec(a);', "import { thing } from '@acme/engine';"),
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
