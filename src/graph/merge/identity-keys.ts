import { CREDENTIAL_KINDS, isStrong, type Identifier, type IdentifierScheme, type NodeKind } from '#model';
import { kindFamily } from './asset-kinds.ts';

/**
 * Schemes that name an asset only where it is of these kinds. Elsewhere they say what it is made of: two functions may
 * run one image and two clients one package, and stay two.
 */
const ONLY_FOR: Partial<Record<IdentifierScheme, readonly NodeKind[]>> = {
  'image-reference': ['image'],
  'image-source': ['image'],
  'package-url': ['package'],
  'aws-unique-id': ['cloud-role', 'cloud-user'],
  'access-key-id': CREDENTIAL_KINDS,
  'provider-key-id': CREDENTIAL_KINDS,
  'secret-fingerprint': CREDENTIAL_KINDS,
};

/** Scheme, authority and path; not `URL`, which is no part of the language in a pure room. */
const URL_SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i;

function isNativeId(id: string): boolean {
  return id.startsWith('arn:') || URL_SHAPE.test(id);
}

/** Scheme and host in lower case, default port, query, fragment and closing slashes gone. Anything else as it is. */
export function canonicalUrl(url: string): string {
  const parts = URL_SHAPE.exec(url);
  if (parts === null) return url;
  const [, scheme = '', authority = '', path = ''] = parts;
  const lower = scheme.toLowerCase();
  const host = authority
    .toLowerCase()
    .replace(lower === 'https' ? /:443$/ : lower === 'http' ? /:80$/ : /$^/, '');
  return `${lower}://${host}${path.replace(/\/+$/, '')}`;
}

/** Host and port, without the default port; null where the text is no URL. */
export function hostOf(url: string): string | null {
  return URL_SHAPE.exec(canonicalUrl(url))?.[2] ?? null;
}

/** A version or alias behind a function's ARN names the same function. */
export function canonicalArn(arn: string): string {
  return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+:/.test(arn) ? arn.slice(0, arn.lastIndexOf(':')) : arn;
}

/** With the family of kinds: an image and a function may share a reference and stay two. */
function keyOf(family: NodeKind, { scheme, value }: Identifier): string {
  const canonical = scheme === 'url' ? canonicalUrl(value) : scheme === 'arn' ? canonicalArn(value) : value;
  return `${family} ${scheme} ${canonical}`;
}

/** Keys by which the asset is known to every source; two assets with a key in common are one. */
export function identityKeys(
  kind: NodeKind,
  id: string,
  identifiers: readonly Identifier[],
): readonly string[] {
  const family = kindFamily(kind);
  const keys = identifiers
    .filter((one) => isStrong(one) && (ONLY_FOR[one.scheme]?.includes(kind) ?? true))
    .map((one) => keyOf(family, one));
  if (id.startsWith('arn:')) keys.push(keyOf(family, { scheme: 'arn', value: id }));
  else if (URL_SHAPE.test(id)) keys.push(keyOf(family, { scheme: 'url', value: id }));
  return keys;
}

/**
 * Lower is better known. 0: native; 1: made from code or configuration; 2: made from telemetry (`observedId` of the
 * model).
 */
function idRank(id: string): number {
  return isNativeId(id) ? 0 : /^[a-z-]+:observed\//.test(id) ? 2 : 1;
}

/** Native id, then what the code declares, then what telemetry called it. */
export function canonicalId(ids: readonly string[]): string {
  return ids.reduce((best, id) => {
    const order = idRank(id) - idRank(best);
    return order < 0 || (order === 0 && id < best) ? id : best;
  });
}
