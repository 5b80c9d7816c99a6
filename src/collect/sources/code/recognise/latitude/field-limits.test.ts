import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

async function egressOf(schema: string, body: string): Promise<unknown> {
  const text = `import { tool } from 'ai';
import { z } from 'zod';
const LIST = ['ok.example', 'two.example'];
const chosen = z.enum(['a.example', 'b.example']);
export const t = tool({ description: 'd', inputSchema: ${schema}, execute: async ({ a, b }) => { ${body} } });
`;
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const files = filesOf({ 'tool.ts': text });
  const { facts } = await code.collect({ target, files, inspector: plantedInspector });
  const tool = facts.find((fact): fact is NodeFact => fact.fact === 'node' && fact.kind === 'tool');
  const { egress, egressHosts } = (tool?.attributes ?? {}) as { egress?: string; egressHosts?: string[] };
  return egress === 'fixed' ? egressHosts : egress;
}

const AT_HOST = 'return fetch(`https://${a}/x`);';
const WHOLE = 'return fetch(a);';

describe('what a schema lets the model choose', () => {
  it.each([
    [
      'one of some hosts',
      "z.object({ a: z.enum(['a.example', 'b.example']) })",
      AT_HOST,
      ['a.example', 'b.example'],
    ],
    ['hosts that are declared elsewhere', 'z.object({ a: chosen.describe("host") })', AT_HOST, 'any'],
    ['one of some addresses', "z.object({ a: z.enum(['https://a.example/x']) })", WHOLE, ['a.example']],
    [
      'an address on a host',
      "z.object({ a: z.string().url().refine((u) => new URL(u).hostname === 'ok.example') })",
      WHOLE,
      ['ok.example'],
    ],
    [
      'an address on a host of a list',
      'z.object({ a: z.url().refine((u) => LIST.includes(new URL(u).host), "no") })',
      'return fetch(new URL(a));',
      ['ok.example', 'two.example'],
    ],
    ['any text', 'z.object({ a: z.string() })', WHOLE, 'any'],
    ['any text beside an enum', "z.object({ a: z.enum(['a.example']).or(z.string()) })", AT_HOST, 'any'],
    [
      'hosts, in a part of the object alone',
      "z.object({ a: z.enum(['a.example']) }).or(z.any())",
      AT_HOST,
      'any',
    ],
    [
      'a host, and what follows it',
      "z.object({ a: z.enum(['a.example']), b: z.string() })",
      'return fetch(`https://${a}${b}`);',
      'any',
    ],
    ['another field', "z.object({ b: z.enum(['a.example']), a: z.string() })", AT_HOST, 'any'],
    [
      'what ends in a host',
      "z.object({ a: z.string().refine((u) => u.endsWith('ok.example')) })",
      WHOLE,
      'any',
    ],
    [
      'what is no host',
      "z.object({ a: z.string().refine((u) => new URL(u).hostname !== 'ok.example') })",
      WHOLE,
      'any',
    ],
    [
      'what is a host or not',
      "z.object({ a: z.string().refine((u) => new URL(u).hostname === 'ok.example' || true) })",
      WHOLE,
      'any',
    ],
    [
      'what is changed behind it',
      "z.object({ a: z.string().refine((u) => new URL(u).hostname === 'ok.example').transform((u) => u) })",
      WHOLE,
      'any',
    ],
    [
      'an address with more behind it',
      "z.object({ a: z.string().refine((u) => new URL(u).hostname === 'ok.example') })",
      'return fetch(a + b);',
      'any',
    ],
  ])('is %s', async (_, schema, body, expected) => {
    expect(await egressOf(schema, body)).toEqual(expected);
  });
});
