import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Report } from '#present';

// The real program, as a process: what it prints where, and how it exits.
const CONFIG = ['--config', 'estate/support-chatbot/sightline.config.yaml', '--now', '2026-11-21T08:00:00Z'];
/** The server of the estate; its name is that of a table as well. */
const ORDERS = 'https://q7w2kx4nd3uvh5r6ztfmcb2ae40lyjsp.lambda-url.eu-west-1.on.aws/mcp';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function sightline(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' };
  return spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    encoding: 'utf8',
    env,
    maxBuffer: 64_000_000,
  });
}

describe('sightline', () => {
  it('prints its version alone', () => {
    expect(sightline('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each([
    { why: 'a target that is not there', args: ['scan', 'no/such/folder'], said: 'no such target' },
    {
      why: 'a configuration that is not there',
      args: ['scan', '--config', 'none.yaml'],
      said: 'no configuration',
    },
    { why: 'an unknown command', args: ['sacn'], said: 'Did you mean scan?' },
    { why: 'an unknown format', args: ['scan', '--format', 'xml'], said: 'Allowed choices are table, json' },
    { why: 'a time that is none', args: ['scan', '--now', 'yesterday', 'src/model'], said: 'ISO 8601' },
    { why: 'an output without a path', args: ['scan', '-o', 'json', 'src/model'], said: 'format=path' },
    {
      why: 'a target that is a device',
      args: ['scan', '/dev/null'],
      said: 'neither a folder nor a file',
    },
    {
      why: 'an output folder that is not there',
      args: ['scan', 'src/model', '-o', 'json=no/such/folder/x.json'],
      said: 'there is no folder no/such/folder',
    },
    {
      why: 'an output that is a folder',
      args: ['scan', 'src/model', '-o', 'json=src'],
      said: 'it is a folder',
    },
    {
      why: 'an output folder that takes no files',
      args: ['scan', 'src/model', '-o', 'json=/proc/report.json'],
      said: 'cannot write /proc/report.json',
    },
    {
      why: 'a script that has nowhere to go',
      args: ['sources', 'export', 'aws', '-o', 'no/such/folder/collect.sh'],
      said: 'cannot write no/such/folder/collect.sh',
    },
    { why: 'a configuration that is a folder', args: ['scan', '--config', 'src'], said: 'it is a folder' },
    { why: 'an agent without a name', args: ['reach', '', ...CONFIG], said: 'say which agent is meant' },
    { why: 'a finding without an id', args: ['why', 'F-'], said: 'say which finding is meant' },
    {
      why: 'a name that only a test bears',
      args: ['reach', 'scripted-agent', ...CONFIG],
      said: 'no agent in use is called scripted-agent; to ask about one that is not (test), give its id:\n  agent:',
    },
    {
      why: 'two outputs to one file',
      args: ['scan', 'src/model', '-o', 'json=x.out', '-o', 'table=./x.out'],
      said: 'two outputs go to',
    },
    { why: 'a rule that is not there', args: ['explain', 'SL-XXX-999'], said: 'no rule' },
    { why: 'a platform without a script', args: ['sources', 'export', 'gcp'], said: 'there is one for aws' },
    {
      why: 'an action that is neither verb nor native',
      args: ['who-can', 'peek', 'x', ...CONFIG],
      said: 'neither a verb',
    },
    {
      why: 'an action of a service that is misspelt',
      args: ['who-can', 'dynamo:GetItem', 'orders', ...CONFIG],
      said: 'Sightline knows no action of dynamo; did you mean dynamodb?',
    },
    {
      why: 'a misspelt action',
      args: ['who-can', 's3:GetObjects', 'fennelrook-support-kb', ...CONFIG],
      said: 'did you mean s3:GetObject',
    },
    {
      why: 'an action of an unknown service',
      args: ['who-can', 's4:GetObject', 'fennelrook-support-kb', ...CONFIG],
      said: 'knows no action of s4; did you mean s3',
    },
    {
      why: 'an action that is done to other kinds of asset',
      args: ['who-can', 'dynamodb:GetItem', 'arn:aws:s3:::fennelrook-support-kb', ...CONFIG],
      said: 'dynamodb:GetItem is not done to a bucket',
    },
    {
      why: 'a native action on an asset of no platform',
      args: ['who-can', 's3:GetObject', 'support-agent', ...CONFIG],
      said: 'without an ARN',
    },
    {
      why: 'an asset that is not there',
      args: ['who-can', 'read', 'fennelrook-support', ...CONFIG],
      said: 'did you mean fennelrook-support-kb',
    },
    { why: 'a finding that is not there', args: ['why', 'f-0000', ...CONFIG], said: 'no finding' },
  ])('exits 2, says why on stderr and nothing on stdout for $why', ({ args, said }) => {
    const run = sightline(...args);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  it('exits 2 for a target that is a pipe, without waiting for a writer', () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const run = sightline('scan', pipe);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('neither a folder nor a file');
  });

  it.skipIf(process.getuid?.() === 0)('exits 2 for folders that this user may not read or write', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0 });
    expect(sightline('scan', closed)).toMatchObject({ status: 2, stdout: '' });
    expect(sightline('scan', 'src/model', '-o', `json=${closed}/x.json`)).toMatchObject({
      status: 2,
      stdout: '',
    });
  });

  it('refuses a configuration with a misspelt key, and says on which line and what was meant', () => {
    const path = join(folder, 'sightline.config.yaml');
    writeFileSync(path, '# ours\nsystmes: []\n');
    const run = sightline('scan', 'src/model', '--config', path);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(`${path}:2: top level: unknown key systmes; did you mean systems?`);
  });

  it.each([
    { why: 'nests without end', text: `systems: ${'['.repeat(100_000)}`, said: 'nested too deeply' },
    { why: 'is no text', text: Buffer.from([0xff, 0xfe, 0x00]), said: 'not valid UTF-8' },
    { why: 'is larger than any that people write', text: ' '.repeat(2_000_001), said: 'the limit is' },
  ])('refuses a configuration that $why', ({ text, said }) => {
    const path = join(folder, 'hostile.yaml');
    writeFileSync(path, text);
    const run = sightline('scan', 'src/model', '--config', path);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  it('shows escape sequences that a scanned repository names things by, and sends none to the terminal', () => {
    const tree = join(folder, 'escapes');
    mkdirSync(tree);
    const name = 'shop\\x1b[2J\\x1b]0;owned\\x07';
    writeFileSync(
      join(tree, 'a.py'),
      `from agents import Agent\nagent = Agent(name="${name}", instructions="x")\n`,
    );
    for (const args of [['scan'], ['reach', 'shop\u001b[2J\u001b]0;owned\u0007']]) {
      const { stdout } = sightline(...args, tree);
      expect(stdout).toContain('shop\\u001b[2J\\u001b]0;owned\\u0007');
      expect(stdout).not.toMatch(/\p{Cc}(?<!\n)/u);
    }
    expect(sightline('reach', 'sho', tree).stderr).toContain('did you mean shop\\u001b[2J');
  });

  it('takes an empty configuration for one that says nothing', () => {
    const path = join(folder, 'empty.yaml');
    writeFileSync(path, '# nothing yet\n');
    expect(sightline('scan', 'src/model', '--config', path)).toMatchObject({ status: 0 });
  });

  it('refuses a configuration with a threshold that no rule has', () => {
    const path = join(folder, 'thresholds.yaml');
    writeFileSync(path, 'rules:\n  SL-IAM-002: { params: { watchdHours: 1 } }\n');
    const run = sightline('scan', 'src/model', '--config', path);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(`${path}:2: rules: `);
    expect(run.stderr).toContain('did you mean watchedHours?');
  });

  it('refuses a watched window of no hours, and warns of a name that nothing bears', () => {
    const path = join(folder, 'hours.yaml');
    writeFileSync(path, 'rules:\n  SL-IAM-002:\n    params:\n      watchedHours: 0\n');
    const refused = sightline('scan', 'src/model', '--config', path);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(`${path}:4: rules: SL-IAM-002: watchedHours is at least 1, not 0`);
    writeFileSync(path, 'sensitivity:\n  - { where: { names: [nobody] }, sensitivity: restricted }\n');
    const warned = sightline('scan', 'src/model', '--config', path);
    expect(warned.status).toBe(0);
    expect(warned.stderr).toContain('hours.yaml:2: name nobody fits no asset of this scan');
    expect(warned.stdout).toContain('name nobody fits no asset of this scan');
  });

  it('explains a rule with its fix and its controls', () => {
    const { stdout } = sightline('explain', 'tol-009');
    for (const part of ['SL-TOL-009', 'fixed if', 'owasp-agentic-2026 ASI01, ASI02'])
      expect(stdout).toContain(part);
  });

  it.each([{ args: ['sources'] }, { args: ['explain', 'dat-001'] }])(
    'keeps what $args prints inside the width of the terminal',
    ({ args }) => {
      vi.stubEnv('COLUMNS', '60');
      const lines = sightline(...args).stdout.split('\n');
      vi.unstubAllEnvs();
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => line.length > 60)).toEqual([]);
    },
  );

  it('prints a script that reads only', () => {
    const { stdout } = sightline('sources', 'export', 'aws');
    expect(stdout.startsWith('#!/')).toBe(true);
    expect(stdout).not.toMatch(/aws \S+ (create|put|delete|update|attach|detach)-/);
  });
});

