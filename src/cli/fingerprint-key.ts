import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';

// As long as the output of SHA-256: a longer key adds next to nothing (RFC 2104, section 3).
const KEY_BYTES = 32;

/** XDG base directories: a path that is empty or relative counts as not set. */
function stateFolder(env: NodeJS.ProcessEnv, home: string): string {
  const set = env['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(set) ? set : join(home, '.local', 'state'), 'sightline');
}

/** Missing parents are made inside a home that is there; elsewhere a missing tree is a mistake, and not ours to make. */
function makeFolder(folder: string, home: string): void {
  const inside = relative(home, folder);
  const isHomes = existsSync(home) && !isAbsolute(inside) && inside.split(/[\\/]/)[0] !== '..';
  if (isHomes || !existsSync(folder)) mkdirSync(folder, { recursive: isHomes, mode: 0o700 });
}

/** The machine's own key, made at first use and readable by its user alone; a secret is never hashed without it. */
function fingerprintKey(env: NodeJS.ProcessEnv): Buffer {
  const home = env['HOME'] ?? homedir();
  const folder = stateFolder(env, home);
  const path = join(folder, 'fingerprint.key');
  try {
    const key = readFileSync(path);
    if (key.length === KEY_BYTES) return key;
  } catch {
    // First use, or no such folder: made below.
  }
  const key = randomBytes(KEY_BYTES);
  try {
    makeFolder(folder, home);
    writeFileSync(path, key, { mode: 0o600 });
    // A file that was there with another length keeps its mode when it is written over.
    chmodSync(path, 0o600);
  } catch {
    // A read-only home still gets fingerprints, which then match within this run alone.
  }
  return key;
}

/**
 * HMAC-SHA-256 of a secret in hexadecimal, under a key that is read once. With one key one secret has one fingerprint
 * in every scan of this machine; without the key nobody can try guesses against it.
 */
export function fingerprinter(env: NodeJS.ProcessEnv): (secret: string) => string {
  const key = fingerprintKey(env);
  return (secret) => createHmac('sha256', key).update(secret).digest('hex');
}
