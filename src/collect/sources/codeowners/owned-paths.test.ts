import { describe, expect, it } from 'vitest';
import { ownedPaths } from './owned-paths.ts';

describe('ownedPaths', () => {
  it.each([
    { why: 'everything', pattern: '*', globs: ['**'] },
    { why: 'an extension anywhere', pattern: '*.js', globs: ['**/*.js', '**/*.js/**'] },
    { why: 'a folder at the root', pattern: '/build/logs/', globs: ['build/logs/**'] },
    { why: 'what lies directly in a folder', pattern: 'docs/*', globs: ['docs/*'] },
    { why: 'a folder of that name anywhere', pattern: 'apps/', globs: ['**/apps/**'] },
    {
      why: 'a folder at the root without its slash',
      pattern: '/apps/github',
      globs: ['apps/github', 'apps/github/**'],
    },
    { why: 'a folder of that name below any other', pattern: '**/logs', globs: ['**/logs', '**/logs/**'] },
    { why: 'a file at the root', pattern: '/README.md', globs: ['README.md', 'README.md/**'] },
  ])('reads $pattern as $why', ({ pattern, globs }) => {
    expect(ownedPaths(pattern)).toEqual(globs);
  });
});
