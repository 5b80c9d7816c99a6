import { createHash } from 'node:crypto';
import type { Inspector } from '#inspect';

/**
 * Every planted secret of the cases holds `notreal`: that is how this inspector knows one. From the start of a word alone, since a
 * text may be one endless word.
 */
const PLANTED = /(?<![A-Za-z0-9_\-./+])[A-Za-z0-9_\-./+]*notreal[A-Za-z0-9_\-/+]*/g;

/**
 * Stands in for the engine where a test is about a source and not about detectors: knows planted secrets, and only them,
 * so that a case does not change when a detector is added.
 */
export const plantedInspector: Inspector = {
  inspect(text) {
    return [...text.matchAll(PLANTED)].map((found) => ({
      detector: 'planted-key',
      category: 'secret',
      start: found.index,
      end: found.index + found[0].length,
      hint: `${found[0].slice(0, 3)}…`,
      /** Without a key, since a planted secret protects nothing. */
      fingerprint: createHash('sha256').update(found[0]).digest('hex').slice(0, 16),
      publicId: null,
      layers: [],
    }));
  },
  redact: (text) => text.replaceAll(PLANTED, '[redacted:planted-key]'),
};
