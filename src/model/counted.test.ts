import { expect, it } from 'vitest';
import { counted } from './index.ts';

it.each([
  { said: counted(1, 'query'), is: '1 query' },
  { said: counted(0, 'query'), is: '0 queries' },
  { said: counted(2, 'key'), is: '2 keys' },
  { said: counted(1, 'other asset depends', 'other assets depend'), is: '1 other asset depends' },
  { said: counted(3, 'line is not JSON', 'lines are not JSON'), is: '3 lines are not JSON' },
])('counts $is', ({ said, is }) => {
  expect(said).toBe(is);
});
