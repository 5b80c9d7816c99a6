import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan } from '../src/cli/scan-pipeline.ts';
import { accessDifferences } from './truth/access-differences.ts';
import { assetDifferences, strangerDifferences } from './truth/asset-differences.ts';
import { ACCESS_BITES, PATH_BITES } from './truth/access-and-path-bites.ts';
import { ASSET_BITES, EDGE_BITES } from './truth/asset-and-edge-bites.ts';
import { SEEN_BITES } from './truth/seen-bites.ts';
import { NEAR_MISS_BITES, VERDICT_BITES } from './truth/verdict-bites.ts';
import { edgeDifferences } from './truth/edge-differences.ts';
import { nameScan, type NamedScan } from './truth/estate-names.ts';
import { nearMissDifferences } from './truth/near-miss-differences.ts';
import { pathDifferences } from './truth/path-differences.ts';
import { readTruth, truthTexts } from './truth/read-truth.ts';
import { seenDifferences } from './truth/seen-differences.ts';
import { readTelemetry } from './truth/telemetry-record.ts';
import type { Truth } from './truth/truth-schema.ts';
import { verdictDifferences } from './truth/verdict-differences.ts';

// The truth was written by reading the estate's files, before and apart from the scanner. The scan is held to it exactly: what
// only one of them says is a difference, and each difference is a sentence.
const SYSTEM = 'estate/support-chatbot';
const texts = truthTexts(`${SYSTEM}/truth`);
const truth = readTruth(texts);
const content = loadContent();
const rules = content.rules.map(({ id }) => id);
const record = readTelemetry(`${SYSTEM}/telemetry`);
let state = '';
let whole: NamedScan;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'sightline-truth-'));
  const request = {
    targets: [],
    config: `${SYSTEM}/sightline.config.yaml`,
    cwd: process.cwd(),
    now: '2026-11-21T08:00:00Z',
  };
  whole = nameScan(
    truth,
    await scan(request, content, openInspector({ ...process.env, XDG_STATE_HOME: state })),
  );
});
afterAll(() => rmSync(state, { recursive: true }));

/** Where a truth, changed or not, differs from the scan. */
const SECTIONS = {
  assets: (one: Truth, named: NamedScan) => assetDifferences(one, named),
  names: (one: Truth) => strangerDifferences(one),
  edges: (one: Truth, named: NamedScan) => edgeDifferences(one, named),
  access: (one: Truth, named: NamedScan) => accessDifferences(one, named),
  paths: (one: Truth, named: NamedScan) => pathDifferences(one, named),
  verdicts: (one: Truth, named: NamedScan) => verdictDifferences(one, named, rules),
  nearMisses: (one: Truth, named: NamedScan) => nearMissDifferences(one, named, rules, SYSTEM),
  seen: (one: Truth, named: NamedScan) => seenDifferences(one, named, record),
} as const;
type Section = keyof typeof SECTIONS;

/** Enough to see what is wrong; one fault often shows in hundreds of places. */
const SHOWN = 40;

it.each(Object.keys(SECTIONS) as Section[])('of %s the truth and the scan say the same', (section) => {
  const differences = SECTIONS[section](truth, whole);
  const more = differences.length > SHOWN ? [`and ${String(differences.length - SHOWN)} more`] : [];
  expect([...differences.slice(0, SHOWN), ...more]).toEqual([]);
});

const BITES = [
  ...ASSET_BITES,
  ...EDGE_BITES,
  ...ACCESS_BITES,
  ...PATH_BITES,
  ...VERDICT_BITES,
  ...NEAR_MISS_BITES,
  ...SEEN_BITES,
];

// A truth that nothing holds would be a text like any other: each part of it, made false, must be noticed.
it.each(BITES)('$section: where $what, it is told', ({ section, change, says }) => {
  const changed = structuredClone(truth);
  change(changed);
  expect(SECTIONS[section](changed, nameScan(changed, whole.scan))).toContainEqual(
    expect.stringMatching(says),
  );
});

// Nothing shows that the code runs as the function: the key that it reads and the key that the function holds stay two.
it('assets: where two assets have one name and nothing tells them apart, it is told', async () => {
  const targets = [`${SYSTEM}/repo/app`, `${SYSTEM}/aws-export`];
  const request = { targets, config: undefined, cwd: process.cwd(), now: '2026-11-21T08:00:00Z' };
  const two = await scan(request, content, openInspector({ ...process.env, XDG_STATE_HOME: state }));
  expect(assetDifferences(truth, nameScan(truth, two))).toContainEqual(
    expect.stringMatching(
      /^api-key TICKETS_API_TOKEN: could be api-key:app\/env#.*function:support-chatbot#/,
    ),
  );
});

it('is told of every section', () => {
  expect(new Set(BITES.map(({ section }) => section))).toEqual(new Set(Object.keys(SECTIONS)));
});

it.each([
  { file: 'assets.yaml', what: 'a field of an asset', from: 'planes: [declared]', to: 'plane: [declared]' },
  { file: 'assets.yaml', what: 'a field of a rule', from: 'having:', to: 'having-got:' },
  { file: 'edges.yaml', what: 'a field of an edge', from: '{count: 90}', to: '{counts: 90}' },
  { file: 'edges.yaml', what: 'a field of a rule', from: 'except:', to: 'without:' },
  { file: 'access.yaml', what: 'a part', from: 'decisions:', to: 'verdicts:' },
  { file: 'paths.yaml', what: 'a field of a path', from: 'becomes:', to: 'becoming:' },
  { file: 'verdicts.yaml', what: 'a field of a near miss', from: 'unsaid:', to: 'said-not:' },
  { file: 'verdicts.yaml', what: 'a field of a verdict', from: 'subject:', to: 'store:' },
  { file: 'seen.yaml', what: 'a field', from: 'conversations:', to: 'sessions:' },
])('$file: $what that no test reads is an error', ({ file, from, to }) => {
  const text = texts[file] ?? '';
  expect(text).toContain(from);
  expect(() => readTruth({ ...texts, [file]: text.replace(from, to) })).toThrow(file);
});

it('is an error where a file is one that no test reads, or is missing', () => {
  expect(() => readTruth({ ...texts, 'notes.yaml': 'a: 1' })).toThrow('no test reads notes.yaml');
  expect(() => readTruth({ ...texts, 'seen.yaml': '' })).toThrow('seen.yaml');
});
