import { createInspector, type Inspector } from '#inspect';
import { fingerprinter } from './fingerprint-key.ts';
import { loadDetectorFiles } from './detector-files.ts';

export function openInspector(env: NodeJS.ProcessEnv): Inspector {
  return createInspector({ detectors: loadDetectorFiles(), fingerprint: fingerprinter(env) });
}
