import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompiled } from './content-file.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-compiled-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function compiled(text: string) {
  const file = join(folder, 'content.json');
  writeFileSync(file, text);
  return readCompiled(file);
}

describe('compiled content', () => {
  it('is read where it has its shape', () => {
    const whole = { checked: { 'rules a': { id: 'x' } }, parsed: { b: [1] } };
    expect(compiled(JSON.stringify(whole))).toEqual(whole);
  });

  it.each([
    { why: 'null', text: 'null' },
    { why: 'a text', text: '"checked"' },
    { why: 'a list', text: '[]' },
    { why: 'an object without parts', text: '{}' },
    { why: 'one without parsed content', text: '{"checked":{}}' },
    { why: 'one whose parts are lists', text: '{"checked":[],"parsed":[]}' },
    { why: 'one whose part is null', text: '{"checked":{},"parsed":null}' },
    { why: 'cut off', text: '{"checked":{"a":' },
    { why: 'empty', text: '' },
  ])('is none where it is $why', ({ text }) => {
    expect(compiled(text)).toEqual({ checked: {}, parsed: {} });
  });

  it('is none where there is no file', () => {
    expect(readCompiled(join(folder, 'none.json'))).toEqual({ checked: {}, parsed: {} });
  });
});
