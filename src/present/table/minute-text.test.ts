import { expect, it } from 'vitest';
import { minutesText } from './minute-text.ts';

it.each([
  { to: '2026-11-20T23:31:59.999Z', is: '2026-11-20 23:31 UTC' },
  { to: '2026-11-20T23:40:00.000Z', is: '2026-11-20 23:31 to 23:40 UTC' },
  { to: '2026-11-21T23:31:00.000Z', is: '2026-11-20 23:31 to 2026-11-21 23:31 UTC' },
])('tells a window as $is', ({ to, is }) => {
  expect(minutesText('2026-11-20T23:31:00.000Z', to)).toBe(is);
});
