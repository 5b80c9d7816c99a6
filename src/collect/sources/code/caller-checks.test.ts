import { expect, it } from 'vitest';
import { nodeFact, type NodeFact, ok } from '#model';
import type { TargetFiles } from '../../source.ts';
import { callerChecks } from './caller-checks.ts';
import { loadCatalog } from './recognise/catalog/catalog.ts';

const TARGET = { id: 't', name: 't', kind: 'tree', location: '.' } as const;

function agentAt(path: string, state: 'active' | 'test' = 'active'): NodeFact {
  const evidence = [
    { plane: 'declared', source: 'code', target: 't', at: { path, startLine: 1, endLine: 1 } },
  ] as const;
  return nodeFact({
    id: `agent:t/${path}#a`,
    kind: 'agent',
    name: 'a',
    state,
    attributes: {},
    evidence: [...evidence],
  });
}

function checksOf(texts: Readonly<Record<string, string>>, agent = agentAt('app/agent.ts')): unknown {
  const files: TargetFiles = {
    paths: Object.keys(texts).sort(),
    gaps: [],
    text: (path) => ok(texts[path] ?? ''),
    bytes: (path) => ok(Buffer.from(texts[path] ?? '')),
  };
  const found = callerChecks(TARGET, files, [agent], loadCatalog().callers);
  return found.flatMap(({ attributes }) => ('callerChecks' in attributes ? attributes.callerChecks : []));
}

it.each<{ why: string; path?: string; text: string; is: readonly string[] }>([
  {
    why: 'a header by its name',
    text: 'const t = event.headers.authorization;',
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a header by a key',
    text: "\nif (!req.headers?.['x-api-key']) return 401;",
    is: ['app/h.ts:2 reads the header x-api-key'],
  },
  {
    why: 'a header that is got',
    text: "const t = (await headers()).get('Authorization');",
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a header of Express',
    text: "const t = req.get('authorization');",
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a token that is verified',
    text: "import { jwtVerify } from 'jose';\nawait jwtVerify(token, keys);",
    is: ['app/h.ts:2 calls jwtVerify of jose'],
  },
  {
    why: 'a session of Auth.js',
    text: "import { getServerSession } from 'next-auth/next';\nconst s = await getServerSession(options);",
    is: ['app/h.ts:2 calls getServerSession of next-auth'],
  },
  {
    why: 'a header in Python',
    path: 'app/h.py',
    text: 'token = request.headers.get("Authorization", "")',
    is: ['app/h.py:1 reads the header authorization'],
  },
  {
    why: 'a header of an event',
    path: 'app/h.py',
    text: 'token = event["headers"]["authorization"]',
    is: ['app/h.py:1 reads the header authorization'],
  },
  {
    why: 'a header that FastAPI hands in',
    path: 'app/h.py',
    text: 'def ask(authorization: str = Header(None)):',
    is: ['app/h.py:1 reads the header authorization'],
  },
  {
    why: 'a scheme of FastAPI',
    path: 'app/h.py',
    text: 'from fastapi.security import HTTPBearer\nbearer = HTTPBearer()',
    is: ['app/h.py:2 calls HTTPBearer of fastapi.security'],
  },
  {
    why: 'a decorator of Flask',
    path: 'app/h.py',
    text: 'from flask_login import login_required\n@login_required\ndef ask():',
    is: ['app/h.py:2 calls login_required of flask_login'],
  },
  {
    why: 'a header that it sends',
    text: 'fetch(url, { headers: { authorization: `Bearer ${key}` } });',
    is: [],
  },
  { why: 'a header that it sets by name', text: 'headers.authorization = `Bearer ${key}`;', is: [] },
  {
    why: 'a header that it sets by a key',
    path: 'app/h.py',
    text: 'headers["Authorization"] = f"Bearer {key}"',
    is: [],
  },
  {
    why: 'a header that it sets by a call',
    text: "headers.set('authorization', key); res.setHeader('Authorization', key);",
    is: [],
  },
  { why: 'a comment', text: '// headers.authorization is not looked at', is: [] },
  {
    why: 'a token that it makes',
    text: "import { SignJWT } from 'jose';\nawait new SignJWT({}).sign(key);",
    is: [],
  },
  { why: 'a function of that name that is no package’s', text: 'await jwtVerify(token, keys);', is: [] },
  { why: 'a test', path: 'app/h.test.ts', text: 'expect(event.headers.authorization).toBe(1);', is: [] },
  {
    why: 'another package of the repository',
    path: 'site/h.ts',
    text: 'const t = event.headers.authorization;',
    is: [],
  },
])('of $why says $is', ({ path = 'app/h.ts', text, is }) => {
  const files = { 'app/package.json': '{}', 'app/agent.ts': '', 'site/package.json': '{}', [path]: text };
  expect(checksOf(files)).toEqual(is);
});

it('looks for nothing where no agent is live', () => {
  const files = { 'agent.ts': '', 'h.ts': 'event.headers.authorization' };
  expect(checksOf(files, agentAt('agent.ts', 'test'))).toEqual([]);
  expect(checksOf(files, agentAt('agent.ts'))).toEqual(['h.ts:1 reads the header authorization']);
});

it.each<{ why: string; text: string; is: readonly string[] }>([
  {
    why: 'a bundle that reads headers in one line',
    text: 'a=r.headers.authorization;'.repeat(75_000),
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a bundle of comments',
    text: `// ${'a=r.headers.authorization;'.repeat(75_000)}`,
    // Too far from the beginning of its line to know that it is one.
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a header and half a million blanks',
    text: `x = r.headers.authorization${' '.repeat(500_000)};`,
    is: ['app/h.ts:1 reads the header authorization'],
  },
  { why: 'a million blank lines', text: `"jwt"${'\n'.repeat(1_000_000)}`, is: [] },
])('comes to an end with $why', ({ text, is }) => {
  expect(checksOf({ 'app/h.ts': text, 'package.json': '{}' })).toEqual(is);
  expect(checksOf({ 'app/h.py': text, 'package.json': '{}' })).toHaveLength(is.length);
});
