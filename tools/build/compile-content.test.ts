import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkedKey,
  COMPILED_CONTENT,
  contentKey,
  type CompiledContent,
} from '../../src/collect/content-file.ts';
import { compileContent } from './compile-content.ts';

let folder: string;
let content: CompiledContent;

const keyOf = (path: string): string => contentKey(readFileSync(join(folder, 'content', path), 'utf8'));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-content-'));
  cpSync('content', join(folder, 'content'), { recursive: true });
  const rule = join(folder, 'content/rules/tol/SL-TOL-001/rule.yaml');
  writeFileSync(rule, `${readFileSync(rule, 'utf8')}\nmisspelt: true\n`);
  compileContent(join(folder, 'content'), folder);
  content = JSON.parse(readFileSync(join(folder, COMPILED_CONTENT), 'utf8')) as CompiledContent;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('compiled content', () => {
  it('holds what a schema makes of a file, its defaults included', () => {
    expect(content.checked[checkedKey('rules', keyOf('rules/tol/SL-TOL-009/rule.yaml'))]).toMatchObject({
      id: 'SL-TOL-009',
      find: { states: ['active'] },
    });
    expect(content.checked[checkedKey('catalog/sinks', keyOf('catalog/sinks/network.yaml'))]).toMatchObject({
      factories: {},
      clients: [],
    });
    const requests = checkedKey('catalog/requests', keyOf('catalog/requests/requests.yaml'));
    expect(content.checked[requests]).toMatchObject({ tools: { inBody: 'tools' } });
  });

  it('holds a file for the folder that it stands in alone', () => {
    const key = keyOf('catalog/providers/openai.yaml');
    expect(content.checked[checkedKey('catalog/providers', key)]).toMatchObject({ id: 'openai' });
    expect(content.checked[checkedKey('frameworks', key)]).toBeUndefined();
  });

  it('leaves what is at odds with its schema for the program to complain of', () => {
    const key = keyOf('rules/tol/SL-TOL-001/rule.yaml');
    expect(content.checked[checkedKey('rules', key)]).toBeUndefined();
    expect(content.parsed[key]).toMatchObject({ id: 'SL-TOL-001', misspelt: true });
  });

  it('holds as it stands what the program reads for itself', () => {
    expect(content.parsed[keyOf('catalog/verbs/aws.yaml')]).toBeDefined();
  });

  it('has no entry for the cases of rules', () => {
    const [file = ''] = readdirSync(join(folder, 'content/rules/tol/SL-TOL-009/cases'));
    const key = keyOf(`rules/tol/SL-TOL-009/cases/${file}`);
    expect([content.checked[checkedKey('rules', key)], content.parsed[key]]).toEqual([undefined, undefined]);
    expect(Object.keys(content.checked).length).toBeGreaterThan(50);
  });
});
