import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAwsPolicyDocument } from '#model';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { CaseEstate, estateOf } from './case-estate.ts';
import { AwsCatalogue, compileAws } from './index.ts';

const FOLDER = join(import.meta.dirname, 'cases');
const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../content/catalog/verbs/aws.yaml'), 'utf8')),
);

const Case = z.strictObject({
  why: z.string(),
  source: z.url().optional(),
  /** Added to the file's policies for this case alone. */
  policies: CaseEstate.shape.policies,
  principal: z.string(),
  action: z.string(),
  resource: z.string(),
  session: z.array(z.unknown()).optional(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  complete: z.boolean().default(false),
  expect: z.enum(['allow', 'explicit deny', 'implicit deny', 'conditional', 'unknown']),
  guards: z.array(z.string()).optional(),
  missing: z.string().optional(),
});

const CaseFile = z.strictObject({
  source: z.url(),
  estate: z.unknown(),
  cases: z.array(Case).min(1),
});

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe.each(files)('%s', (name) => {
  const file = CaseFile.parse(parse(readFileSync(join(FOLDER, name), 'utf8')));
  const estate = CaseEstate.parse(file.estate);

  it.each(file.cases)('$why: $expect', (row) => {
    const access = compileAws(
      estateOf({ ...estate, policies: [...estate.policies, ...row.policies] }),
      CATALOGUE,
    );
    const sessionPolicies = (row.session ?? []).map((document) => {
      const parsed = parseAwsPolicyDocument(document);
      if (!parsed.ok) throw new Error(parsed.error);
      return parsed.value;
    });
    const { principal, action, resource, context, complete } = row;
    const open = resource.endsWith('/*');
    const verdict = access.decide({
      principal,
      action,
      resource: open ? resource.slice(0, -1) : resource,
      open,
      sessionPolicies,
      complete,
      ...(context === undefined ? {} : { context }),
    });
    const said =
      verdict.kind === 'deny' ? (verdict.explicit ? 'explicit deny' : 'implicit deny') : verdict.kind;
    expect(said, JSON.stringify(verdict, null, 1)).toBe(row.expect);
    if (row.guards !== undefined) {
      const guards = verdict.kind === 'conditional' ? verdict.guards : [];
      expect(guards.map((guard) => `${guard.mustHold ? '' : 'not '}${guard.operator} ${guard.key}`)).toEqual(
        row.guards,
      );
    }
    if (row.missing !== undefined) expect(verdict.missing.join('; ')).toBe(row.missing);
  });
});
