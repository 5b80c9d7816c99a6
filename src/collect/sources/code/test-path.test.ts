import { expect, it } from 'vitest';
import { isTestPath } from './test-path.ts';

it.each([
  ['a test beside its module', 'core/cost.test.ts', true],
  ['one that is named for its runner', 'core/cost.vitest.ts', true],
  ['a folder of tests', 'packages/a/__tests__/cost.ts', true],
  ['a test of pytest', 'app/test_cost.py', true],
  ['an example', 'examples/chat/main.py', true],
  ['a module that only speaks of tests', 'core/testing.ts', false],
  ['a configuration of a runner', 'core/vitest.config.ts', false],
  ['a folder whose name only begins like one', 'testbed/agent.py', false],
])('%s (%s) is test code: %s', (_what, path, is) => {
  expect(isTestPath(path)).toBe(is);
});
