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
    {
      why: 'a path, behind a folder and not before its line',
      text: 'src/agents/support.ts:161',
      width: 22,
      lines: ['src/agents/', 'support.ts:161'],
    },
    {
      why: 'a name in camelCase, between two of its words',
      text: 'read by searchKnowledgeBase',
      width: 15,
      lines: ['read by', 'searchKnowledge', 'Base'],
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

  it('breaks a name only where the rows do not fit otherwise', () => {
    const named = [[{ text: 'customerHistory' }, { text: 'a text of many words that can give way' }]];
    expect(columns(named, 0, 40, PLAIN)[0]).toContain('customerHistory');
    expect(columns(named, 0, 20, PLAIN)[0]).toContain('customer ');
  });

  it('tells each row by itself where columns would break words in their middle', () => {
    const many = [
      ['store', 'sensitivity', 'permissions', 'approvals'],
      ['records', 'restricted', 'administrate', 'nobody'],
    ].map((row) => row.map((text) => ({ text })));
    expect(columns(many, 2, 60, PLAIN)[0]).toBe('  store    sensitivity  permissions   approvals');
    expect(columns(many, 2, 40, PLAIN)).toEqual([
      '  records',
      '    sensitivity: restricted ·',
      '    permissions: administrate ·',
      '    approvals: nobody',
    ]);
  });

  it('cuts nothing off', () => {
    const [, ...body] = columns(rows, 0, 40, PLAIN);
    const half = Math.max(...body.map((line) => line.search(/\s{2,}\S/)).filter((at) => at > 0));
    const first = body.map((line) => line.slice(0, half).trim()).join('');
    expect(first.replaceAll(' ', '')).toContain('analytics-events');
  });
});
