import { describe, expect, it } from 'vitest';
import { createInspector, type Inspector } from '#inspect';
import { loadDetectorFiles } from '../../src/cli/detector-files.ts';
import { fingerprint, openInspector, plantedCases } from './planted-cases.ts';

const inspector = openInspector();
const TEN_MEGABYTES = 10_000_000;
const ONE_MEGABYTE = 1_000_000;
const key = plantedCases.find(({ detector }) => detector === 'groq-api-key')?.secret ?? '';

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** CPU for a text of this length that says nothing: what a linear look at it costs on the machine that runs the test. */
function quietMs(length: number): number {
  const text = 'The quick brown fox jumps over the lazy dog, again. '
    .repeat(Math.ceil(length / 52))
    .slice(0, length);
  return Math.max(1, Math.min(...[0, 1, 2].map(() => cpuMs(() => inspector.inspect(text)))));
}

describe('megabytes of one thing', () => {
  const quiet = quietMs(ONE_MEGABYTE);

  it.each([
    'a',
    '0',
    '=',
    '%',
    '&',
    '-',
    '/',
    '"',
    ' ',
    '\n',
    '%4',
    '%41',
    '&#',
    '&a',
    '&#65;',
    '=41',
    '=\n',
    'QUFB/',
    'eyJ',
    '.eyJ',
    'sk-',
    'token',
    'token="',
    'a\u200b',
    '\u{e0041}',
    '😀',
    '\ud800',
    '\udb40',
    '-----BEGIN PRIVATE KEY-----',
    'postgres://:',
  ])('of %j takes no more than a multiple of a quiet text', (unit) => {
    const text = unit.repeat(Math.ceil(ONE_MEGABYTE / unit.length));
    let count = -1;
    const spent = cpuMs(() => (count = inspector.inspect(text).length));
    expect(count).toBe(0);
    expect(spent / quiet).toBeLessThan(60);
  });

  it('take ten times as long when they are ten times as many', () => {
    const spent = cpuMs(() => inspector.inspect('/'.repeat(TEN_MEGABYTES)));
    expect(spent / quiet).toBeLessThan(600);
  });

  it('around one key hide nothing', () => {
    const half = 'lorem '.repeat(TEN_MEGABYTES / 12);
    const [match] = inspector.inspect(`${half}${key} ${half}`);
    expect(match).toMatchObject({
      detector: 'groq-api-key',
      start: half.length,
      end: half.length + key.length,
    });
  });
});

describe('a near miss, repeated', () => {
  const LENGTH = 100_000;
  /** Of the time that a quiet text of the length takes; a pattern that looks far ahead from each keyword takes more. */
  const LIMIT = 200;
  const quiet = (quietMs(ONE_MEGABYTE) * LENGTH) / ONE_MEGABYTE;
  // Nine tenths of each planted text: what makes a backtracking engine look again and again.
  const misses = plantedCases.map(({ detector, why, secret, text }) => ({
    detector,
    why,
    unit: text.slice(0, text.indexOf(secret) + Math.floor(secret.length * 0.9)),
  }));

  function ratio(one: Inspector, unit: string): number {
    const text = unit.repeat(Math.ceil(LENGTH / unit.length));
    return Math.min(...[0, 1, 2].map(() => cpuMs(() => one.redact(text)))) / quiet;
  }

  it.each(misses)('of $detector stays linear: $why', ({ unit }) => {
    expect(ratio(inspector, unit)).toBeLessThan(LIMIT);
    expect(ratio(inspector, `${unit} `)).toBeLessThan(LIMIT);
  });

  it.each(loadDetectorFiles())('of a keyword of $id stays linear', ({ keywords }) => {
    for (const between of [' ', '="', 'a'.repeat(120)])
      expect(ratio(inspector, `${keywords[0] ?? ''}${between}`), between).toBeLessThan(LIMIT);
  });

  it('would be seen to take long', () => {
    const [any] = loadDetectorFiles();
    if (any === undefined) throw new Error('no detector');
    const slow = { ...any, keywords: ['begin'], pattern: 'begin[a-z ]{80,12000}-end' };
    expect(ratio(createInspector({ detectors: [slow], fingerprint }), 'begin it ')).toBeGreaterThan(LIMIT);
  });
});

describe('text that is broken or made to break', () => {
  it.each([
    ['empty', ''],
    ['a high surrogate at the end', `x ${key} \ud83d`],
    ['a low surrogate at the start', `\ude00 ${key}`],
    ['half a tag', `\udb40 ${key} \udb40`],
    ['an escape cut off', `${key} %4`],
    ['an entity cut off', `${key} &#x`],
    ['an entity beyond Unicode', `&#x110000;&#9999999; ${key}`],
    ['invalid UTF-8 in hex', `${'ff'.repeat(40)} ${key}`],
    ['zeros', `${'\0'.repeat(100)} ${key}`],
    ['an object key that means something', `__proto__ constructor ${key}`],
  ])('is read to its end: %s', (_, text) => {
    const found = inspector.inspect(text).map((one) => one.fingerprint);
    expect(found).toEqual(text === '' ? [] : [fingerprint(key)]);
  });

  it('is bounded in what it decodes when base64 stands in base64 a hundred times', () => {
    let bomb = `key ${key}`;
    for (let depth = 0; depth < 30; depth += 1) bomb = Buffer.from(bomb).toString('base64');
    expect(bomb.length).toBeGreaterThan(300_000);
    expect(cpuMs(() => inspector.inspect(bomb)) / quietMs(bomb.length)).toBeLessThan(60);
  });

  it('gives at most a thousand matches, and redacts more than that', () => {
    const text = `${key} `.repeat(1500);
    expect(inspector.inspect(text)).toHaveLength(1000);
    expect(inspector.redact(text)).not.toContain(key);
  });
});
