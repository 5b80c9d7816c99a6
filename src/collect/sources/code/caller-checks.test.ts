import { expect, it } from 'vitest';
import { nodeFact, type NodeFact } from '#model';
import { filesOf } from '../../files-of-texts.ts';
import { callerChecks } from './caller-checks.ts';
import { ModuleIndex } from './module-index.ts';
import type { Program } from './program.ts';
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

const CATALOG = await loadCatalog();

function checksOf(texts: Readonly<Record<string, string>>, agent = agentAt('app/agent.ts')): unknown {
  const files = filesOf(texts);
  const read = (path: string): unknown => JSON.parse(texts[path] ?? 'null');
  const index = new ModuleIndex(files.paths, read, { python: [], distributions: {} });
  const importedFile: Program['importedFile'] = (from, language, imported) =>
    index.resolve(from, language, imported);
  const searched = {
    target: TARGET,
    files,
    importedFile,
    isLibrary: () => false,
    words: CATALOG.callers,
  };
  const found = callerChecks(searched, [agent]);
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
    is: ['app/h.py:1 takes authorization of the request'],
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
    is: ['app/h.ts:1 imports jose'],
  },
  {
    why: 'a function of that name that is no package’s',
    text: 'await jwtVerify(token, keys);',
    is: ['app/h.ts:1 calls jwtVerify'],
  },
  { why: 'a test', path: 'app/h.test.ts', text: 'expect(event.headers.authorization).toBe(1);', is: [] },
  {
    why: 'another package of the repository',
    path: 'site/h.ts',
    text: 'const t = event.headers.authorization;',
    is: [],
  },
  {
    why: 'a parameter as FastAPI documents it',
    path: 'app/h.py',
    text: 'def ask(authorization: Annotated[str, Header()], q: str):',
    is: ['app/h.py:1 takes authorization of the request'],
  },
  {
    why: 'a function that a route depends on',
    path: 'app/h.py',
    text: '@app.post("/ask", dependencies=[Depends(verify)])',
    is: ['app/h.py:1 depends on verify'],
  },
  {
    why: 'a token in the query',
    path: 'app/h.py',
    text: 'if event["queryStringParameters"].get("token") != os.environ["T"]: raise Refused()',
    is: ['app/h.py:1 reads token of what is sent'],
  },
  {
    why: 'something compared with a variable',
    path: 'app/h.py',
    text: 'if event["q"]["k"] != os.environ["T"]: raise Refused()',
    is: ['app/h.py:1 compares something with os.environ'],
  },
  {
    why: 'a header under a constant',
    path: 'app/h.py',
    text: 'if event["headers"].get(AUTH) != expected: raise Refused()',
    is: ['app/h.py:1 reads headers'],
  },
  {
    why: 'a header under a constant in TypeScript',
    path: 'app/h.ts',
    text: 'if (event.headers[HEADER] !== expected) throw refused();',
    is: ['app/h.ts:1 reads headers'],
  },
  {
    why: 'a session',
    path: 'app/h.py',
    text: 'if "user_id" not in session: refuse()',
    is: ['app/h.py:1 reads user_id of a session'],
  },
  {
    why: 'a refusal',
    path: 'app/h.py',
    text: 'if not known(event): return {"statusCode": 401}',
    is: ['app/h.py:1 answers 401'],
  },
  {
    why: 'a signature of Discord',
    path: 'app/h.py',
    text: 'sig = event["headers"]["x-signature-ed25519"]',
    is: ['app/h.py:1 reads the header x-signature-ed25519'],
  },
  {
    why: 'a header by its form',
    path: 'app/h.ts',
    text: "if (event.headers['x-webhook-secret'] !== expected) throw refused();",
    is: ['app/h.ts:1 reads the header x-webhook-secret'],
  },
  {
    why: 'a header by its form in a copy',
    path: 'app/h.py',
    text: 'if h.get("x-telegram-bot-api-secret-token") != expected: refuse()',
    is: ['app/h.py:1 reads the header x-telegram-bot-api-secret-token'],
  },
  {
    why: 'a header that is taken out',
    path: 'app/h.ts',
    text: 'const { authorization } = event.headers;',
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'a header that is taken out of a parameter',
    path: 'app/h.ts',
    text: 'export const handler = async ({ headers: { authorization }, body }) => ask(body);',
    is: ['app/h.ts:1 takes or sends the header authorization'],
  },
  {
    why: 'headers that are taken out',
    path: 'app/h.ts',
    text: 'export const handler = async ({ headers, body }: Event) => ask(body, check(headers));',
    is: ['app/h.ts:1 reads headers'],
  },
  {
    why: 'Django',
    path: 'app/h.py',
    text: 'from django.contrib.auth.decorators import login_required\n@login_required\ndef ask(request): pass',
    is: ['app/h.py:2 calls login_required of django.contrib.auth'],
  },
  {
    why: 'a package by its name',
    path: 'app/h.ts',
    text: "import basicAuth from 'express-basic-auth';",
    is: ['app/h.ts:1 imports express-basic-auth'],
  },
  {
    why: 'a user of fastapi_users',
    path: 'app/h.py',
    text: 'from fastapi_users import FastAPIUsers',
    is: ['app/h.py:1 imports fastapi_users'],
  },
  {
    why: 'a plugin that adds a method',
    path: 'app/h.ts',
    text: 'await request.jwtVerify();',
    is: ['app/h.ts:1 calls jwtVerify'],
  },
  {
    why: 'a guard of Nest',
    path: 'app/h.ts',
    text: "import { AuthGuard } from '@nestjs/passport';\n@UseGuards(AuthGuard('jwt')) class C {}",
    is: ['app/h.ts:2 calls AuthGuard of @nestjs/passport'],
  },
  {
    why: 'an application of Slack',
    path: 'app/h.py',
    text: 'from slack_bolt import App\nslack = App(signing_secret=secret)',
    is: ['app/h.py:2 calls App of slack_bolt'],
  },
  {
    why: 'a receiver of Slack',
    path: 'app/h.ts',
    text: "import { AwsLambdaReceiver } from '@slack/bolt';\nnew AwsLambdaReceiver({ signingSecret });",
    is: ['app/h.ts:2 calls AwsLambdaReceiver of @slack/bolt'],
  },
  {
    why: 'what an authorizer found',
    path: 'app/h.ts',
    text: 'const { sub } = event.requestContext.authorizer.jwt.claims;',
    is: ['app/h.ts:1 reads what an authorizer found'],
  },
  {
    why: 'a web framework',
    path: 'app/h.py',
    text: 'from fastapi import FastAPI\napp = FastAPI()',
    is: ['app/h.py:1 uses fastapi'],
  },
  {
    why: 'a file that is not there',
    path: 'app/h.ts',
    text: "import { ask } from './gate';",
    is: ['app/h.ts:1 imports ./gate, which was not seen'],
  },
  {
    why: 'what follows a comment',
    path: 'app/h.ts',
    text: '/* who */ if (event.headers.authorization) ask();',
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'letters of a comment in a text',
    path: 'app/h.ts',
    text: "glob('src/**/*', event.headers.authorization);",
    is: ['app/h.ts:1 reads the header authorization'],
  },
  {
    why: 'another decode',
    path: 'app/h.py',
    text: 'import jwt, base64\ntext = base64.b64decode(x).decode("utf8")',
    is: ['app/h.py:1 imports jwt'],
  },
  {
    why: 'a comment at the end',
    path: 'app/h.ts',
    text: 'run(agent, event.body); /* headers.authorization */',
    is: [],
  },
  {
    why: 'the type of an answer',
    path: 'app/h.ts',
    text: "response.headers.get('content-type'); r.headers.get('content-type');",
    is: [],
  },
  {
    why: 'headers that a client keeps',
    path: 'app/h.ts',
    text: 'fetch(url, { headers: this.headers }); headers.set("x-trace", id);',
    is: [],
  },
  {
    why: 'headers of a session of requests',
    path: 'app/h.py',
    text: 'session.headers.update({"X-Trace": trace})\nfor token in stream: print(token == "[DONE]")',
    is: [],
  },
  {
    why: 'a setting that is there',
    path: 'app/h.ts',
    text: "if (process.env.API_TOKEN === undefined) throw new Error('API_TOKEN');",
    is: [],
  },
])('of $why says $is', ({ path = 'app/h.ts', text, is }) => {
  const files = { 'app/package.json': '{}', 'app/agent.ts': '', 'site/package.json': '{}', [path]: text };
  expect(checksOf(files)).toEqual(is);
});

