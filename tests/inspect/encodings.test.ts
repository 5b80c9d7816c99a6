import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, openInspector, plantedCases } from './planted-cases.ts';

const inspector = openInspector();

/** How people, mail programs, shells and smugglers write a text so that it does not look like itself. */
const ENCODE: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 in lines of 76': (text) =>
    Buffer.from(text)
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\n'),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'upper-case hex': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'percent, every byte': (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&'),
  'percent, as a form does': (text) => `q=${encodeURIComponent(text)}`,
  'decimal entities': (text) => [...text].map((one) => `&#${String(one.codePointAt(0))};`).join(''),
  'hexadecimal entities': (text) =>
    [...text].map((one) => `&#x${(one.codePointAt(0) ?? 0).toString(16)};`).join(''),
  'quoted-printable': (text) =>
    Buffer.from(text)
      .toString('hex')
      .toUpperCase()
      .replace(/../g, '=$&')
      .replace(/(?:=..){25}(?=.)/g, '$&=\r\n'),
  'Unicode tags': (text) =>
    text.replace(/[\0-\x7f]/g, (one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))),
};
const names = Object.keys(ENCODE);

function wrap(text: string, chain: readonly string[]): string {
  return chain.reduce((inner, name) => ENCODE[name]?.(inner) ?? inner, text);
}

const oneLine = plantedCases.filter(({ text }) => /^[\x20-\x7e]+$/.test(text));

describe('a planted secret in an encoding', () => {
  it.each(names)('is found in %s, whatever its detector', (name) => {
    for (const { detector, text, secret } of oneLine) {
      const wrapped = wrap(text, [name]);
      const around = `before it "${wrapped}" after it`;
      const match = inspector.inspect(around).find((one) => one.fingerprint === fingerprint(secret));
      expect(match, `${detector} in ${around}`).toMatchObject({ detector });
      if (match?.layers.length === 0) continue;
      expect(around.slice(match?.start, match?.end)).toBe(wrapped);
      expect(inspector.redact(around)).toBe(`before it "[redacted:${detector}]" after it`);
    }
  });

  it('is found in one to three encodings, drawn at random, and taken out by redact', () => {
    const chain = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...oneLine), chain, ({ detector, text, secret }, encodings) => {
        // Invisible characters in UTF-16 in base64 are the one pair that is not undone: UTF-16 is read for ASCII alone.
        fc.pre(!encodings.join().includes('Unicode tags,base64 of UTF-16'));
        const wrapped = wrap(text, encodings);
        const around = `"${wrapped}"`;
        const found = inspector.inspect(around).map((one) => `${one.detector} ${one.fingerprint}`);
        expect(found).toContain(`${detector} ${fingerprint(secret)}`);
        expect(inspector.inspect(inspector.redact(around))).toEqual([]);
      }),
      { numRuns: 2000, seed: 20261121 },
    );
  });

  it('is not looked for below the third encoding', () => {
    const [first] = oneLine.filter(({ detector }) => detector === 'anthropic-api-key');
    const wrapped = wrap(first?.text ?? '', ['base64', 'base64', 'base64', 'base64']);
    expect(inspector.inspect(wrapped)).toEqual([]);
  });

  it.each([
    ['behind a path', (text: string) => `https://host.test/objects/${text}`],
    ['behind a scheme', (text: string) => `Authorization: Basic ${text}`],
    ['in a data address', (text: string) => `data:text/plain;base64,${text}`],
    ['between words of the same letters', (text: string) => `get/${text}/raw`],
  ])('is found %s', (_, place) => {
    for (const { detector, text, secret } of oneLine) {
      const found = inspector.inspect(place(wrap(text, ['base64'])));
      expect(
        found.map((one) => one.fingerprint),
        detector,
      ).toContain(fingerprint(secret));
    }
  });
});

describe('a planted secret among characters that are not seen', () => {
  it.each([
    ['zero-width spaces', (text: string) => [...text].join('\u200b')],
    ['soft hyphens', (text: string) => [...text].join('\u00ad')],
    ['variation selectors', (text: string) => [...text].join('\ufe0f')],
    ['invisible tags', (text: string) => [...text].join('\u{e0041}')],
    ['full-width letters', (text: string) => text.replace(/[a-z]/g, (one) => shifted(one, 0xfee0))],
    ['mathematical letters', (text: string) => text.replace(/[a-z]/g, (one) => shifted(one, 0x1d41a - 97))],
    [
      'Cyrillic look-alikes',
      (text: string) => text.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о'),
    ],
  ])('is found with %s, at its place in the original', (_, disguise) => {
    for (const { detector, text, secret } of oneLine) {
      const at = text.indexOf(secret);
      const before = `“ünsere” 😀 ${disguise(text.slice(0, at))}`;
      const disguised = `${before}${disguise(secret)}${disguise(text.slice(at + secret.length))} — end`;
      const match = inspector.inspect(disguised).find((one) => one.fingerprint === fingerprint(secret));
      expect(match, detector).toMatchObject({ detector, layers: [] });
      expect(disguised.slice(match?.start, match?.end)).toBe(disguise(secret));
    }
  });
});

function shifted(character: string, by: number): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + by);
}

describe('redact', () => {
  it('leaves no planted secret in any text made of cases and prose', () => {
    const piece = fc.oneof(
      fc.constantFrom(...plantedCases.map(({ text }) => text)),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const redacted = inspector.redact(pieces.join('\n\n'));
        for (const { text, secret } of plantedCases)
          if (pieces.includes(text)) expect(redacted).not.toContain(secret);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('changes nothing where nothing was found', () => {
    const quiet = 'a plain text — with “quotes”, 😀 and a word';
    expect(inspector.redact(quiet)).toBe(quiet);
  });

  it('covers the whole of two matches that overlap, under the name of the more specific', () => {
    const [key] = plantedCases.filter(({ detector }) => detector === 'github-token');
    const text = `api_key="${key?.secret ?? ''}"`;
    expect(inspector.redact(text)).toBe('api_key="[redacted:github-token]"');
    expect(inspector.inspect(text).map((one) => one.detector)).toEqual(['github-token']);
  });
});

it('keeps two secrets of one encoded run apart', () => {
  const secrets = plantedCases.filter(
    ({ detector }) => detector === 'groq-api-key' || detector === 'xai-api-key',
  );
  const text = Buffer.from(secrets.map(({ text: one }) => one).join('\n')).toString('base64');
  const distinct = new Set(inspector.inspect(text).map((one) => one.fingerprint));
  expect(distinct).toEqual(new Set(secrets.map(({ secret }) => fingerprint(secret))));
});
