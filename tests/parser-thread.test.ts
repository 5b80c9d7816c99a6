import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Report } from '#present';

// The parser's thread runs from the build alone, and only where there is much to parse; with this much both threads parse.
let folder = '';

const AGENT = `import { Agent, tool } from '@openai/agents';
import page from './page.vue';
const look = tool({ name: 'look', description: 'looks', parameters: {}, execute: async () => 'x' });
export const agent = new Agent({ name: 'watcher', model: 'gpt-4o', instructions: 'Watch.', tools: [look] });
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-thread-'));
  mkdirSync(join(folder, 'tree'));
  const padding = `export const rows = [${'{ a: 1, b: "two" },\n'.repeat(2_400)}];\n`;
  for (let index = 0; index < 50; index += 1)
    writeFileSync(join(folder, 'tree', `agent-${String(index)}.ts`), AGENT + padding);
  writeFileSync(
    join(folder, 'tree', 'broken.ts'),
    `import { Agent } from '@openai/agents';\nconst a = {{{ (`,
  );
  // A language that is not read: a gap by either way.
  writeFileSync(join(folder, 'tree', 'page.vue'), '<script></script>');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function scanBy(...program: readonly string[]): Report {
  const run = spawnSync(
    'node',
    [...program, 'scan', join(folder, 'tree'), '--now', '2026-11-21T08:00:00Z', '--format', 'json'],
    { encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: folder }, maxBuffer: 64_000_000 },
  );
  expect(run.stderr).not.toContain('internal error');
  return Report.parse(JSON.parse(run.stdout));
}

describe('the built program', () => {
  it('says with a thread that parses what the sources say without one', () => {
    const built = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8' });
    expect(built.status).toBe(0);
    const beside = scanBy('bin/sightline.cjs');
    expect(beside).toEqual(scanBy('--import', 'tsx', 'src/cli/main.ts'));
    expect(beside.assets.filter(({ kind }) => kind === 'agent')).toHaveLength(50);
  });
});
