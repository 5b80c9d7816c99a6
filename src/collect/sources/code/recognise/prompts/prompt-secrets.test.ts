import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

type Texts = Readonly<Record<string, string>>;

/** What is said of the one prompt: a secret is in it, none is, or nobody can tell. */
async function verdictOn(texts: Texts): Promise<'secret' | 'none' | 'cannot tell'> {
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const { facts } = await code.collect({ target, files: filesOf(texts), inspector: plantedInspector });
  const prompts = facts.filter(
    (fact): fact is NodeFact<'prompt'> => fact.fact === 'node' && fact.kind === 'prompt',
  );
  expect(prompts).toHaveLength(1);
  const detectors = prompts[0]?.attributes.secretDetectors;
  return detectors === undefined ? 'cannot tell' : detectors === null ? 'none' : 'secret';
}

/** @param prompt An expression; `before` stands at the top of the module. */
function python(prompt: string, before = '', others: Texts = {}): Texts {
  const module = [
    'import os, json, requests',
    'from agents import Agent',
    before,
    `agent = Agent(name="a", instructions=${prompt})`,
    '',
  ];
  return { 'desk.py': module.join('\n'), ...others };
}

/** Inside a function, so that there are parameters and locals. */
function inFunction(signature: string, body: string, before = '', others: Texts = {}): Texts {
  const lines = [...body.split('\n'), 'return Agent(name="a", instructions=prompt)'].map(
    (line) => `    ${line}`,
  );
  const module = [
    'import os, json, requests',
    'from datetime import datetime',
    'from pathlib import Path',
    'from agents import Agent',
    before,
    `def build(${signature}):`,
    ...lines,
    '',
  ];
  return { 'desk.py': module.join('\n'), ...others };
}

function typescript(prompt: string, before = '', others: Texts = {}): Texts {
  return {
    'desk.ts': `import { readFileSync } from 'node:fs';
import { Agent } from '@openai/agents';
${before}
export const build = (input: { name: string; tools: { name: string }[] }, request: Request) =>
  new Agent({ name: 'a', instructions: ${prompt} });
`,
    ...others,
  };
}

const KEYS = { 'keys.py': 'KEY = "sk-notreal-1"\nHALF = "sk-notreal-"\n' };
const KEYS_TS = { 'keys.ts': "export const KEY = 'sk-notreal-1';\n" };

