import { describe, expect, it } from 'vitest';
import { probed, python, spelt, typescript } from './probed-program.ts';

describe('TypeScript', () => {
  it.each([
    ['a constant', `const m = 'gpt'; probe(m)`, '"gpt"'],
    ['a constant of a constant', `const a = 'gpt'; const b = a; probe(b)`, '"gpt"'],
    ['a constant that is asserted and awaited', `const a = ('gpt' as const)!; probe(await a)`, '"gpt"'],
    ['a number, a negative number', `const a = -3; probe(a)`, '-3'],
    ['an escaped string', String.raw`probe('a\n\u0041\x42\u{43}\'')`, String.raw`"a\nABC'"`],
    ['a template of constants', 'const v = 4; probe(`gpt-${v}o`)', '"gpt-4o"'],
    ['a sum of strings', `const v = '4o'; probe('gpt' + '-' + v)`, '"gpt-4o"'],
    [
      'a template with an unknown piece',
      'function f(x: string) { probe(`a ${x} b`) }',
      'text "a " + parameter x + " b"',
    ],
    ['a name that is set twice', `let m = 'a'; if (q) m = 'b'; probe(m)`, 'either "a" | "b"'],
    [
      'a name that another function sets',
      `let m = 'a'; function s() { m = 'b' } probe(m)`,
      'either "a" | "b"',
    ],
    ['a name that is set twice to the same', `let m = 'a'; m = 'a'; probe(m)`, '"a"'],
    ['an inner name, not the outer', `const m = 'a'; function f() { const m = 'b'; probe(m) }`, '"b"'],
    ['an outer name', `const m = 'a'; function f() { const n = 'b'; return () => probe(m) }`, '"a"'],
    ['a parameter with a default', `function f(m = 'a') { probe(m) }`, 'parameter m = "a"'],
    ['an environment variable', `probe(process.env.MODEL)`, 'env MODEL'],
    ['an environment variable by key', `probe(process.env['MODEL'])`, 'env MODEL'],
    ['an environment variable with ??', `const m = process.env.MODEL ?? 'a'; probe(m)`, 'env MODEL or "a"'],
    ['an environment variable with ||', `const d = 'a'; probe(process.env.MODEL || d)`, 'env MODEL or "a"'],
    [
      'an environment variable, destructured',
      `const { MODEL = 'a' } = process.env; probe(MODEL)`,
      'env MODEL or "a"',
    ],
    ['an environment variable of Deno', `probe(Deno.env.get('MODEL'))`, 'env MODEL'],
    ['an environment variable by constant name', `const n = 'MODEL'; probe(process.env[n])`, 'env MODEL'],
    ['an object member', `const c = { model: 'a' }; probe(c.model)`, '"a"'],
    ['a nested object member', `const c = { a: { 'b-c': 'x' } }; probe(c.a['b-c'])`, '"x"'],
    ['an object member from a spread', `const b = { m: 'a' }; const c = { ...b, n: 1 }; probe(c.m)`, '"a"'],
    ['an object member set afterwards', `const c = { m: 'a' }; c.m = 'b'; probe(c.m)`, 'either "a" | "b"'],
    ['a destructured member', `const { a: { b: m } } = { a: { b: 'x' } }; probe(m)`, '"x"'],
    ['a destructured item past a hole', `const [, m] = ['a', 'b']; probe(m)`, '"b"'],
    ['an item of a list', `const l = ['a', 'b']; probe(l[1])`, '"b"'],
    ['an enum member', `enum M { A = 'a', B = 3, C } probe(M.C)`, '4'],
    ['an alternative', `probe(q ? 'a' : 'b')`, 'either "a" | "b"'],
    ['a class field', `class A { m = 'a'; f() { probe(this.m) } }`, '"a"'],
    [
      'a field set by the constructor',
      `class A { m; constructor() { this.m = 'a' } f() { probe(this.m) } }`,
      '"a"',
    ],
    ['a static field', `class A { static M = 'a' } probe(A.M)`, '"a"'],
    ['a field of a base class', `class B { m = 'a' } class A extends B { f() { probe(this.m) } }`, '"a"'],
    ['a member of an instance', `class A { m = 'a' } const x = new A(); probe(x.m)`, '"a"'],
    [
      'a parameter property',
      `class A { constructor(private m = 'a') {} f() { probe(this.m) } }`,
      'parameter m = "a"',
    ],
    ['a factory that returns one thing', `function make() { return 'a' } probe(make())`, '"a"'],
    ['a factory that returns a call', `function make(x) { return foo(x) } probe(make('a'))`, 'call in place'],
    ['a factory that is an arrow function', `const make = () => 'a'; probe(make())`, '"a"'],
    [
      'a factory with two returns',
      `function make() { if (q) return 'a'; return 'b' } probe(make())`,
      'either "a" | "b"',
    ],
    [
      'a factory with two returns of which one is not known',
      `function make(x) { if (q) return 'a'; return x } probe(make())`,
      'either "a" | call in place',
    ],
    ['a map by key', `const m = new Map([['a', 'x'], ['b', 'y']]); probe(m.get('b'))`, '"y"'],
    ['a table by a key that is not known', `const t = { a: 'x', b: 'y' }; probe(t[k])`, 'either "x" | "y"'],
    ['a table that is not known whole', `const t = { a: 'x', ...u }; probe(t[k])`, 'unresolved'],
    ['a loop variable', `for (const m of ['x', 'y']) probe(m)`, 'either "x" | "y"'],
    ['a loop over pairs', `for (const [k, m] of Object.entries({ a: 'x' })) probe(m)`, '"x"'],
    ['a loop over keys', `for (const k in { a: 'x' }) probe(k)`, 'unresolved'],
    ['a name that is nothing', `const a = b; const b = a; probe(a)`, 'unresolved'],
    ['a trimmed text', 'probe(` a `.trim())', '"a"'],
  ])('resolves %s', async (_why, text, expected) => {
    const program = await typescript(text);
    expect(program.gaps).toEqual([]);
    expect(spelt(program.resolver.value(probed(program)))).toBe(expected);
  });
});