describe('sightline on the estate', () => {
  it('prints a table for people and keeps stderr empty', () => {
    const run = sightline('scan', ...CONFIG, '--width', '100');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(run.stdout).toContain('FIX NOW');
  });

  it('writes only paths that are there, from the folder it names', () => {
    const { stdout } = sightline('scan', ...CONFIG, '--width', '160');
    const base = /^paths +are written from (.+)$/m.exec(stdout)?.[1] ?? '';
    const paths = [...stdout.matchAll(/[\w./-]+\.(?:ts|py|tf|json|yaml|pb)(?=[:# ]|$)/gm)].map(
      (one) => one[0],
    );
    expect(paths.length).toBeGreaterThan(20);
    const advised = (path: string): boolean => path.startsWith('governance/') || path.endsWith('config.yaml');
    expect(paths.filter((path) => !advised(path) && !existsSync(join(base, path)))).toEqual([]);
  });

  it('says one thing of what a tool that runs any code can send', () => {
    const { stdout } = sightline('scan', ...CONFIG, '--width', '140');
    expect(stdout).toMatch(/order_report .* run any code, send to any host$/m);
    expect(stdout).not.toContain('can send to any host was not seen');
    expect(stdout).not.toMatch(/where tool order_report can send/);
  });

  it('proves a grant where it is first told, and points there afterwards', () => {
    const lines = sightline('reach', 'support-agent', ...CONFIG, '--width', '160').stdout.split('\n');
    const first = lines.findIndex((line) => line.includes('can-admin table fennelrook-carts [granted'));
    expect(lines[first]).not.toContain('above');
    expect(lines[first + 1]).toContain('RCP allows at');
    expect(lines.filter((line) => line.includes('by the statements above')).length).toBeGreaterThan(3);
  });

  it('tells the tools that an MCP server provides', () => {
    const { stdout } = sightline('reach', 'orders', ...CONFIG, '--width', '140');
    expect(stdout).toMatch(/^MCP server orders$/m);
    for (const tool of ['lookup_order', 'order_report', 'service_status'])
      expect(stdout).toMatch(new RegExp(`^ {2}${tool} +\\?`, 'm'));
  });

  it('tells no fix twice', () => {
    const { stdout } = sightline('scan', ...CONFIG, '--width', '160');
    const fixes = stdout.split('\n').filter((line) => /^ {4}fix {7}(?!as for)/.test(line));
    expect(fixes.length).toBeGreaterThan(5);
    expect(new Set(fixes).size).toBe(fixes.length);
  });

  it('prints the same bytes twice', () => {
    expect(sightline('scan', ...CONFIG, '--format', 'json').stdout).toBe(
      sightline('scan', ...CONFIG, '--format', 'json').stdout,
    );
  });

  it.each([
    { schema: 'report', args: ['scan'] },
    { schema: 'reach', args: ['reach', 'support-agent'] },
    { schema: 'who-can', args: ['who-can', 'read', 'crm-exports-fr'] },
    { schema: 'why', args: ['why', 'f-1379'] },
  ])('prints JSON that docs/schema/$schema.json accepts', ({ schema, args }) => {
    const run = sightline(...args, ...CONFIG, '--format', 'json');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const accepts = ajv.compile(JSON.parse(readFileSync(`docs/schema/${schema}.json`, 'utf8')) as object);
    expect(accepts(JSON.parse(run.stdout)), JSON.stringify(accepts.errors)).toBe(true);
  });

  it('refuses a report that breaks the published schema', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const accepts = ajv.compile(JSON.parse(readFileSync('docs/schema/report.json', 'utf8')) as object);
    expect(accepts({ schemaVersion: '1', findings: [] })).toBe(false);
  });

  it('writes every format that is asked for beside the one on stdout', () => {
    const path = join(folder, 'report.json');
    const run = sightline('scan', ...CONFIG, '-o', `json=${path}`);
    expect(run.stdout).toContain('FIX NOW');
    expect(() => Report.parse(JSON.parse(readFileSync(path, 'utf8')))).not.toThrow();
  });

  it('keeps its key readable by its user alone', () => {
    expect(statSync(join(folder, 'sightline/fingerprint.key')).mode & 0o777).toBe(0o600);
  });

  it('colours only where it is asked to', () => {
    expect(sightline('rules').stdout).not.toContain('\u001b[');
    expect(sightline('scan', 'src/model', '--color', 'always').stdout).toContain('\u001b[');
  });

  it.each([
    { asset: 'support-agent', says: ['2 assets can call agent support-agent, 2 of them through others'] },
    { asset: 'order_report', says: ['3 assets can call tool order_report, 2 of them through others'] },
    { asset: 'lookup_order', says: ['agent support-agent calls-tool it'] },
    { asset: 'mcp-server orders', says: ['agent support-agent connects-to it'] },
  ])('finds the way from the internet to $asset', ({ asset, says }) => {
    const id = asset === 'mcp-server orders' ? ORDERS : asset;
    const { stdout } = sightline('who-can', 'invoke', id, ...CONFIG, '--width', '160');
    for (const text of says) expect(stdout).toContain(text);
    expect(stdout).toMatch(/^ {2}internet\n {4}└ exposes function support-chatbot/m);
    expect(stdout).toMatch(/←deployed-as— agent support-agent/);
    expect(stdout).not.toContain('internet internet');
  });

  it('does not answer with a number what no grant is written for', () => {
    const { stdout } = sightline('who-can', 'read', 'support-agent', ...CONFIG, '--width', '160');
    expect(stdout).toContain('cannot tell who can read agent support-agent');
    expect(stdout).toContain('no grant is written for agents');
    expect(stdout).not.toMatch(/\b0 /);
  });

  it.each([
    { action: 's3:PutObjectAcl', asset: 'fennelrook-support-kb' },
    { action: 's3:GetBucketTagging', asset: 'fennelrook-payroll' },
    { action: 'iam:PassRole', asset: 'arn:aws:iam::111122223333:role/support-chatbot-app' },
    { action: 'dynamodb:DescribeTable', asset: 'fennelrook-customers' },
  ])('answers $action, which no verb means, and says that nobody vouches for it', ({ action, asset }) => {
    const run = sightline('who-can', action, asset, ...CONFIG, '--width', '160');
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toMatch(new RegExp(`\\d+ identit(y|ies) can ${action}`));
    expect(run.stdout).toContain(
      `${action} is not in Sightline's catalogue: whether this action exists was not checked`,
    );
  });

  it.skipIf(!existsSync('/dev/full'))('says why a result could not be written', () => {
    const run = spawnSync('sh', ['-c', 'node --import tsx src/cli/main.ts rules > /dev/full'], {
      encoding: 'utf8',
    });
    expect(run).toMatchObject({ status: 2 });
    expect(run.stderr).toContain('cannot write the result: ');
  });

  it('takes a finding by its id in capitals and without its first letter', () => {
    const report = join(folder, 'ids.json');
    sightline('scan', ...CONFIG, '-o', `json=${report}`);
    const id = Report.parse(JSON.parse(readFileSync(report, 'utf8'))).findings[0]?.id ?? '';
    expect(sightline('why', id.slice(2).toUpperCase(), ...CONFIG)).toMatchObject({ status: 0 });
  });

  it('stops at once when it is interrupted, and prints nothing', async () => {
    const child = spawn('node', ['--import', 'tsx', 'src/cli/main.ts', 'scan', '.'], {
      env: { ...process.env, XDG_STATE_HOME: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await setTimeout(2_000);
    const asked = performance.now();
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    // A shell says 130 of either.
    expect(signal ?? code).toBeOneOf(['SIGINT', 130]);
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(printed).toBe('');
  });

  it('tells of an answer without an account export that it is none', () => {
    const tree = join(folder, 'code-alone');
    mkdirSync(tree);
    writeFileSync(
      join(tree, 'agent.py'),
      [
        'import boto3',
        'from agents import Agent, function_tool',
        'table = boto3.resource("dynamodb").Table("orders")',
        '@function_tool',
        'def look_up(number: str) -> dict:',
        '    return table.get_item(Key={"number": number})',
        'helper = Agent(name="helper", model="gpt-4.1-2025-04-14", tools=[look_up])',
        '',
      ].join('\n'),
    );
    const asked = sightline('who-can', 'read', 'orders', tree).stdout;
    expect(asked).toContain('cannot tell which identities can read table orders');
    expect(asked).toContain('sources export aws');
    expect(sightline('who-can', 'invoke', 'look_up', tree).stdout).toContain('1 asset can call tool look_up');
    const { stdout } = sightline('scan', tree, '--all');
    const id = /f-[0-9a-f]{10}(?= SL-IAM-003)/.exec(stdout)?.[0] ?? '';
    expect(sightline('why', id, tree).stdout).toMatch(/because +no register of charters/);
  });

  it('counts what it could not read with --strict', () => {
    const broken = join(folder, 'tree');
    spawnSync('mkdir', ['-p', join(broken, '.cursor')]);
    writeFileSync(join(broken, '.cursor/mcp.json'), '{"mcpServers": ');
    expect(sightline('scan', broken, '--strict').status).toBe(3);
    expect(sightline('scan', broken).status).toBe(0);
  });
});

describe('a folder of evidence', () => {
  const PACKED = { where: 'old.zip', reason: 'unsupported', detail: 'packed, so not read; unpack it' };
  function archives({ coverage }: Report): readonly unknown[] {
    return coverage.sources.flatMap((one) => one.gaps.filter((gap) => gap.where === 'old.zip'));
  }

  /** The estate without `as:`, so that the content alone decides. */
  function estate(name: string): string {
    const copy = join(folder, name, 'shop');
    cpSync('estate/support-chatbot', copy, { recursive: true });
    const path = join(copy, 'sightline.config.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/, as: [a-z-]+/g, ''));
    return copy;
  }

  function scanned(root: string): Report {
    const run = sightline(
      'scan',
      '--config',
      join(root, 'sightline.config.yaml'),
      ...CONFIG.slice(2),
      '--format',
      'json',
    );
    return Report.parse(JSON.parse(run.stdout));
  }

  it('says the same with files of a desktop in it, and names an archive that it did not unpack', () => {
    const plain = scanned(estate('plain'));
    const littered = estate('littered');
    for (const target of ['aws-export', 'telemetry']) writeFileSync(join(littered, target, '.DS_Store'), 'x');
    writeFileSync(join(littered, 'telemetry', 'notes.md'), 'x');
    writeFileSync(join(littered, 'aws-export', 'old.zip'), 'PK');
    const found = scanned(littered);
    expect(plain.findings.length).toBeGreaterThan(5);
    expect(found.findings).toEqual(plain.findings);
    expect(archives(found)).toEqual([PACKED]);
  });

  it('takes an archive among the telemetry for what it may hold: further calls, and records of the trail', () => {
    const packed = estate('packed');
    writeFileSync(join(packed, 'telemetry', 'old.zip'), 'PK');
    const found = scanned(packed);
    expect(archives(found)).toEqual([PACKED]);
    const unused = found.findings.filter(({ rule }) => rule === 'SL-IAM-002');
    expect(unused.map(({ verdict }) => verdict)).toEqual(['cannot-tell', 'cannot-tell']);
    for (const { message } of unused) expect(message).toContain('telemetry/old.zip could not all be read');
    const used = found.findings.filter(({ rule, verdict }) => rule === 'SL-INV-009' && verdict === 'fires');
    expect(used.map(({ message }) => message)).toEqual([expect.stringContaining('used it at least 2 times')]);
  });

  it('says in the report that it is read as a tree where a file of code lies in it', () => {
    const root = estate('with-code');
    writeFileSync(join(root, 'telemetry', 'x.py'), '');
    const details = scanned(root).coverage.sources.flatMap((one) => one.gaps.map((gap) => gap.detail));
    expect(details.join('\n')).toMatch(/holds \d+ telemetry files beside x\.py; read as a tree/);
  });
});