describe('a key that is written somewhere and ends in a prompt', () => {
  it.each([
    [
      'a template filled with a constant of another module',
      python('"Use {k}.".format(k=KEY)', 'from keys import KEY', KEYS),
    ],
    ['an f-string over a constant of another module', python('f"Use {KEY}."', 'from keys import KEY', KEYS)],
    [
      'a template and its constant in two modules',
      python('TEXT.format(k=keys.KEY)', 'import keys\nfrom texts import TEXT', {
        ...KEYS,
        'texts.py': 'TEXT = "Use {k} now."\n',
      }),
    ],
    [
      'a constant that a caller hands over',
      inFunction('key', 'prompt = f"Use {key}."', '', {
        ...KEYS,
        'main.py': 'import agents\nfrom desk import build\nfrom keys import KEY\nbuild(KEY)\n',
      }),
    ],
    [
      'a constant that a caller spreads',
      inFunction('key', 'prompt = f"Use {key}."', '', {
        ...KEYS,
        'main.py': 'import agents\nfrom desk import build\nfrom keys import KEY\nbuild(**{"key": KEY})\n',
      }),
    ],
    ['a default of a parameter', inFunction('key="sk-notreal-2"', 'prompt = f"Use {key}."')],
    ['a default of the environment', python("f\"Use {os.getenv('KEY', 'sk-notreal-2')}.\"")],
    [
      'what is added later',
      inFunction(
        'loud',
        'prompt = "Be kind."\nif loud:\n    prompt += f" Use {KEY}."',
        'from keys import KEY',
        KEYS,
      ),
    ],
    [
      'what is added where it is imported',
      python('TEXT', 'from texts import TEXT', {
        'texts.py': 'TEXT = "Be kind."\nTEXT += " Use sk-notreal-2."\n',
      }),
    ],
    [
      'lines that are appended',
      inFunction(
        '',
        'lines = ["Be kind."]\nlines.append(KEY)\nprompt = "\\n".join(lines)',
        'from keys import KEY',
        KEYS,
      ),
    ],
    [
      'a value of a dictionary that is printed',
      python('f"Settings: {json.dumps(SETTINGS)}"', 'SETTINGS = {"key": "sk-notreal-2"}'),
    ],
    [
      'what a function of the program gives back',
      python('f"Use {key()}."', 'from keys import KEY\ndef key():\n    return KEY', KEYS),
    ],
    [
      'one of the things that a loop goes over',
      inFunction(
        '',
        'prompt = "Keys:"\nfor one in ["none", KEY]:\n    prompt += one',
        'from keys import KEY',
        KEYS,
      ),
    ],
    [
      'an attribute of an instance',
      python(
        'f"Use {settings.key}."',
        'class Settings:\n    key: str = "sk-notreal-2"\nsettings = Settings()',
      ),
    ],
    ['a text in lower case', python('f"Use {KEY.lower()}."', 'from keys import KEY', KEYS)],
  ])('Python: %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('secret');
  });

  it.each([
    ['a constant of another module', typescript('`Use ${KEY}.`', "import { KEY } from './keys';", KEYS_TS)],
    [
      'a callback over what is given',
      typescript(
        '`Tools: ${input.tools.map((tool) => `${tool.name} ${KEY}`).join()}`',
        "import { KEY } from './keys';",
        KEYS_TS,
      ),
    ],
    [
      'an object as text',
      typescript('`Settings: ${JSON.stringify({ key: KEY })}`', "import { KEY } from './keys';", KEYS_TS),
    ],
    ['an alternative', typescript("`Use ${process.env.KEY ?? 'sk-notreal-3'}.`")],
  ])('TypeScript: %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('secret');
  });
});

describe('what arrives only while the program runs', () => {
  it.each([
    ['a parameter', inFunction('name', 'prompt = f"Help {name}."')],
    [
      'a parameter that callers fill with what is harmless',
      inFunction('name', 'prompt = f"Help {name}."\n', 'def main():\n    build("Ada")'),
    ],
    ['an attribute of the state', inFunction('state', 'prompt = "Help {n}.".format(n=state["user"].name)')],
    ['the day', inFunction('', 'prompt = f"Today is {datetime.now().strftime(\'%A %d\')}."')],
    [
      'what a service answers',
      inFunction(
        'city',
        'prompt = f"Weather: {requests.get(URL, params=dict(q=city)).json()[\'now\']}"',
        'URL = "https://weather.example.com"',
      ),
    ],
    [
      'a loop over what is given',
      inFunction(
        'names',
        'prompt = "Users:"\nfor number, name in enumerate(names):\n    prompt += f"{number + 1}. {name}"',
      ),
    ],
    [
      'lines of what is given',
      inFunction('names', 'prompt = "Users: " + ", ".join(f"- {name}" for name in names)'),
    ],
    ['a variable of the environment', python('f"Help {os.environ[\'TEAM\']}."')],
    ['arithmetic on what is given', inFunction('count', 'prompt = f"At most {count * 2 - 1} words."')],
    [
      'an error that was caught',
      inFunction('job', 'try:\n    job()\nexcept ValueError as error:\n    prompt = f"It failed: {error}"'),
    ],
    ['a method of an instance of a package', inFunction('', 'prompt = f"{Path.cwd().name}: {os.getcwd()}"')],
    [
      'a field of a class that is set when it is made',
      inFunction(
        '',
        'prompt = f"Help {User(name=input()).name}."',
        'from pydantic import BaseModel\nclass User(BaseModel):\n    name: str',
      ),
    ],
  ])('Python: no secret is written where a prompt holds %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('none');
  });

  it.each([
    ['a member of a parameter', typescript('`Help ${input.name}.`')],
    ['a list of what is given', typescript('`Tools: ${input.tools.map((tool) => tool.name).join(", ")}`')],
    ['the day', typescript('`Today is ${new Date().toLocaleDateString("en-GB")}.`')],
    ['a choice on what is given', typescript('input.name === "" ? "Be kind." : `Help ${input.name}.`')],
    [
      'a header of the request',
      typescript('`They come from ${request.headers.get("referer") ?? "nowhere"}.`'),
    ],
  ])('TypeScript: no secret is written where a prompt holds %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('none');
  });
});

