import { describe, expect, it } from 'vitest';
import { loadDetectors } from './detector.ts';

const sound = {
  id: 'acme-api-key',
  title: 'Acme API key',
  category: 'secret',
  shape: 'provider',
  provider: 'acme',
  keywords: ['acme_'],
  pattern: 'acme_[a-z0-9]{20}',
  hint: { prefix: 5, suffix: 4 },
  source: 'https://acme.test/keys',
  asOf: '2026-11-21',
};

describe('loadDetectors', () => {
  it('gives sound detectors in order of id', () => {
    const loaded = loadDetectors([
      { ...sound, id: 'b' },
      { ...sound, id: 'a' },
    ]);
    expect(loaded.ok && loaded.value.map((one) => one.id)).toEqual(['a', 'b']);
  });

  it.each([
    ['a misspelt key', { ...sound, patern: 'x' }, 'acme-api-key'],
    ['no keyword', { ...sound, keywords: [] }, 'keywords'],
    ['a keyword outside ASCII', { ...sound, keywords: ['ключ'] }, 'keywords'],
    ['an unknown validator', { ...sound, validators: ['crc'] }, 'validators'],
    ['an unbounded pattern', { ...sound, pattern: 'acme_.*' }, 'no upper bound'],
    ['no date', { ...sound, asOf: 'yesterday' }, 'asOf'],
    ['something else', 42, 'a detector without an id'],
  ])('refuses %s', (_, value, problem) => {
    const loaded = loadDetectors([value]);
    expect(loaded.ok ? '' : loaded.error.join()).toContain(problem);
  });

  it('refuses an id that stands twice', () => {
    expect(loadDetectors([sound, sound])).toEqual({ ok: false, error: ['acme-api-key stands twice'] });
  });
});
