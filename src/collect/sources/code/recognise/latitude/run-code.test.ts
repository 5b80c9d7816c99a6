import { describe, expect, it } from 'vitest';
import { attributesOf, typescript } from './probed-tool.ts';

const VM = "import vm from 'node:vm';";

describe('code that is put together of several arguments', () => {
  it.each([
    ['a body behind a parameter', typescript("return String(new Function('data', a)({}));")],
    ['the name of a parameter, whose default is code', typescript("return new Function(a, 'return 1')();")],
    ['what is spread', typescript("return new Function(...['x', a])();")],
    ['a body, without new', typescript("const f = Function('x', a);\nreturn f(1);")],
    ['a body, by the name of the global object', typescript("return globalThis.Function('x', a)();")],
    [
      'the body of an async function',
      typescript(
        "return new AsyncFunction('x', a)(1);",
        'const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;',
      ),
    ],
    ['a body that is compiled', typescript("return vm.compileFunction('return ' + a, ['x'])(1);", VM)],
    ['the parameters of what is compiled', typescript("return vm.compileFunction('return 1', [a])();", VM)],
  ])('%s is any code', async (_why, texts) => {
    expect(await attributesOf(texts)).toMatchObject({
      latitude: 'arbitrary',
      egress: 'any',
      executesIn: 'in-process',
    });
  });

  it.each([
    ['a function', typescript("return new Function('x', 'return x + 1')(a);")],
    ['a function that is compiled', typescript("return vm.compileFunction('return x', ['x'])(a);", VM)],
  ])('%s that is written down takes arguments', async (_why, texts) => {
    expect(await attributesOf(texts)).toMatchObject({ latitude: 'parameterised' });
  });

  it('leaves open what a body does that is not known', async () => {
    const texts = typescript("return new Function('x', process.env.BODY)(a);");
    expect(await attributesOf(texts)).not.toHaveProperty('latitude');
  });
});
