import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createInspector } from '#inspect';
import { loadDetectorFiles } from './detector-files.ts';
import { packageRoot } from './package-root.ts';

const ROOT = join(packageRoot(), 'content', 'detectors');
const MatchCase = z.strictObject({
  why: z.string(),
  text: z.string(),
  secret: z.string().optional(),
  publicId: z.string().optional(),
});
const QuietCase = z.strictObject({ why: z.string(), text: z.string() });

const inspector = createInspector({ detectors: loadDetectorFiles(), fingerprint });

function fingerprint(secret: string): string {
  return createHmac('sha256', 'test').update(secret).digest('hex');
}

function casesOf<T>(id: string, file: string, schema: z.ZodType<T>): { id: string; one: T }[] {
  const cases = z
    .array(schema)
    .min(2)
    .parse(parse(readFileSync(join(ROOT, id, 'cases', file), 'utf8')));
  return cases.map((one) => ({ id, one }));
}

const ids = readdirSync(ROOT);

describe('a detector', () => {
  it.each(ids.flatMap((id) => casesOf(id, 'match.yaml', MatchCase)))(
    '$id matches $one.why',
    ({ id, one }) => {
      const secret = one.secret ?? one.text;
      const matches = inspector.inspect(one.text);
      expect(matches.map((match) => match.detector)).toEqual([id]);
      expect(matches[0]).toMatchObject({ fingerprint: fingerprint(secret), publicId: one.publicId ?? null });
      expect(one.text.slice(matches[0]?.start, matches[0]?.end)).toBe(secret);
      expect(inspector.redact(one.text)).not.toContain(secret);
    },
  );

  it.each(ids.flatMap((id) => casesOf(id, 'quiet.yaml', QuietCase)))(
    '$id is quiet on $one.why',
    ({ id, one }) => {
      expect(inspector.inspect(one.text).map((match) => match.detector)).not.toContain(id);
    },
  );

  it('is named as its folder is', () => {
    expect(loadDetectorFiles().map((one) => one.id)).toEqual(ids);
  });
});
