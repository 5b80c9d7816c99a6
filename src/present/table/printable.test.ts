import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  { why: 'plain text', text: 'agent support, 3 °C, 日本, 🤖\n', shown: 'agent support, 3 °C, 日本, 🤖\n' },
  { why: "a stranger's colours", text: 'a\u001b[2mdim\u001b[22m', shown: 'a\\u001b[2mdim\\u001b[22m' },
  { why: 'a cleared screen', text: 'evil\u001b[2Jname', shown: 'evil\\u001b[2Jname' },
  {
    why: 'a title and a clipboard',
    text: '\u001b]0;x\u0007\u001b]52;c;eA==\u0007',
    shown: '\\u001b]0;x\\u0007\\u001b]52;c;eA==\\u0007',
  },
  { why: 'hidden text', text: '\u001b[8mFIX NOW', shown: '\\u001b[8mFIX NOW' },
  { why: 'eight-bit controls', text: 'a\u009b2Jb', shown: 'a\\u009b2Jb' },
  { why: 'a returned carriage', text: 'bad\rgood', shown: 'bad\\u000dgood' },
  { why: 'text that is turned around', text: 'a\u202egnp.exe', shown: 'a\\u202egnp.exe' },
])('lets through or shows $why', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
});

it('lets the colours of this run through, and those of strangers beside them not', () => {
  const mark = '\u0000mark-of-this-run';
  expect(printable(`${mark}[31mhigh \u001b[2m${mark}[39m \u0000mark`, { mark })).toBe(
    '\u001b[31mhigh \\u001b[2m\u001b[39m \\u0000mark',
  );
});
