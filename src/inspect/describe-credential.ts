import type { Identifier } from '#model';
import type { Match } from './inspector.ts';

/** What is known of a secret that was recognised: enough to join its sightings, nothing to use it by. */
interface CredentialDescription {
  readonly kind: 'access-key' | 'token' | 'certificate' | 'api-key';
  readonly attributes: { readonly detector: string; readonly hint: string; readonly publicId?: string };
  readonly identifiers: readonly Identifier[];
}

/** One form for all sources of all planes: credentials that are described apart would not be joined. */
export function describeCredential(
  match: Pick<Match, 'detector' | 'hint' | 'fingerprint' | 'publicId'>,
): CredentialDescription {
  const { detector, hint, fingerprint, publicId } = match;
  return {
    kind: credentialKind(detector),
    attributes: { detector, hint, ...(publicId === null ? {} : { publicId }) },
    identifiers: [
      { scheme: 'secret-fingerprint', value: fingerprint },
      { scheme: 'secret-hint', value: hint },
      ...(publicId === null ? [] : [{ scheme: 'access-key-id', value: publicId } as const]),
    ],
  };
}

/** Kinds merge only with their own, so every source must draw the same line: by the detector's name. */
function credentialKind(detector: string): CredentialDescription['kind'] {
  if (detector.includes('access-key')) return 'access-key';
  if (detector.includes('private-key') || detector.includes('certificate')) return 'certificate';
  return detector.includes('token') ? 'token' : 'api-key';
}
