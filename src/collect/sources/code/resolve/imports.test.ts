import { describe, expect, it } from 'vitest';
import { probed, python, spelt, typescript } from './probed-program.ts';

describe('TypeScript', () => {
  it.each([
    ['a relative import', `import { M } from './c'; probe(M)`, { 'app/c.ts': `export const M = 'a'` }, '"a"'],
    [
      'an import with the extension of the output',
      `import { M } from './c.js'; probe(M)`,
      { 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'an index file',
      `import { M } from './c'; probe(M)`,
      { 'app/c/index.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'a renamed export',
      `import { N } from './c'; probe(N)`,
      { 'app/c.ts': `const M = 'a'; export { M as N }` },
      '"a"',
    ],
    ['a default export', `import m from './c'; probe(m)`, { 'app/c.ts': `export default 'a'` }, '"a"'],
    [
      'a named default export',
      `import m from './c'; probe(m)`,
      { 'app/c.ts': `const x = 'a'; export default x` },
      '"a"',
    ],
    [
      'a namespace import',
      `import * as c from './c'; probe(c.M)`,
      { 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'a re-export',
      `import { N } from './i'; probe(N)`,
      { 'app/i.ts': `export { M as N } from './c'`, 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'a star re-export',
      `import { M } from './i'; probe(M)`,
      { 'app/i.ts': `export * from './c'`, 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'a namespace re-export',
      `import { c } from './i'; probe(c.M)`,
      { 'app/i.ts': `export * as c from './c'`, 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'an import that is passed on',
      `import { N } from './i'; probe(N)`,
      { 'app/i.ts': `import { M } from './c'; export { M as N }`, 'app/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    ['CommonJS exports', `import { M } from './c'; probe(M)`, { 'app/c.js': `exports.M = 'a'` }, '"a"'],
    [
      'CommonJS module.exports',
      `const { M } = require('./c'); probe(M)`,
      { 'app/c.js': `const M = 'a'; module.exports = { M }` },
      '"a"',
    ],
    [
      'tsconfig paths',
      `import { M } from '@/c'; probe(M)`,
      {
        'tsconfig.json': `{ // c\n"compilerOptions": { "paths": { "@/*": ["./lib/*"] }, }, }`,
        'lib/c.ts': `export const M = 'a'`,
      },
      '"a"',
    ],
    [
      'tsconfig paths of a base',
      `import { M } from '~c'; probe(M)`,
      {
        'app/tsconfig.json': `{ "extends": "../base" }`,
        'base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "~c": ["lib/c.ts"] } } }`,
        'lib/c.ts': `export const M = 'a'`,
      },
      '"a"',
    ],
    [
      'a base URL',
      `import { M } from 'lib/c'; probe(M)`,
      { 'tsconfig.json': `{ "compilerOptions": { "baseUrl": "." } }`, 'lib/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      '@/ without a tsconfig',
      `import { M } from '@/c'; probe(M)`,
      { 'package.json': '{}', 'src/c.ts': `export const M = 'a'` },
      '"a"',
    ],
    [
      'a package of the repository',
      `import { M } from '@acme/c'; probe(M)`,
      {
        'packages/c/package.json': `{ "name": "@acme/c" }`,
        'packages/c/src/index.ts': `export const M = 'a'`,
      },
      '"a"',
    ],
    [
      'an environment variable in another file',
      `import { c } from './c'; probe(c.model)`,
      { 'app/c.ts': `export const c = { model: process.env.M ?? 'a' }` },
      'env M or "a"',
    ],
    [
      'a class in another file',
      `import { C } from './c'; probe(new C().m)`,
      { 'app/c.ts': `export class C { m = 'a' }` },
      '"a"',
    ],
    [
      'a package symbol that is passed on',
      `import { tool } from './c'; probe(tool)`,
      { 'app/c.ts': `export { tool } from 'ai'` },
      'ai#tool',
    ],
    [
      'a package that is passed on whole',
      `import { tool } from './c'; probe(tool)`,
      { 'app/c.ts': `export * from 'ai'` },
      'ai#tool',
    ],
    [
      'a cycle of re-exports',
      `import { M } from './c'; probe(M)`,
      { 'app/c.ts': `export * from './d'`, 'app/d.ts': `export * from './c'` },
      'unresolved',
    ],
    ['an import out of the target', `import { M } from '../../c'; probe(M)`, {}, 'unresolved'],
  ] as const)('follows %s across files', async (_why, text, others, expected) => {
    const program = await typescript(text, others);
    expect(spelt(program.resolver.value(probed(program)))).toBe(expected);
  });
});

describe('Python', () => {
  it.each([
    ['a relative import', `from .c import M\nprobe(M)`, { 'app/c.py': 'M = "a"' }, '"a"'],
    [
      'a relative module',
      `from . import c\nprobe(c.M)`,
      { 'app/c.py': 'M = "a"', 'app/__init__.py': '' },
      '"a"',
    ],
    ['a relative import from above', `from ..c import M\nprobe(M)`, { 'c.py': 'M = "a"' }, '"a"'],
    ['a sibling of a script', `from c import M\nprobe(M)`, { 'app/c.py': 'M = "a"' }, '"a"'],
    ['an absolute import from the root', `from app.c import M\nprobe(M)`, { 'app/c.py': 'M = "a"' }, '"a"'],
    [
      'a distribution that another folder of the repository holds',
      `from my_pkg.c import M\nprobe(M)`,
      {
        'api/pyproject.toml': '[project]\nname = "my-pkg"\n',
        'api/src/my_pkg/c.py': 'M = "a"',
        'api/src/my_pkg/__init__.py': '',
      },
      '"a"',
    ],
    [
      'a package of another folder that no manifest names',
      `from other.c import M\nprobe(M)`,
      { 'api/src/other/c.py': 'M = "a"', 'api/src/other/__init__.py': '' },
      'other.c.M',
    ],
    ['an absolute import below src', `from pkg.c import M\nprobe(M)`, { 'src/pkg/c.py': 'M = "a"' }, '"a"'],
    [
      'a module by its full name',
      `import app.c\nprobe(app.c.M)`,
      { 'app/c.py': 'M = "a"', 'app/__init__.py': '' },
      '"a"',
    ],
    [
      'a module of a folder without __init__',
      `import app.c\nprobe(app.c.M)`,
      { 'app/c.py': 'M = "a"' },
      '"a"',
    ],
    [
      'what __init__ passes on',
      `from pkg import M\nprobe(M)`,
      { 'app/pkg/__init__.py': 'from .c import N as M', 'app/pkg/c.py': 'N = "a"' },
      '"a"',
    ],
    ['a star import', `from c import *\nprobe(M)`, { 'app/c.py': 'M = "a"' }, '"a"'],
    [
      'a settings instance',
      `from c import settings\nprobe(settings.model)`,
      { 'app/c.py': 'class S:\n  model = "a"\nsettings = S()' },
      '"a"',
    ],
    [
      'a constant by a chain of files',
      `from c import M\nprobe(M)`,
      { 'app/c.py': 'from d import M', 'app/d.py': 'import os\nM = os.getenv("M", "a")' },
      'env M or "a"',
    ],
    [
      'a local package that is called like a library',
      `from agents import Agent\nprobe(Agent)`,
      { 'app/agents/__init__.py': 'class Agent: pass' },
      'class Agent',
    ],
    [
      'a library symbol that a local module passes on',
      `from c import Agent\nprobe(Agent)`,
      { 'app/c.py': 'from agents import Agent' },
      'agents.Agent',
    ],
    [
      'a library past a sibling in a package that is called like it',
      `from agents import Agent\nprobe(Agent)`,
      { 'app/__init__.py': '', 'app/agents.py': 'class Agent: pass' },
      'agents.Agent',
    ],
    [
      'the root past a sibling in a nested package',
      `from app.sub.x import M\nprobe(M)`,
      {
        'app/__init__.py': '',
        'app/sub/__init__.py': '',
        'app/sub/x.py': 'from c import M',
        'app/sub/c.py': 'M = "b"',
        'c.py': 'M = "a"',
      },
      '"a"',
    ],
    [
      'a sibling of a script in a package',
      `from c import M\nprobe(M)`,
      { 'app/__init__.py': '', 'app/c.py': 'M = "a"' },
      '"a"',
    ],
    [
      'a library from a script that is called like it',
      `from agents import Agent\nprobe(Agent)`,
      { 'app/agents.py': 'from agents import Agent' },
      'agents.Agent',
    ],
    [
      'a cycle of imports',
      `from c import M\nprobe(M)`,
      { 'app/c.py': 'from d import M', 'app/d.py': 'from c import M' },
      'unresolved',
    ],
  ] as const)('follows %s across files', async (_why, text, others, expected) => {
    const program = await python(text, others);
    expect(spelt(program.resolver.value(probed(program)))).toBe(expected);
  });
});
