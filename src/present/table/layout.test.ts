import { describe, expect, it } from 'vitest';
import { columns, labelled, wrap } from './layout.ts';
import { PLAIN } from './painter.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:support-chatbot';

describe('wrap', () => {
  it.each([
    { why: 'a line that fits', text: 'one two', width: 40, lines: ['one two'] },
    {
      why: 'words beyond the width',
      text: 'one two three four five',
      width: 16,
      lines: ['one two three', 'four five'],
    },
    { why: 'nothing', text: '', width: 40, lines: [] },
    { why: 'runs of white space', text: ' a \n b ', width: 40, lines: ['a b'] },
  ])('gives $lines for $why', ({ text, width, lines }) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('breaks a word that is longer than the line, and loses no character of it', () => {
    const lines = wrap(`in ${ARN} now`, 30);
    expect(lines.every((line) => line.length <= 30)).toBe(true);
    expect(lines.join('').replaceAll(' ', '')).toBe(`in${ARN}now`);
  });
});

describe('labelled', () => {
  it('indents what wraps under the text, not under the label', () => {
    const lines = labelled('fix', 'take the tool away from the agent', 2, 6, 30, PLAIN);
    expect(lines[0]).toBe('  fix   take the tool away');
    expect(lines[1]).toBe('        from the agent');
  });
});

describe('columns', () => {
  const rows = [
    [{ text: 'store' }, { text: 'may' }],
    [
      { text: 'bucket fennelrook-analytics-events' },
      { text: 'read under conditions by support-chatbot-app' },
    ],
  ];

  it.each([80, 60, 50])('keeps every row inside %i columns', (width) => {
    expect(columns(rows, 2, width, PLAIN).every((line) => line.length <= width)).toBe(true);
  });

  it('cuts nothing off', () => {
    const [, ...body] = columns(rows, 0, 40, PLAIN);
    const half = Math.max(...body.map((line) => line.search(/\s{2,}\S/)).filter((at) => at > 0));
    const first = body.map((line) => line.slice(0, half).trim()).join('');
    expect(first.replaceAll(' ', '')).toContain('analytics-events');
  });
});
