import { describe, expect, it } from 'vitest';
import { inAscii } from './bundle-program.ts';

describe('the text of a bundle', () => {
  it.each([
    ['is left as it is where it is ASCII', 'f();\n  // so\n', 'f();\n  // so\n'],
    ['loses the characters of a comment', 'f();\n  // é…\n', 'f();\n  // ??\n'],
    ['loses those of a comment over several lines', '/**\n * 🙂 so\n */\n', '/**\n * ? so\n */\n'],
  ])('%s', (_what, text, expected) => {
    expect(inAscii(text)).toBe(expected);
  });

  it.each(['f(/é/);', "f('é'); // as esbuild never writes it", 'f(); // é'])('is refused with %s', (line) => {
    expect(() => inAscii(`// é\n${line}`)).toThrow('no ASCII');
  });
});