describe('what is written and could not be read', () => {
  it.each([
    ['a constant of a module that is not there', python('f"Use {KEY}."', 'from .secret_keys import KEY')],
    ['a template filled with one', python('"Use {k}.".format(k=KEY)', 'from .secret_keys import KEY')],
    ['a function of a module that is not there', python('f"Use {key()}."', 'from .secret_keys import key')],
    ['a constant of a package that nobody knows', python('f"Use {KEY}."', 'from acme_settings import KEY')],
    ['a member of a module of one', python('f"Use {config.KEY}."', 'from acme import config')],
    [
      'a default of the environment that was not found',
      python('f"Use {os.getenv(\'KEY\', KEY)}."', 'from .secret_keys import KEY'),
    ],
    [
      'a constant that a caller could not be seen to hand over',
      inFunction('key', 'prompt = f"Use {key}."', '', {
        'main.py': 'import agents\nfrom desk import build\nfrom .secret_keys import KEY\nbuild(KEY)\n',
      }),
    ],
    ['a file', inFunction('', 'prompt = f"Rules: {Path(\'rules.md\').read_text()}"')],
    [
      'a file that was opened',
      inFunction('', 'with open("rules.md") as file:\n    rules = file.read()\nprompt = f"Rules: {rules}"'),
    ],
    [
      'what is parsed from a file',
      inFunction(
        '',
        'with open("rules.json") as file:\n    rules = json.load(file)\nprompt = f"Rules: {rules[\'all\']}"',
      ),
    ],
    ['a text turned around', python('f"Use {TEXT[::-1]}."', 'TEXT = "1-laertonks"')],
    [
      'an operation on a text that is not followed',
      python('f"Use {TEXT.translate(TABLE)}."', 'TEXT = "tl-opusfbm-2"\nTABLE = {}'),
    ],
    ['a product of texts', python('f"Use {TEXT * 2}."', 'TEXT = "sk-"')],
    [
      'a key handed to a call that may give it back',
      python('f"Use {unwrap(KEY)}."', 'from acme_vault import unwrap\nfrom keys import KEY', KEYS),
    ],
    ['the whole text from elsewhere', python('TEXT', 'from .texts import TEXT')],
    [
      'one of two texts that was not found',
      python('"Be kind." if os.getenv("KIND") else TEXT', 'from .texts import TEXT'),
    ],
    [
      'what is added later from elsewhere',
      inFunction('', 'prompt = "Be kind."\nprompt += MORE', 'from .texts import MORE'),
    ],
  ])('Python: nobody can tell of %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('cannot tell');
  });

  it.each([
    [
      'a constant of a module that is not there',
      typescript('`Use ${KEY}.`', "import { KEY } from './secret-keys';"),
    ],
    ['a file', typescript("`Rules: ${readFileSync('rules.md', 'utf8')}`")],
    [
      'a constant of a package that nobody knows',
      typescript('`Use ${KEY}.`', "import { KEY } from '@acme/settings';"),
    ],
  ])('TypeScript: nobody can tell of %s', async (_why, texts) => {
    expect(await verdictOn(texts)).toBe('cannot tell');
  });
});
