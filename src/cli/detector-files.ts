import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContentFile } from '#collect';
import { loadDetectors, type Detector } from '#inspect';
import { ContentError } from '#model';
import { packageRoot } from './package-root.ts';

/** @throws ContentError where the content is unsound: an installation that cannot see secrets must not go on as if there were none. */
export function loadDetectorFiles(root: string = join(packageRoot(), 'content')): readonly Detector[] {
  const folder = join(root, 'detectors');
  const parsed = readdirSync(folder)
    .sort()
    .map((id) => readContentFile(join(folder, id, 'detector.yaml')));
  const loaded = loadDetectors(parsed);
  if (!loaded.ok) throw new ContentError(folder, `unsound detectors:\n${loaded.error.join('\n')}`);
  return loaded.value;
}