const JWT = "import jwt from 'jsonwebtoken';\nexport const check = (e) => jwt.verify(e.token, key);";

it.each<{ why: string; files: Readonly<Record<string, string>>; is: readonly string[] }>([
  {
    why: 'a file above its package that it imports',
    files: { 'app/h.ts': "import { check } from '../gate';", 'gate.ts': JWT },
    is: ['gate.ts:2 calls verify of jsonwebtoken'],
  },
  {
    why: 'a package of the repository that it imports, over two steps',
    files: {
      'app/h.ts': "import { check } from '@acme/gate';",
      'gate/package.json': '{"name":"@acme/gate"}',
      'gate/index.ts': "export { check } from './check';",
      'gate/check.ts': JWT,
    },
    is: ['gate/check.ts:2 calls verify of jsonwebtoken'],
  },
  {
    why: 'a handler in another package, and a file beside it that nobody imports',
    files: {
      'web/package.json': '{}',
      'web/handler.ts': "import { agent } from '../app/agent';",
      'web/gate.ts': JWT,
    },
    is: ['web/gate.ts:2 calls verify of jsonwebtoken'],
  },
  {
    why: 'a package that is neither imported nor imports it',
    files: { 'web/package.json': '{}', 'web/gate.ts': JWT },
    is: [],
  },
])('of $why says $is', ({ files, is }) => {
  expect(checksOf({ 'package.json': '{}', 'app/package.json': '{}', 'app/agent.ts': '', ...files })).toEqual(
    is,
  );
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

it('asks a person where the tree is too large to find what runs with the agent', () => {
  const others = Object.fromEntries(Array.from({ length: 1_600 }, (_, at) => [`other/${String(at)}.ts`, '']));
  const found = checksOf({ ...others, 'app/agent.ts': 'export const a = 1;', 'app/package.json': '{}' });
  expect(found).toEqual([
    'app/agent.ts:1 is of a package among so many that what runs with it was not searched',
  ]);
});
