import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { NodeFact } from '#model';
import { openInspector } from '../src/cli/open-inspector.ts';
import { collectTarget } from '../src/collect/collect-target.ts';
import { code } from '../src/collect/sources/code/index.ts';
import { openTarget } from '../src/collect/target-files.ts';

const REPOSITORY = join(import.meta.dirname, '..', 'estate', 'support-chatbot', 'repo');
const state = mkdtempSync(join(tmpdir(), 'sightline-state-'));

afterAll(() => {
  rmSync(state, { recursive: true });
});

it('finds the key in the system prompt with the real detectors, keeps nothing of it, and leaves the placeholder alone', async () => {
  const inspector = openInspector({ XDG_STATE_HOME: state });
  const target = { id: 't1', name: 'support-chatbot', kind: 'tree' } as const;
  const { facts } = await collectTarget(target, openTarget(REPOSITORY, 'tree'), inspector, [code]);
  const detectors = new Map(
    facts
      .filter((fact): fact is NodeFact<'prompt'> => fact.fact === 'node' && fact.kind === 'prompt')
      .map((prompt) => [prompt.name, prompt.attributes.secretDetectors]),
  );
  expect(detectors.get('SUPPORT_INSTRUCTIONS')).toEqual(['anthropic-api-key']);
  expect(detectors.get('SUMMARY_INSTRUCTIONS')).toBeNull();
  expect(JSON.stringify(facts)).not.toContain('notreal');
});
