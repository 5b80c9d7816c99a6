import { readFileSync } from 'node:fs';
import { besideTarget, PLAIN, renderScan } from '../../src/present/index.ts';
import { loadContent } from '../../src/cli/content.ts';
import { openInspector } from '../../src/cli/open-inspector.ts';
import { packageVersion } from '../../src/cli/package-root.ts';
import { scan } from '../../src/cli/scan-pipeline.ts';

const CONFIG = 'estate/support-chatbot/sightline.config.yaml';
/** Fixed, or the README would be stale every day. */
const NOW = '2026-11-21T08:00:00.000Z';
const WIDTH = 118;
const START = '<!-- demo: made by npm run generate -->\n';
const END = '<!-- /demo -->\n';
/** Findings that are shown whole; the rest is counted. */
const SHOWN_FINDINGS = 3;

/** README.md with the beginning of the demo's real output between its marks. */
export async function readmeWithCapture(): Promise<string> {
  const readme = readFileSync('README.md', 'utf8');
  const [before, rest = ''] = readme.split(START);
  const [, after = ''] = rest.split(END);
  // A real scan of the demo estate: what the README shows is what the reader will see.
  const found = await scan(
    { targets: [], config: CONFIG, cwd: process.cwd(), now: NOW },
    loadContent(),
    openInspector({}),
  );
  const lines = renderScan({ ...found, assessedAt: NOW, version: packageVersion() }, false, {
    width: WIDTH,
    paint: PLAIN,
    place: besideTarget,
  }).split('\n');
  // Each finding begins with a bullet.
  const starts = lines.flatMap((line, index) => (line.startsWith('  • ') ? [index] : []));
  const end = starts[SHOWN_FINDINGS] ?? lines.length;
  const left = starts.length - SHOWN_FINDINGS;
  const capture = [...lines.slice(0, end), `  … and ${String(left)} more findings`].join('\n');
  return `${before ?? ''}${START}\n\`\`\`text\n${capture}\n\`\`\`\n\n${END}${after}`;
}
