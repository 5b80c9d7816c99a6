import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectTarget } from './detect-target.ts';
import { plantedInspector } from './planted-inspector.ts';
import { collectFolder } from './replay-case.ts';
import { charters } from './sources/charters/index.ts';
import { code } from './sources/code/index.ts';
import { deployment } from './sources/deployment/index.ts';
import { mcpConfig } from './sources/mcp-config/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'busy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Seconds of the processor, which other work on the machine does not make longer. */
async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Each of them took ten seconds to for ever while time grew with the square of the text, or exponentially. */
const MAX_SECONDS = 3;

/** Eleven locals, each of which names the next a dozen times: 12 to the 10th references. */
const DOUBLING = Array.from(
  { length: 10 },
  (_, i) => `  a${String(i)} = "${`\${local.a${String(i + 1)}}`.repeat(12)}"`,
);

function repeated(count: number, write: (index: string) => string): string {
  return Array.from({ length: count }, (_, i) => write(String(i))).join('');
}

describe('a file that is made to keep a source busy', () => {
  it.each([
    { why: 'a line that goes on for ever', text: `FROM a\nRUN \\\n${'a \\\n'.repeat(100_000)}` },
    { why: 'comments between continued lines', text: `FROM a\nRUN a \\\n${'# b\n'.repeat(300_000)}` },
    { why: 'a word that is no assignment', text: `FROM a\nENV ${'a'.repeat(300_000)}\n` },
    {
      why: 'here-documents that never end',
      text: `FROM a\nRUN ${'<<A '.repeat(200_000)}\n${'b\n'.repeat(200_000)}`,
    },
    { why: 'more copies than a call takes arguments', text: `FROM a\nCOPY ${'a '.repeat(300_000)}` },
    { why: 'empty lines before the last', text: `FROM a\n${'\n'.repeat(300_000)}x` },
  ])('is read in time: a Dockerfile with $why', async ({ text }) => {
    writeFileSync(join(folder, 'Dockerfile'), text);
    const seconds = await cpuSeconds(async () => {
      const { facts } = await collectFolder(deployment, folder, plantedInspector);
      expect(facts).toHaveLength(1);
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it('is read in time: Terraform whose locals name each other many times', async () => {
    const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = local.a0\n}\n';
    writeFileSync(join(folder, 'main.tf'), `locals {\n${DOUBLING.join('\n')}\n  a10 = "x"\n}\n${bucket}`);
    const seconds = await cpuSeconds(async () => {
      const { coverage } = await collectFolder(deployment, folder, plantedInspector);
      expect(coverage.flatMap(({ gaps }) => gaps.map(({ detail }) => detail))).toEqual([
        'bucket of aws_s3_bucket.b is not literal',
      ]);
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it.each([
    {
      why: 'thousands of functions beside thousands of images',
      text: repeated(
        4_000,
        (i) =>
          `resource "docker_image" "i${i}" {\n  name = "n${i}"\n}\n` +
          `resource "aws_lambda_function" "f${i}" {\n  function_name = "m${i}"\n  image_uri = "other"\n}\n`,
      ),
    },
    {
      why: 'thousands of URLs of functions that are not there',
      text: repeated(
        8_000,
        (i) => `resource "aws_lambda_function_url" "u${i}" {\n  function_name = "missing${i}"\n}\n`,
      ),
    },
    {
      why: 'thousands of providers',
      text: repeated(
        6_000,
        (i) =>
          `provider "aws" {\n  alias = "p${i}"\n}\nresource "aws_s3_bucket" "b${i}" {\n  bucket = "n${i}"\n}\n`,
      ),
    },
  ])('is read in time: Terraform with $why', async ({ text }) => {
    writeFileSync(join(folder, 'main.tf'), text);
    const seconds = await cpuSeconds(() => collectFolder(deployment, folder, plantedInspector));
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it('is refused in time: a list of servers that no client could start', async () => {
    const servers = Array.from({ length: 50_000 }, (_, i) => `[mcp_servers.s${String(i)}]\ncommand = "a"\n`);
    mkdirSync(join(folder, '.codex'));
    writeFileSync(join(folder, '.codex', 'config.toml'), servers.join(''));
    const seconds = await cpuSeconds(async () => {
      const { facts, coverage } = await collectFolder(mcpConfig, folder, plantedInspector);
      expect(facts).toEqual([]);
      expect(coverage.flatMap(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual(['too-many']);
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it.each([
    {
      why: 'a map of more keys than a register has words',
      text: Array.from({ length: 30_000 }, (_, i) => `a${String(i)}: b`).join('\n'),
      reason: 'wrong-shape',
    },
    {
      why: 'one mistake after the other',
      text: `charters: [${'"a" '.repeat(100_000)}]`,
      reason: 'not-parsed',
    },
  ])('is refused in time: a register of $why', async ({ text, reason }) => {
    mkdirSync(join(folder, 'governance'));
    writeFileSync(join(folder, 'governance', 'charters.yaml'), text);
    const seconds = await cpuSeconds(async () => {
      const { facts, coverage } = await collectFolder(charters, folder, plantedInspector);
      expect(facts).toEqual([]);
      expect(coverage.flatMap(({ gaps }) => gaps.map((gap) => gap.reason))).toContain(reason);
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it('hides no agent behind a list that is longer than a call takes arguments', async () => {
    const agent = (tools: string): string => `agent = Agent(name='a', instructions='x', tools=${tools})\n`;
    const list = `TOOLS = [\n${'    0,\n'.repeat(150_000)}]\n`;
    writeFileSync(join(folder, 'long.py'), `from agents import Agent\n${list}${agent('TOOLS')}`);
    writeFileSync(join(folder, 'plain.py'), `from agents import Agent\n${agent('[]')}`);
    const { facts } = await collectFolder(code, folder, plantedInspector);
    const agents = facts.flatMap((fact) => (fact.fact === 'node' && fact.kind === 'agent' ? [fact.id] : []));
    expect(agents).toEqual(['agent:case/long.py#agent', 'agent:case/plain.py#agent']);
  });

  it('is read in time, and said to be cut: requests whose texts call each other in circles', async () => {
    const next = (i: string, step: number): string => `p${String((Number(i) + step) % 40)}`;
    const text = (i: string): string =>
      `\${${next(i, 1)}(x)} a \${${next(i, 1)}(x + 1)} b \${x ? ${next(i, 1)}(1) : ${next(i, 2)}(2)}`;
    const functions = repeated(40, (i) => `function p${i}(x: any): any { return \`${text(i)}\`; }\n`);
    const requests = repeated(
      100,
      (i) =>
        `c.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'system', content: ${next(i, 0)}(${i}) }] });\n`,
    );
    writeFileSync(
      join(folder, 'desk.ts'),
      `import OpenAI from 'openai';\nconst c = new OpenAI();\n${functions}${requests}`,
    );
    const seconds = await cpuSeconds(async () => {
      const { coverage } = await collectFolder(code, folder, plantedInspector);
      expect(coverage.flatMap(({ gaps }) => gaps.map(({ detail }) => detail))).toContain(
        'values that are made of values: from here on none was read to its end',
      );
    });
    // It took over a minute while each request might take as long as the first.
    expect(seconds).toBeLessThan(4 * MAX_SECONDS);
  });

  it('is read in time: a record that a hundred functions hand on to each other', async () => {
    const others = Array.from({ length: 100 }, (_, i) => `    h${String(i)}(p, q)\n`).join('');
    const functions = repeated(100, (i) => `def h${i}(p, q):\n    p["k${i}"] = q\n${others}`);
    writeFileSync(
      join(folder, 'desk.py'),
      `import boto3\nfrom agents import Agent, function_tool\n${functions}@function_tool\ndef read(q: str):\n` +
        `    o = {"Bucket": "b", "Key": q}\n    h0(o, q)\n    return boto3.client("s3").get_object(**o)\n`,
    );
    const seconds = await cpuSeconds(async () => {
      const { facts } = await collectFolder(code, folder, plantedInspector);
      const tools = facts.flatMap((fact) => (fact.fact === 'node' && fact.kind === 'tool' ? [fact] : []));
      expect(tools).toMatchObject([{ attributes: { sinksResolved: false } }]);
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });

  it('does not keep the choice of a target busy', async () => {
    for (let i = 0; i < 40; i += 1)
      writeFileSync(join(folder, `${String(i)}.json`), '{"argv":['.repeat(7_100));
    const seconds = await cpuSeconds(() => {
      expect(detectTarget(folder)).toEqual({ kind: 'aws-export', gaps: [] });
    });
    expect(seconds).toBeLessThan(MAX_SECONDS);
  });
});
