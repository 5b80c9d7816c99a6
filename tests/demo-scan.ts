import { besideTarget, PLAIN, renderScan } from '#present';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';

/** The clock of these scans, so that the page can be repeated. */
export const NOW = '2026-11-21T08:00:00Z';

/** The estate of the demo, with whatever rules the content holds; its secrets are named with a key that no user has. */
export function scanDemo(): Promise<Scan> {
  const config = 'estate/support-chatbot/sightline.config.yaml';
  const inspector = openInspector({ ...process.env, XDG_STATE_HOME: '/nonexistent' });
  return scan({ targets: [], config, cwd: process.cwd(), now: NOW }, loadContent(), inspector);
}

/** @param width Columns; by default so wide that no text wraps. */
export function pageOf(found: Scan, width = 5_000): string {
  const run = { ...found, assessedAt: NOW, version: '0.0.0' };
  return renderScan(run, false, { width, paint: PLAIN, place: besideTarget });
}
