import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from '../generate/generated-files.ts';

/** Generated documents are committed, and as fresh as what they are made from. */
export async function checkGenerated(): Promise<readonly string[]> {
  return (await generatedFiles()).flatMap(({ path, text }) => {
    if (!existsSync(path)) return [`${path} is missing: run npm run generate`];
    return readFileSync(path, 'utf8') === text ? [] : [`${path} is stale: run npm run generate`];
  });
}
