import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

// The real program, from a copy of the package in which single files are spoilt.
let folder = '';
const TELEMETRY = resolve('estate/support-chatbot/telemetry');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-installation-'));
  for (const part of ['src', 'content', 'package.json'])
    cpSync(part, join(folder, part), {
      recursive: true,
      filter: (path) => !/[\\/]cases([\\/]|$)/.test(path),
    });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'tree'));
  writeFileSync(
    join(folder, 'tree/desk.py'),
    'from agents import Agent\ndesk = Agent(name="desk", instructions="Help.", model="gpt-4o")\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function scan(target: string) {
  const args = ['--import', 'tsx', 'src/cli/main.ts'];
  const run = ['scan', target, '--now', '2026-11-21T08:00:00Z', '--format', 'json'];
  return spawnSync('node', [...args, ...run], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' },
    maxBuffer: 64_000_000,
  });
}

describe('a file of content that is broken', () => {
  let spoilt = '';
  afterEach(() => cpSync(spoilt, join(folder, spoilt)));

  it.each([
    { why: 'no YAML', file: 'content/catalog/providers/openai.yaml', end: '\nid: [', target: 'tree' },
    { why: 'misspelt', file: 'content/catalog/providers/openai.yaml', end: '\nhost: []\n', target: 'tree' },
    { why: 'misspelt', file: 'content/catalog/verbs/aws.yaml', end: '\nverb: []\n', target: 'tree' },
    { why: 'no YAML', file: 'content/rules/tol/SL-TOL-001/rule.yaml', end: '\nid: [', target: 'tree' },
    {
      why: 'misspelt',
      file: 'content/catalog/telemetry/providers.yaml',
      end: '\nprovider: []\n',
      target: TELEMETRY,
    },
  ])('ends the scan with 4 and is named: $file, $why', ({ file, end, target }) => {
    spoilt = file;
    writeFileSync(join(folder, file), readFileSync(file, 'utf8') + end);
    const run = scan(target);
    expect(run).toMatchObject({ status: 4, stdout: '' });
    expect(run.stderr).toContain('the content of this installation is broken');
    expect(run.stderr).toContain(file);
    expect(run.stderr).not.toContain('    at ');
  });
});

describe('compiled content of another shape', () => {
  it('is left alone, and the YAML says the same', () => {
    const sound = scan('tree');
    expect(sound).toMatchObject({ status: 0, stderr: '' });
    expect(sound.stdout).toContain('"desk"');
    writeFileSync(join(folder, 'src/collect/content.json'), '{"checked":{}}');
    expect(scan('tree')).toMatchObject({ status: 0, stdout: sound.stdout, stderr: '' });
  });
});
