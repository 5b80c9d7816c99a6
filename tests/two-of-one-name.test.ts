import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** One agent of a module, with a tool that runs what the model writes. */
const MODULE = `from agents import Agent, function_tool

@function_tool
def run(code: str) -> str:
    """Runs code."""
    return str(eval(code))

support = Agent(name="support", instructions="Help.", model="gpt-4.1-2025-04-14", tools=[run])
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-namesakes-'));
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'shop', 'east.py'), MODULE);
  writeFileSync(join(folder, 'shop', 'west.py'), `import os\n${MODULE}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function sightline(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1', COLUMNS: '200' };
  return spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', ...args], { encoding: 'utf8', env });
}

describe('two agents of one name', () => {
  it('are told apart in findings, each with the place that defines it', () => {
    const { stdout } = sightline('scan', join(folder, 'shop'));
    expect(stdout).toContain('tool run (east.py:4) runs code');
    expect(stdout).toContain('tool run (west.py:5) runs code');
  });

  it('are both listed with their places where reach cannot know which is meant', () => {
    const { status, stdout, stderr } = sightline('reach', 'support', join(folder, 'shop'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('support names 2 agents; give an id:');
    expect(stderr).toMatch(/agent:shop\/east\.py#\S+ \(shop\/east\.py:8\)/);
    expect(stderr).toMatch(/agent:shop\/west\.py#\S+ \(shop\/west\.py:9\)/);
  });

  it('are told apart in what reach and who-can say of one of them', () => {
    const reach = sightline('reach', 'agent:shop/east.py#support', join(folder, 'shop'));
    expect(reach.stdout).toContain('agent support (east.py:8)');
    const who = sightline('who-can', 'invoke', 'agent:shop/west.py#support', join(folder, 'shop'));
    expect(who.stdout).toContain('agent support (west.py:9)');
  });
});
