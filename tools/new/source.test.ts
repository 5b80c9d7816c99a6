import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';
import { newSource } from './source.ts';

let copy: RepositoryCopy;

beforeAll(() => {
  copy = copyRepository('tools');
});
afterAll(() => {
  copy.remove();
});

describe('npm run new source', () => {
  it('makes a folder that is listed and passes conformance, types and format as it stands', () => {
    expect(newSource(copy.folder, 'crew-config')).toMatchObject({ ok: true });
    const tests = copy.run(
      'vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      'src/collect/conformance.test.ts',
      '-t',
      'crew-config|list of sources',
    );
    expect(tests.said).toContain('crew-config/one-agent');
    expect(tests.status, tests.said).toBe(0);
    const types = copy.run('typescript-native/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
    expect(types.status, types.said).toBe(0);
    const format = copy.run(
      'prettier/bin/prettier.cjs',
      '--check',
      'src/collect/sources/crew-config/*.{ts,md}',
      'src/collect/source-list.ts',
    );
    expect(format.status, format.said).toBe(0);
  });

  it.each([
    { why: 'it is there already', name: 'mcp-config' },
    { why: 'the name leads elsewhere', name: '../x' },
    { why: 'there is no name', name: '' },
  ])('refuses where $why', ({ name }) => {
    expect(newSource(copy.folder, name).ok).toBe(false);
  });
});
