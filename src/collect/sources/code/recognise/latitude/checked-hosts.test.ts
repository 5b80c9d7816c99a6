import { describe, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { filesOf } from '../../../../files-of-texts.ts';
import { plantedInspector } from '../../../../planted-inspector.ts';
import { code } from '../../index.ts';

async function egressOf(body: string, before = ''): Promise<unknown> {
  const text = `import { tool } from 'ai';
import * as z from 'zod';
const ALLOWED = new Set(['ok.example', 'Two.example:8443']);
const LIST = ['ok.example'];
${before}
export const t = tool({ description: 'd', inputSchema: z.object({ url: z.string() }), execute: async ({ url }) => { ${body} } });
`;
  const target = { id: 't1', name: 'case', kind: 'tree' } as const;
  const files = filesOf({ 'tool.ts': text });
  const { facts } = await code.collect({ target, files, inspector: plantedInspector });
  const tool = facts.find((fact): fact is NodeFact => fact.fact === 'node' && fact.kind === 'tool');
  const { egress, egressHosts } = (tool?.attributes ?? {}) as { egress?: string; egressHosts?: string[] };
  return egress === 'fixed' ? egressHosts : egress;
}

describe('a host that is asked for before the request', () => {
  it.each([
    [
      'is one of a set',
      'if (!ALLOWED.has(new URL(url).hostname)) throw new Error(); return fetch(url);',
      ['ok.example', 'two.example'],
    ],
    [
      'is one of a list, of the URL that is sent',
      "const u = new URL(url); if (!LIST.includes(u.host)) return 'no'; return fetch(u);",
      ['ok.example'],
    ],
    [
      'is the one, beside another condition that leaves',
      "const u = new URL(url); if (u.protocol !== 'https:' || u.hostname !== 'ok.example') { throw new Error(); } return fetch(u.href);",
      ['ok.example'],
    ],
    [
      'has a name of its own',
      'const { hostname } = new URL(url);\nif (!LIST.includes(hostname)) return null;\ntry { return await fetch(url); } catch { return null; }',
      ['ok.example'],
    ],
  ])('lets out to it alone where it %s', async (_, body, hosts) => {
    expect(await egressOf(body)).toEqual(hosts);
  });

  it.each([
    [
      'is asked of another address',
      'if (!LIST.includes(new URL(ALLOWED).hostname)) return; return fetch(url);',
    ],
    [
      'is asked after the request',
      'const r = await fetch(url); if (!LIST.includes(new URL(url).host)) return; return r;',
    ],
    ['leaves nothing', "if (!LIST.includes(new URL(url).host)) console.log('no'); return fetch(url);"],
    [
      'leaves only sometimes',
      'if (!LIST.includes(new URL(url).host)) { if (LIST) return; } return fetch(url);',
    ],
    [
      'leaves only where something else holds',
      'if (LIST && !LIST.includes(new URL(url).host)) return; return fetch(url);',
    ],
    [
      'is asked in a branch',
      'if (LIST) { if (!LIST.includes(new URL(url).host)) return; } return fetch(url);',
    ],
    [
      'is asked in a loop',
      'for (const x of LIST) { if (!LIST.includes(new URL(url).host)) return; } return fetch(url);',
    ],
    ['is asked the wrong way round', 'if (LIST.includes(new URL(url).host)) return; return fetch(url);'],
    ['ends in something', "if (!new URL(url).hostname.endsWith('ok.example')) return; return fetch(url);"],
    ['starts with something', "if (!url.startsWith('https://ok.example')) return; return fetch(url);"],
    ['fits a pattern', 'if (!/ok.example/.test(new URL(url).hostname)) return; return fetch(url);'],
    [
      'is found in a text',
      "if (!'ok.example, two.example'.includes(new URL(url).hostname)) return; return fetch(url);",
    ],
    [
      'is changed after it',
      'const u = new URL(url); if (!LIST.includes(u.host)) return; u.host = url; return fetch(u);',
    ],
    [
      'is of an address that is set again',
      'let u = new URL(url); if (!LIST.includes(u.host)) return; u = new URL(url + 1); return fetch(u);',
    ],
    [
      'is asked of the base alone',
      'if (!LIST.includes(new URL(url).host)) return; return fetch(new URL(url, url));',
    ],
  ])('lets out anywhere where it %s', async (_, body) => {
    expect(await egressOf(body)).toBe('any');
  });

  it.each([
    ['grows', "export const allow = (h: string) => MORE.add(h); const MORE = new Set(['ok.example']);"],
    ['is a setting', "const MORE = new Set((process.env.HOSTS ?? '').split(','));"],
    ['holds what is computed', 'const MORE = new Set([...LIST, process.env.HOST]);'],
    ['holds patterns', "const MORE = new Set(['*.ok.example']);"],
    ['is empty', 'const MORE = new Set([]);'],
    ['is set again', "let MORE = new Set(['ok.example']); MORE = new Set(['b.example', process.env.X]);"],
    ['is a text', "const MORE = 'ok.example';"],
    [
      'belongs to a URL of the program',
      "class URL { constructor(public hostname: string) {} } const MORE = new Set(['ok.example']);",
    ],
  ])('lets out anywhere where the list %s', async (_, before) => {
    const body = 'if (!MORE.has(new URL(url).hostname)) throw new Error(); return fetch(url);';
    expect(await egressOf(body, before)).toBe('any');
  });
});
