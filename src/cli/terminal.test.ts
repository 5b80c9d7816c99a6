import { describe, expect, it } from 'vitest';
import { styleOf, type ColorChoice } from './terminal.ts';

/** As Node makes them: a stream that is no terminal has no `isTTY` at all. */
const PIPE = {} as NodeJS.WriteStream;
const TERMINAL = { isTTY: true, columns: 120 } as NodeJS.WriteStream;

function isColored(color: ColorChoice, env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): boolean {
  return styleOf({ color }, env, stream).paint.bold('x') !== 'x';
}

describe('styleOf', () => {
  it.each<{ why: string; color?: ColorChoice; env: NodeJS.ProcessEnv; terminal?: boolean; colored: boolean }>(
    [
      { why: 'a pipe', env: {}, colored: false },
      { why: 'a pipe under CI', env: { CI: '1' }, colored: false },
      { why: 'a pipe under CI with a colour terminal', env: { CI: 'true', TERM: 'xterm' }, colored: false },
      { why: 'a pipe where colour is forced', env: { FORCE_COLOR: '1' }, colored: true },
      { why: 'a pipe where FORCE_COLOR is 0', env: { FORCE_COLOR: '0' }, colored: false },
      { why: 'a pipe where FORCE_COLOR is empty', env: { FORCE_COLOR: '', CI: '1' }, colored: false },
      { why: 'a pipe of which colour is asked', color: 'always', env: {}, colored: true },
      { why: 'a terminal', env: { TERM: 'xterm' }, terminal: true, colored: true },
      { why: 'a terminal that knows no colour', env: { TERM: 'dumb' }, terminal: true, colored: false },
      { why: 'a terminal with NO_COLOR', env: { NO_COLOR: '1' }, terminal: true, colored: false },
      { why: 'a terminal with an empty NO_COLOR', env: { NO_COLOR: '' }, terminal: true, colored: true },
      { why: 'a terminal of which none is asked', color: 'never', env: {}, terminal: true, colored: false },
    ],
  )('says $colored of colour for $why', ({ color = 'auto', env, terminal = false, colored }) => {
    expect(isColored(color, env, terminal ? TERMINAL : PIPE)).toBe(colored);
  });

  it.each([
    { why: 'the terminal', stream: TERMINAL, env: {}, width: 120 },
    { why: 'COLUMNS in a pipe', stream: PIPE, env: { COLUMNS: '90' }, width: 90 },
    { why: 'nothing in a pipe', stream: PIPE, env: {}, width: 100 },
    { why: 'a terminal as wide as a wall', stream: PIPE, env: { COLUMNS: '900' }, width: 160 },
  ])('takes its width from $why', ({ stream, env, width }) => {
    expect(styleOf({ color: 'auto' }, env, stream).width).toBe(width);
  });
});
