import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadContent } from '../src/cli/content.ts';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { EstateCopy, evidenceFiles, type Harm } from './lost/estate-copy.ts';
import { better } from './lost/first-page.ts';

// What most people scan first, and where most hangs on one file: the agent's makes its tools, its role and its model part of the
// picture.
const estate = new EstateCopy(loadContent(), ['repo']);
let whole: Scan;

beforeAll(async () => {
  whole = await estate.scanned();
}, 60_000);
afterAll(() => {
  estate.remove();
});

const HARMS: readonly Harm[] = ['half', 'no-text'];
const files = evidenceFiles().filter((file) => file.startsWith('repo/'));

it.each(files)('%s cut short or unreadable makes no number of the first page better', async (file) => {
  for (const harm of HARMS) {
    expect({ harm, better: better(whole, await estate.harmed(file, harm)) }).toEqual({ harm, better: [] });
  }
});
