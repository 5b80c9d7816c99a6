import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const KEY_BYTES = 32;

function stateFolder(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'sightline');
}

/** The machine's own key, made at first use and readable by its user alone; a secret is never hashed without it. */
function fingerprintKey(env: NodeJS.ProcessEnv): Buffer {
  const folder = stateFolder(env);
  const path = join(folder, 'fingerprint.key');
  try {
    const key = readFileSync(path);
    if (key.length === KEY_BYTES) return key;
  } catch {
    // First use, or no such folder: made below.
  }
  const key = randomBytes(KEY_BYTES);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, key, { mode: 0o600 });
    chmodSync(path, 0o600);
  } catch {
    // A read-only home still gets fingerprints, which then match within this run alone.
  }
  return key;
}

export function fingerprinter(env: NodeJS.ProcessEnv): (secret: string) => string {
  const key = fingerprintKey(env);
  return (secret) => createHmac('sha256', key).update(secret).digest('hex');
}
