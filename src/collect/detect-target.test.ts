import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectTarget } from './detect-target.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'detect-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const envelope = JSON.stringify({ argv: ['aws', 'iam', 'list-roles'], account: '111122223333', output: {} });
const selectors = JSON.stringify({ argv: ['aws', 'cloudtrail', 'get-event-selectors'], output: {} });
const details = JSON.stringify({ UserDetailList: [], RoleDetailList: [] });
const spans = JSON.stringify({ resourceSpans: [] });
const trail = JSON.stringify({ Records: [{ eventVersion: '1.11', eventSource: 's3.amazonaws.com' }] });

function place(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const manyRecords = JSON.stringify({
  Records: Array.from({ length: 2_000 }, (_, i) => ({
    eventSource: 's3.amazonaws.com',
    eventID: (i * 7919).toString(36),
  })),
});

describe('detectTarget', () => {
  it.each([
    { why: 'envelopes', files: { 'a.json': envelope }, kind: 'aws-export' },
    { why: 'bare authorisation details', files: { 'a.json': details }, kind: 'aws-export' },
    {
      why: 'an export beside a readme and its script',
      files: { 'a.json': details, 'README.md': '#', 'export.sh': '' },
      kind: 'aws-export',
    },
    {
      why: 'an export of which one file is cut short',
      files: { 'a.json': details, 'b.json': '{"Buck' },
      kind: 'aws-export',
    },
    { why: 'OTLP request bodies', files: { 'a.json': spans }, kind: 'telemetry' },
    { why: 'OTLP lines', files: { 'a.jsonl': `${spans}\n${spans}\n` }, kind: 'telemetry' },
    { why: 'protobuf bodies', files: { 'a.pb': 'x' }, kind: 'telemetry' },
    {
      why: 'CloudTrail records with their event selectors',
      files: { 'a.json': trail, 'b.json': selectors },
      kind: 'telemetry',
    },
    {
      why: 'an export with event selectors',
      files: { 'a.json': envelope, 'b.json': selectors },
      kind: 'aws-export',
    },
    {
      why: 'an export beside what a desktop leaves',
      files: { 'a.json': envelope, '.DS_Store': 'x', 'Thumbs.db': 'x' },
      kind: 'aws-export',
    },
    {
      why: 'telemetry beside what a desktop leaves',
      files: { 'a.json': spans, '.DS_Store': 'x' },
      kind: 'telemetry',
    },
    { why: 'telemetry beside an archive', files: { 'a.json': spans, 'old.zip': 'PK' }, kind: 'telemetry' },
    {
      why: 'an export beside an archive',
      files: { 'a.json': envelope, 'a.tar.gz': 'x' },
      kind: 'aws-export',
    },
    {
      why: 'telemetry of which one file is packed',
      files: { 'a.json': spans, 'cloudtrail-00.json.gz': gzipSync(trail) },
      kind: 'telemetry',
    },
    {
      why: 'telemetry that is packed',
      files: { 'cloudtrail-00.json.gz': gzipSync(trail) },
      kind: 'telemetry',
    },
    { why: 'packed protobuf', files: { 'a.binpb.gz': gzipSync('x') }, kind: 'telemetry' },
    {
      why: 'packed telemetry under a plain name',
      files: { 'a.json': gzipSync(spans) },
      kind: 'telemetry',
    },
    {
      why: 'telemetry of which one packed file is cut short',
      files: { 'a.json': spans, 'b.json.gz': gzipSync(trail).subarray(0, 12) },
      kind: 'telemetry',
    },
    {
      why: 'packed telemetry alone whose end is missing',
      files: { 'b.json.gz': gzipSync(manyRecords).subarray(0, 3_000) },
      kind: 'telemetry',
    },
    {
      why: 'an export that is packed',
      files: { 'authorization-details.json.gz': gzipSync(details) },
      kind: 'aws-export',
    },
    {
      why: 'a packed file that grows without end beside telemetry',
      files: { 'a.json': spans, 'bomb.json.gz': gzipSync(Buffer.alloc(50_000_000)) },
      kind: 'telemetry',
    },
    {
      why: 'JSON that merely mentions the words',
      files: { 'a.json': '{"x":{"argv":1,"resourceSpans":2}}' },
      kind: 'tree',
    },
    { why: 'nothing at all', files: {}, kind: 'tree' },
  ])('says $kind for $why', ({ files, kind }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    expect(detectTarget(root)).toEqual({ kind, gaps: [] });
  });

  it.each([
    {
      files: { 'a.json': details, 'package.json': '{}' },
      says: 'holds 1 AWS export file beside package.json',
    },
    {
      files: { 'a.json': spans, 'b.json': spans, 'main.py': '' },
      says: 'holds 2 telemetry files beside main.py',
    },
    {
      files: { 'a.json': spans, 'b.json': details, 'main.py': '' },
      says: 'holds 1 AWS export and 1 telemetry files beside main.py',
    },
  ])('reads a tree, and $says', ({ files, says }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    const detected = detectTarget(root);
    expect(detected).toMatchObject({ kind: 'tree', gaps: [{ where: '.', reason: 'unsupported' }] });
    expect(detected.gaps[0]?.detail).toContain(`${says}; read as a tree; say as: `);
  });

  it('says that a repository holds telemetry at its top', () => {
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, 'a.json'), spans);
    const detected = detectTarget(root);
    expect(detected.kind).toBe('tree');
    expect(detected.gaps[0]?.detail).toContain('holds 1 telemetry file beside .git');
  });

  it('does not let an export inside a folder speak for the tree', () => {
    mkdirSync(join(root, 'fixtures'));
    writeFileSync(join(root, 'fixtures', 'a.json'), details);
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src', 'a.py'), '');
    expect(detectTarget(root).kind).toBe('tree');
  });

  it('takes an export with one folder an account', () => {
    for (const account of ['111122223333', '444455556666']) {
      mkdirSync(join(root, account));
      writeFileSync(join(root, account, 'a.json'), envelope);
    }
    expect(detectTarget(root).kind).toBe('aws-export');
  });

  const day = 'CloudTrail/eu-west-1/2026/11/21';
  const log = '111122223333_CloudTrail_eu-west-1_20261121T0005Z_aBcD1234.json.gz';
  const digest =
    'CloudTrail-Digest/eu-west-1/2026/11/21/111122223333_CloudTrail-Digest_eu-west-1_t_x.json.gz';
  it.each([
    { from: 'the bucket', files: [`AWSLogs/111122223333/${day}/${log}`, `AWSLogs/111122223333/${digest}`] },
    { from: 'a prefix', files: [`trails/AWSLogs/111122223333/${day}/${log}`] },
    { from: 'an organisation', files: [`AWSLogs/o-a1b2c3d4e5/111122223333/${day}/${log}`, 'README.md'] },
    { from: 'the account', files: [`${day}/${log}`] },
    { from: 'a region', files: [`2026/11/21/${log}`] },
  ])('takes what CloudTrail delivers, from $from down', ({ files }) => {
    for (const file of files) place(file, file.endsWith('.gz') ? gzipSync(trail) : '#');
    expect(detectTarget(root)).toEqual({ kind: 'telemetry', gaps: [] });
  });

  it.each([
    {
      what: 'folders for logs without a log',
      files: [`AWSLogs/111122223333/${day}/notes.txt`],
      reason: 'not-handed-over',
    },
    {
      what: 'code among the logs',
      files: [`AWSLogs/111122223333/${day}/${log}`, 'src/main.py'],
      reason: 'unsupported',
    },
    {
      what: 'code above the logs',
      files: [`AWSLogs/111122223333/${day}/${log}`, 'main.py'],
      reason: 'unsupported',
    },
  ])('is never silently a tree: $what', ({ files, reason }) => {
    for (const file of files) place(file, file.endsWith('.gz') ? gzipSync(trail) : '#');
    expect(detectTarget(root)).toMatchObject({ kind: 'tree', gaps: [{ reason }] });
  });

  it('looks into no more than so many folders for logs', () => {
    for (let i = 0; i < 1_000; i += 1) mkdirSync(join(root, 'a', String(i)), { recursive: true });
    expect(detectTarget(root)).toEqual({ kind: 'tree', gaps: [] });
  });

  it('says so where exports and telemetry lie side by side', () => {
    writeFileSync(join(root, 'a.json'), envelope);
    writeFileSync(join(root, 'b.json'), spans);
    expect(detectTarget(root)).toMatchObject({ kind: 'aws-export', gaps: [{ reason: 'unsupported' }] });
  });

  it('decides for one file by itself', () => {
    writeFileSync(join(root, 'a.json'), details);
    expect(detectTarget(join(root, 'a.json')).kind).toBe('aws-export');
  });
});
