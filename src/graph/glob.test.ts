import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';

describe('globs', () => {
  it.each([
    { pattern: 'shop/app/**', mode: 'path', text: 'shop/app/src/agent.ts', yes: true },
    { pattern: 'shop/app/*', mode: 'path', text: 'shop/app/src/agent.ts', yes: false },
    { pattern: 'shop/**/agent.ts', mode: 'path', text: 'shop/agent.ts', yes: true },
    { pattern: 'shop/**/agent.ts', mode: 'path', text: 'shop/a/b/agent.ts', yes: true },
    { pattern: 'shop/**/agent.ts', mode: 'path', text: 'shop/a/my-agent.ts', yes: false },
    { pattern: '**/test/**', mode: 'path', text: 'shop/app/test/a.ts', yes: true },
    { pattern: '**/test/**', mode: 'path', text: 'test/a.ts', yes: true },
    { pattern: 'shop/**.py', mode: 'path', text: 'shop/a/b.py', yes: true },
    { pattern: 'shop/?.ts', mode: 'path', text: 'shop//.ts', yes: false },
    { pattern: 'shop/a.ts', mode: 'path', text: 'shop/a.ts', yes: true },
    { pattern: 'shop/a.ts', mode: 'path', text: 'shop/aXts', yes: false },
    { pattern: 'arn:aws:iam::*:role/*', mode: 'text', text: 'arn:aws:iam::1:role/service/app', yes: true },
    { pattern: 'support-?', mode: 'text', text: 'support-', yes: false },
    { pattern: '*', mode: 'text', text: '', yes: true },
    { pattern: '', mode: 'text', text: '', yes: true },
    { pattern: 'a.*', mode: 'text', text: 'abc', yes: false },
    { pattern: 'helper-🤖-*', mode: 'text', text: 'helper-🤖-1', yes: true },
    { pattern: 'helper-?', mode: 'text', text: 'helper-🤖', yes: true },
    { pattern: 'helper-🤖?', mode: 'path', text: 'helper-🤖', yes: false },
  ] as const)('says $yes to $text for $pattern in $mode mode', ({ pattern, mode, text, yes }) => {
    expect(compileGlob(pattern, mode)(text)).toBe(yes);
  });

  it('stays fast on a pattern that makes a backtracking matcher explode', () => {
    const glob = compileGlob(`${'*a'.repeat(200)}b`, 'text');
    const started = performance.now();
    expect(glob('a'.repeat(3_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('matches nothing beyond its bounds', () => {
    expect(compileGlob('*'.repeat(1_001), 'text')('a')).toBe(false);
    expect(compileGlob('*', 'text')('a'.repeat(4_001))).toBe(false);
  });
});
