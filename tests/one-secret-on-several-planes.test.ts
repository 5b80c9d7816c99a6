import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CREDENTIAL_KINDS } from '#model';
import { reportOf } from '#present';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';
import { chat, request, run, span } from '../src/runtime/testing/written-spans.ts';
import { requestToJson } from './otlp/encode-request.ts';

// Generated, and no key of anybody.
const KEY = `sk-ant-api03-notreal${'Yw3Rk8PzL5mC1hXd'.repeat(3)}`;
const OTHER = `sk-ant-api03-notreal${'Bt6Vn2QsJ9fG4kMa'.repeat(3)}`;
const AGENT = `from agents import Agent

INSTRUCTIONS = "You help in the shop. The translation gateway takes the key ${KEY}."

clerk = Agent(name="clerk", instructions=INSTRUCTIONS, model="gpt-4o")
`;
const CONFIG = JSON.stringify({
  mcpServers: { translate: { command: 'npx', args: ['translate-mcp'], env: { GATEWAY_KEY: KEY } } },
});

let folder = '';
let found: Scan;

/** A tree with an agent and a client's configuration, and a day of telemetry beside it. */
function write(): void {
  mkdirSync(join(folder, 'shop', '.cursor'), { recursive: true });
  mkdirSync(join(folder, 'telemetry'));
  writeFileSync(join(folder, 'shop', 'clerk.py'), AGENT);
  writeFileSync(join(folder, 'shop', '.cursor', 'mcp.json'), CONFIG);
  const messages = JSON.stringify([
    { role: 'system', content: `You help in the shop. The translation gateway takes the key ${KEY}.` },
    { role: 'user', content: `is ${OTHER} still good?` },
  ]);
  const spans = [span(1, 0, run('clerk')), span(2, 1, chat('gpt-4o', { 'gen_ai.input.messages': messages }))];
  writeFileSync(join(folder, 'telemetry', 'day.json'), requestToJson(request(spans)));
  const config = [
    'version: 1',
    'targets:',
    '  - { path: shop, as: tree }',
    '  - { path: telemetry, as: telemetry }',
  ];
  writeFileSync(join(folder, 'sightline.config.yaml'), `${config.join('\n')}\n`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-planes-'));
  write();
  const asked = {
    targets: [],
    config: join(folder, 'sightline.config.yaml'),
    cwd: folder,
    now: '2026-11-21T00:00:00Z',
  };
  found = await scan(asked, loadContent(), openInspector({ XDG_STATE_HOME: join(folder, 'state') }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const credentials = () => CREDENTIAL_KINDS.flatMap((kind) => found.view.nodes(kind));

it('is one credential, with the prompt, the configuration and the trace as evidence', () => {
  const shown = credentials().map(({ kind, planes, evidence }) => [
    kind,
    [...planes].sort(),
    [...new Set(evidence.map(({ at }) => at.path))].sort(),
  ]);
  expect(shown).toContainEqual([
    'api-key',
    ['declared', 'observed'],
    ['.cursor/mcp.json', 'clerk.py', 'day.json'],
  ]);
  // What a user brought along is another key, and was seen in the trace alone.
  expect(shown).toContainEqual(['api-key', ['observed'], ['day.json']]);
  expect(shown).toHaveLength(2);
});

it('is held by whatever shows it, on the plane that shows it', () => {
  const holders = found.view
    .edges()
    .filter(({ edge }) => edge === 'has-secret')
    .map(({ from, planes }) => {
      const node = found.view.node(from);
      return `${node?.kind ?? ''} ${node?.name ?? ''}: ${planes.map(({ plane }) => plane).join()}`;
    });
  expect(holders.sort()).toEqual([
    'agent clerk: observed',
    'mcp-server translate: declared',
    'prompt INSTRUCTIONS: declared',
  ]);
});

it('shows neither key anywhere', () => {
  const report = JSON.stringify(reportOf({ ...found, assessedAt: '', version: '' }));
  for (const key of [KEY, OTHER]) expect(report).not.toContain(key);
});
