import * as z from 'zod';

/** Checks that a pattern cannot express. Each is asked about the secret alone and says whether it can be a real one. */
export const ValidatorUse = z.union([
  z.enum(['luhn', 'github-checksum', 'aws-access-key-id', 'jwt', 'private-key-block', 'iban', 'mixed']),
  z.strictObject({
    entropy: z.number().min(1).max(6).describe('least Shannon entropy, in bits a character'),
  }),
]);
export type ValidatorUse = z.infer<typeof ValidatorUse>;

type NamedValidator = Extract<ValidatorUse, string>;

/** Whether the secret can be a real one by this check. */
export function passes(use: ValidatorUse, secret: string): boolean {
  return typeof use === 'string' ? NAMED[use](secret) : entropy(secret) >= use.entropy;
}

const NAMED: Readonly<Record<NamedValidator, (secret: string) => boolean>> = {
  luhn,
  'github-checksum': hasGithubChecksum,
  'aws-access-key-id': isAwsAccessKeyId,
  jwt: isJwt,
  'private-key-block': isPrivateKeyBlock,
  iban: isIban,
  mixed: isMixed,
};

/** Shannon entropy over the characters, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** ISO/IEC 7812-1, over the digits; a run of one digit passes the sum and is no card. */
function luhn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || new Set(digits).size < 3) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The last six characters of a 40-character token are the CRC-32 of the 30 before them, in base 62
 * (github.blog, Behind GitHub's new authentication token formats). Other lengths carry no checksum that is published.
 */
function hasGithubChecksum(token: string): boolean {
  const shape = /^gh[pousr]_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/.exec(token);
  if (shape === null) return true;
  const [, body = '', checksum = ''] = shape;
  let rest = crc32(body);
  let expected = '';
  while (expected.length < 6) {
    expected = `${BASE62.charAt(rest % 62)}${expected}`;
    rest = Math.floor(rest / 62);
  }
  return expected === checksum;
}

/** CRC-32 as gzip has it (RFC 1952 section 8), bit by bit: tokens are short. */
function crc32(text: string): number {
  let crc = -1;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ -1) >>> 0;
}

/** Base 32 behind the prefix (the account id is coded in it), and not a word repeated. */
function isAwsAccessKeyId(id: string): boolean {
  return /^A[A-Z0-9]{3}[A-Z2-7]{16}$/.test(id) && new Set(id.slice(4)).size >= 6;
}

/** A header that is JSON and names an algorithm; `none` is an unsigned token and no secret. */
function isJwt(token: string): boolean {
  const header = decodeJsonObject(token.split('.')[0] ?? '');
  const algorithm = header?.['alg'];
  return (
    typeof algorithm === 'string' &&
    algorithm.toLowerCase() !== 'none' &&
    decodeJsonObject(token.split('.')[1] ?? '') !== null
  );
}

/** base64url to a JSON object; null where it is anything else. */
function decodeJsonObject(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** A block whose body is long enough for a key and is not the dots of a document. */
function isPrivateKeyBlock(block: string): boolean {
  const body = block
    .replace(/-----[A-Z ]{1,60}-----/g, '')
    .replace(/\\[rn]/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  return body.length >= 64 && entropy(body) >= 3.5;
}

/** ISO 13616: country and check digits to the end, letters as numbers, remainder 1. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Letters and digits change places at least three times: what people name rarely does, what a generator draws does. */
function isMixed(text: string): boolean {
  return (text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 3;
}

const PLACEHOLDER_WORDS =
  /example|placeholder|changeme|change[-_]me|your[-_]|yourkey|yourapi|yourtoken|[-_]here\b|redacted|dummy|<|\$\{|\{\{|%\(|process\.env|environ/i;
// A run of A is zero bytes in base64: every OpenSSH key holds one.
const PLACEHOLDER_RUNS = /xxxx|XXXX|\*{3}|\.{3}|([^A])\1{7}|12345678|abcdefgh/;

/** What documentation writes in place of a secret. */
export function isPlaceholder(secret: string, words: readonly string[]): boolean {
  if (PLACEHOLDER_WORDS.test(secret) || PLACEHOLDER_RUNS.test(secret)) return true;
  const lower = secret.toLowerCase();
  return words.some((word) => lower.includes(word.toLowerCase()));
}
