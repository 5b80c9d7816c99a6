import { describe, expect, it } from 'vitest';
import { latitudeOf, python, typescript } from './probed-tool.ts';

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
