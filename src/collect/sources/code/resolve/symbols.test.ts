import { describe, expect, it } from 'vitest';
import { probed, python, typescript } from './probed-program.ts';

describe('TypeScript', () => {
  it.each([
    ['a named import', `import { generateText } from 'ai'; probe(generateText)`, 'ai#generateText'],
    ['an alias', `import { generateText as g } from 'ai'; probe(g)`, 'ai#generateText'],
    ['a namespace', `import * as ai from 'ai'; probe(ai.generateText)`, 'ai#generateText'],
    ['a default import', `import OpenAI from 'openai'; probe(OpenAI)`, 'openai#default'],
    [
      'an instance',
      `import OpenAI from 'openai'; const c = new OpenAI(); probe(c.chat.create)`,
      'openai#default().chat.create',
    ],
    [
      'an instance in a field',
      `import { S } from 'ai'; class A { s = new S(); f() { probe(this.s.tool) } }`,
      'ai#S().tool',
    ],
    ['a parameter of a type', `import { S } from 'ai'; function f(s: S) { probe(s.tool) }`, 'ai#S().tool'],
    [
      'a provider called',
      `import { createOpenAI } from '@ai-sdk/openai'; const o = createOpenAI(); probe(o('gpt'))`,
      '@ai-sdk/openai#createOpenAI()()',
    ],
    ['a required module', `const { tool } = require('ai'); probe(tool)`, 'ai#tool'],
    ['a required namespace', `const x = require('ai'); probe(x.tool)`, 'ai#tool'],
    ['a module imported on demand', `const { tool } = await import('ai'); probe(tool)`, 'ai#tool'],
    ['a TypeScript require', `import x = require('ai'); probe(x.tool)`, 'ai#tool'],
    ['a constant for a symbol', `import { tool } from 'ai'; const t = tool; probe(t)`, 'ai#tool'],
    [
      'a symbol in a destructured namespace',
      `import * as ai from 'ai'; const { tool: t } = ai; probe(t)`,
      'ai#tool',
    ],
    [
      'a factory for an instance',
      `import { S } from 'ai'; const make = () => new S(); probe(make().run)`,
      'ai#S().run',
    ],
    ['a global', `probe(eval)`, 'globalThis#eval'],
    ['a local that has the same name', `import 'ai'; function tool() {} probe(tool)`, null],
    ['a member of a local', `const ai = { tool() {} }; probe(ai.tool)`, null],
  ])('names %s', async (_why, text, expected) => {
    const program = await typescript(text);
    expect(program.resolver.symbol(probed(program))?.qualified ?? null).toBe(expected);
  });
});

describe('Python', () => {
  it.each([
    ['a from-import', `from agents import Agent\nprobe(Agent)`, 'agents.Agent'],
    ['an alias', `from agents import Agent as A\nprobe(A)`, 'agents.Agent'],
    [
      'a module',
      `import langgraph.prebuilt\nprobe(langgraph.prebuilt.create_react_agent)`,
      'langgraph.prebuilt.create_react_agent',
    ],
    [
      'a module alias',
      `import langgraph.prebuilt as lp\nprobe(lp.create_react_agent)`,
      'langgraph.prebuilt.create_react_agent',
    ],
    [
      'an instance',
      `client = openai.OpenAI()\nprobe(client.chat.completions.create)`,
      'openai.OpenAI().chat.completions.create',
    ],
    [
      'an instance in an attribute',
      `class A:\n  def __init__(self): self.c = openai.OpenAI()\n  def f(self): probe(self.c.chat)`,
      'openai.OpenAI().chat',
    ],
    ['an instance from with', `with openai.OpenAI() as c:\n  probe(c.chat)`, 'openai.OpenAI().chat'],
    [
      'an annotated parameter',
      `from openai import OpenAI\ndef f(c: OpenAI | None): probe(c.chat)`,
      'openai.OpenAI().chat',
    ],
    [
      'the symbol of a method of a subclass',
      `class A(openai.OpenAI): pass\nprobe(A().chat)`,
      'openai.OpenAI().chat',
    ],
    ['an import inside a function', `def f():\n  from agents import Agent\n  probe(Agent)`, 'agents.Agent'],
    [
      'an import in try',
      `try:\n  from agents import Agent\nexcept ImportError:\n  Agent = None\nprobe(Agent)`,
      'agents.Agent',
    ],
    ['a star import', `from agents import *\nprobe(Agent)`, 'agents.Agent'],
    ['a builtin in spite of a star import', `from agents import *\nprobe(eval)`, 'builtins.eval'],
    ['a local of the same name', `class Agent: pass\nprobe(Agent)`, null],
  ])('names %s', async (_why, text, expected) => {
    const program = await python(text);
    expect(program.resolver.symbol(probed(program))?.qualified ?? null).toBe(expected);
  });
});
