import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
      why: 'a project that keeps an export as a fixture at its top',
      files: { 'a.json': details, 'package.json': '{}' },
      kind: 'tree',
    },
    { why: 'code beside telemetry', files: { 'a.json': spans, 'main.py': '' }, kind: 'tree' },
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
