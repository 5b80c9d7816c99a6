import { createInspector, type Inspector } from '#inspect';
import { fingerprinter } from './fingerprint-key.ts';
import { loadDetectorFiles } from './detector-files.ts';

/**
 * The detectors of this installation under the key of this user.
 *
 * @throws Where the detectors are unsound.
 */
export function openInspector(env: NodeJS.ProcessEnv): Inspector {
  return createInspector({ detectors: loadDetectorFiles(), fingerprint: fingerprinter(env) });
}
