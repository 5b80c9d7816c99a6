import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectTarget } from '../../detect-target.ts';
import { plantedInspector } from '../../planted-inspector.ts';
import { collectFolder, outcomeOf } from '../../replay-case.ts';
import { ALLOWED_CALLS, awsExportScript } from './export-script.ts';
import { awsExport } from './index.ts';

let folder: string;
let exported: string;
let asked: readonly string[];
let said: string;

/** Runs the printed script as a user would, with a folder on PATH whose `aws` answers from a small invented account. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  exported = join(folder, 'out put');
  writeFileSync(join(folder, 'export.sh'), awsExportScript());
  const run = spawnSync('sh', ['export.sh', 'eu-west-1'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(import.meta.dirname, 'fixtures')}:${process.env['PATH'] ?? ''}`,
      FAKE_AWS_LOG: join(folder, 'log'),
      FAKE_AWS_REGION: 'full',
      SIGHTLINE_EXPORT_DIR: exported,
    },
  });
  said = run.stderr;
  asked = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the export script', () => {
  it('holds nothing that writes: every allowed call lists, gets or describes', () => {
    expect(ALLOWED_CALLS.filter((call) => !/^[a-z0-9-]+:(list|get|describe)-[a-z-]+$/.test(call))).toEqual(
      [],
    );
    for (const call of ALLOWED_CALLS) expect(awsExportScript()).toContain(`  ${call}\n`);
  });

  it('asks for nothing that is not on its list', () => {
    const calls = asked.map((line) => line.split(' ').slice(0, 2).join(':'));
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter((call) => !ALLOWED_CALLS.includes(call))).toEqual([]);
  });

  it('goes on where it is denied, and says how often it was', () => {
    expect(said).toMatch(/^\d+ calls, \d+ of them without an answer/m);
    expect(asked.at(-1)).toContain('cloudtrail describe-trails');
  });

  it('writes for its user alone, valid JSON in every file', () => {
    const files = readdirSync(join(exported, '111122223333'));
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) {
      const path = join(exported, '111122223333', name);
      expect(statSync(path).mode & 0o077).toBe(0);
      expect(() => JSON.parse(readFileSync(path, 'utf8')) as unknown).not.toThrow();
    }
  });

  it('is what the source reads', async () => {
    expect(detectTarget(exported).kind).toBe('aws-export');
    const outcome = outcomeOf(await collectFolder(awsExport, exported, plantedInspector));
    expect(outcome.complete).toEqual([
      'account:111122223333 cloud-user',
      'account:111122223333 group',
      'account:111122223333 cloud-role',
      'account:111122223333 cloud-user member-of',
      'account:111122223333 policy identity',
      'account:111122223333 policy boundary',
      'account:111122223333 policy trust',
      'account:111122223333 bucket',
      'node:arn:aws:s3:::open policy acl',
      'node:arn:aws:s3:::shut policy acl',
      'node:arn:aws:s3:::open policy resource',
      'node:arn:aws:s3:::shut policy resource',
      'node:arn:aws:lambda:eu-west-1:111122223333:function:bot runs-as',
      'node:arn:aws:lambda:eu-west-1:111122223333:function:bot policy resource',
    ]);
    expect(outcome.gaps.filter((gap) => !/not-handed-over: .* answered AccessDenied$/.test(gap))).toEqual([]);
  });

  it.each(['get-bucket-abac', 'get-bucket-acl', 'get-bucket-ownership-controls'])(
    'asks %s of each bucket',
    (command) => {
      for (const bucket of ['open', 'shut'])
        expect(asked.some((line) => line.startsWith(`s3api ${command} --bucket ${bucket} `))).toBe(true);
    },
  );

  it('asks for the policy of every alias that has a URL, and of no other', () => {
    const policies = asked.filter((line) => line.startsWith('lambda get-policy '));
    expect(policies.map((line) => line.split(' --region')[0])).toEqual([
      'lambda get-policy --function-name bot',
      'lambda get-policy --function-name bot --qualifier prod',
    ]);
  });

  it('stops where the CLI is not signed in', () => {
    writeFileSync(join(folder, 'aws'), '#!/bin/sh\nexit 255\n', { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const run = spawnSync('sh', ['export.sh', 'eu-west-1'], { cwd: folder, encoding: 'utf8', env });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('not signed in');
  });
});
