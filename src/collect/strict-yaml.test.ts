import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkStrictly, readYaml } from './strict-yaml.ts';

const Schema = z.strictObject({
  systems: z.array(z.strictObject({ name: z.string(), criticality: z.enum(['low', 'high']).optional() })),
});

function problems(text: string) {
  const document = readYaml(text);
  if (!document.ok) return [document.error];
  const checked = checkStrictly(document.value, Schema, { value: document.value.value, path: [] });
  return checked.ok ? [] : checked.error;
}

describe('a file of the organisation', () => {
  it.each([
    { why: 'is right', text: 'systems:\n  - name: a\n', found: [] },
    {
      why: 'has a misspelt key',
      text: 'systems:\n  - name: a\n    critcality: high\n',
      found: [{ line: 3, detail: 'systems.0: unknown key critcality; did you mean criticality?' }],
    },
    {
      why: 'has an invented key',
      text: 'systems:\n  - name: a\n    frobnicate: 1\n',
      found: [{ line: 3, detail: 'systems.0: unknown key frobnicate' }],
    },
    {
      why: 'has a value that is not one of the list',
      text: 'systems:\n  - name: a\n    criticality: huge\n',
      found: [{ line: 3, detail: 'systems.0.criticality: expected one of low, high' }],
    },
    {
      why: 'says a key twice',
      text: 'systems: []\nsystems: []\n',
      found: [{ reason: 'not-parsed', line: 2 }],
    },
    { why: 'is cut short', text: 'systems: [{name: "a', found: [{ reason: 'not-parsed' }] },
    { why: 'is nested beyond reason', text: '['.repeat(50_000), found: [{ reason: 'too-deep' }] },
    { why: 'nests lists on one line', text: '- '.repeat(50_000), found: [{ reason: 'too-deep' }] },
    {
      why: 'nests maps line by line',
      text: Array.from({ length: 1_500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      found: [{ reason: 'too-deep' }],
    },
    { why: 'is empty', text: '', found: [{ reason: 'wrong-shape' }] },
  ])('that $why', ({ text, found }) => {
    expect(problems(text)).toMatchObject(found);
    expect(problems(text)).toHaveLength(found.length);
  });

  it('is refused where its aliases would grow beyond measure', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i += 1)
      lines.push(`a${String(i)}: &a${String(i)} [${`*a${String(i - 1)},`.repeat(9)}]`);
    expect(readYaml(lines.join('\n'))).toMatchObject({ ok: false, error: { reason: 'not-parsed' } });
  });

  it('is read to the end at the deepest nesting that is let through', () => {
    const maps = Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    for (const text of [maps, '- '.repeat(50), '['.repeat(200)]) expect(readYaml(text)).toBeDefined();
  });

  it('never repeats what it holds', () => {
    expect(JSON.stringify(problems('systems:\n  - name: [sk-notreal-1\n'))).not.toContain('notreal');
    expect(JSON.stringify(problems('systems: sk-notreal-1\n'))).not.toContain('notreal');
  });
});