describe('Python', () => {
  it.each([
    ['a constant', `M = "gpt"\nprobe(M)`, '"gpt"'],
    ['strings that stand together', `probe("a" 'b' r"\\n")`, String.raw`"ab\\n"`],
    ['an f-string', `V = 4\nprobe(f"gpt-{V}o {{x}}")`, '"gpt-4o {x}"'],
    ['an f-string with an unknown piece', `def f(x):\n  probe(f"a {x!r:>3}")`, 'text "a " + parameter x'],
    ['a percent format', `V = "4"\nprobe("gpt-%s" % V)`, '"gpt-4"'],
    ['a format call', `T = "gpt-{v}{}"\nprobe(T.format("o", v=4))`, '"gpt-4o"'],
    ['a name set in both branches', `if q:\n  M = "a"\nelse:\n  M = "b"\nprobe(M)`, 'either "a" | "b"'],
    ['a global set by a function', `M = "a"\ndef f():\n  global M\n  M = "b"\nprobe(M)`, 'either "a" | "b"'],
    ['a local that only looks like the global', `M = "a"\ndef f():\n  M = "b"\nprobe(M)`, '"a"'],
    ['a parameter with a default', `def f(m: str = "a"):\n  probe(m)`, 'parameter m = "a"'],
    ['os.getenv', `import os\nprobe(os.getenv("M"))`, 'env M'],
    ['os.getenv with a default', `import os\nD = "a"\nprobe(os.getenv("M", D))`, 'env M or "a"'],
    ['os.getenv by alias', `from os import getenv as g\nprobe(g("M", default="a"))`, 'env M or "a"'],
    ['os.environ', `import os\nprobe(os.environ["M"])`, 'env M'],
    ['os.environ.get with or', `from os import environ\nprobe(environ.get("M") or "a")`, 'env M or "a"'],
    ['a file of settings', `from dotenv import dotenv_values\nC = dotenv_values()\nprobe(C["M"])`, 'env M'],
    [
      'a file of settings by get',
      `import dotenv\nC = dotenv.dotenv_values(".env")\nprobe(C.get("M"))`,
      'env M',
    ],
    ['a dictionary item', `C = {"m": "a"}\nprobe(C["m"])`, '"a"'],
    ['a dictionary item by get', `C = {"m": "a"}\nprobe(C.get("m", "b"))`, '"a"'],
    ['a missing dictionary item', `C = {"m": "a"}\nprobe(C.get("n", "b"))`, '"b"'],
    ['a dictionary item set afterwards', `C = {}\nC["m"] = "a"\nprobe(C["m"])`, '"a"'],
    ['a loop variable', `for m in ["a", "b"]:\n  probe(m)`, 'either "a" | "b"'],
    ['a loop over a dictionary, which gives keys', `for m in {"a": "x"}:\n  probe(m)`, 'unresolved'],
    ['a loop over items', `for k, m in {"a": "x"}.items():\n  probe(m)`, '"x"'],
    ['a loop over what is not known', `def f(xs):\n  for m in xs: probe(m)`, 'unresolved'],
    [
      'a table by a key that is not known',
      `T = {"a": "x", "b": "y"}\nprobe(T.get(k, "z"))`,
      'either "x" | "y" | "z"',
    ],
    ['a tuple taken apart', `a, b = "x", "y"\nprobe(b)`, '"y"'],
    ['chained assignment', `a = b = "x"\nprobe(a)`, '"x"'],
    ['a walrus', `if (m := "a"): probe(m)`, '"a"'],
    ['a conditional', `probe("a" if q else "b")`, 'either "a" | "b"'],
    ['a class attribute', `class A:\n  m: str = "a"\nprobe(A.m)`, '"a"'],
    ['an attribute of an instance', `class A:\n  m: str = "a"\nx = A()\nprobe(x.m)`, '"a"'],
    ['an attribute given to the instance', `class A:\n  m: str = "a"\nx = A(m="b")\nprobe(x.m)`, '"b"'],
    [
      'an attribute set by __init__',
      `class A:\n  def __init__(this):\n    this.m = "a"\n  def f(self):\n    probe(self.m)`,
      '"a"',
    ],
    ['an attribute of a base class', `class B:\n  m = "a"\nclass A(B):\n  def f(self): probe(self.m)`, '"a"'],
    ['a factory', `def make():\n  return "a"\nprobe(make())`, '"a"'],
    ['a lambda', `make = lambda: "a"\nprobe(make())`, '"a"'],
    ['a dedented text', `from textwrap import dedent\nprobe(dedent("""a\n  b"""))`, String.raw`"a\nb"`],
    ['a subscript of a class of a library', `from agents import Agent\nprobe(Agent[int])`, 'agents.Agent'],
    ['a subscript of an own class', `class Box: pass\nprobe(Box[int])`, 'class Box'],
    ['a subscript of a table of a library', `from lib import SIZES\nprobe(SIZES[0])`, 'unresolved'],
    [
      'the value of an enum member',
      `from enum import Enum\nclass M(str, Enum):\n  A = "a"\nprobe(M.A.value)`,
      '"a"',
    ],
    ['the value of an attribute of a plain class', `class M:\n  A = "a"\nprobe(M.A.value)`, 'unresolved'],
    ['a name defined by itself', `a = a\nprobe(a)`, 'unresolved'],
  ])('resolves %s', async (_why, text, expected) => {
    const program = await python(text);
    expect(program.gaps).toEqual([]);
    expect(spelt(program.resolver.value(probed(program)))).toBe(expected);
  });
});
