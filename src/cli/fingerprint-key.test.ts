import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprinter } from './fingerprint-key.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sightline-key-'));
  mkdirSync(join(root, 'home'));
  mkdirSync(join(root, 'state'));
});
afterEach(() => rmSync(root, { recursive: true }));

const KEY = 'sightline/fingerprint.key';

describe('fingerprinter', () => {
  it.each([
    { why: 'a home that has no state folder yet', env: { HOME: 'home' }, kept: `home/.local/state/${KEY}` },
    {
      why: 'a state folder of the home that is not there yet',
      env: { HOME: 'home', XDG_STATE_HOME: 'home/a/b' },
      kept: `home/a/b/${KEY}`,
    },
    {
      why: 'a state folder elsewhere that is there',
      env: { HOME: 'home', XDG_STATE_HOME: 'state' },
      kept: `state/${KEY}`,
    },
  ])('keeps one key over two runs in $why', ({ env, kept }) => {
    const absolute = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(root, path)]));
    expect(fingerprinter(absolute)('notreal')).toBe(fingerprinter(absolute)('notreal'));
    expect(existsSync(join(root, kept))).toBe(true);
  });

  it.each([
    { why: 'a state folder outside the home', env: { HOME: 'home', XDG_STATE_HOME: 'none/state' } },
    { why: 'a home that is not there', env: { HOME: 'none' } },
    { why: 'a state folder that leaves the home', env: { HOME: 'home', XDG_STATE_HOME: 'home/../none' } },
  ])('makes no missing tree for $why, and still answers', ({ env }) => {
    const absolute = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(root, path)]));
    const fingerprint = fingerprinter(absolute);
    expect(fingerprint('notreal')).toBe(fingerprint('notreal'));
    expect(existsSync(join(root, 'none'))).toBe(false);
  });

  it('takes a relative state folder for none', () => {
    fingerprinter({ HOME: join(root, 'home'), XDG_STATE_HOME: 'relative' });
    expect(existsSync(join(root, 'home/.local/state', KEY))).toBe(true);
    expect(existsSync('relative')).toBe(false);
  });
});
