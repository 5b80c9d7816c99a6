import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkContent } from './content.ts';

let content = '';
beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), 'check-content-'));
  cpSync('content', content, { recursive: true });
});
afterEach(() => rmSync(content, { recursive: true }));

describe('checkContent', () => {
  it('passes the content as it is', async () => {
    expect(await checkContent(content)).toEqual([]);
  });

  it.each([
    {
      what: 'a detector',
      file: 'detectors/aws-access-key-id/detector.yaml',
      said: 'detectors: unsound detectors',
    },
    { what: 'the verbs of AWS', file: 'catalog/verbs/aws.yaml', said: 'catalog/verbs: ' },
    { what: 'a rule', file: 'rules/tol/SL-TOL-001/rule.yaml', said: 'SL-TOL-001/rule.yaml: ' },
    { what: 'a framework', file: 'frameworks/owasp-nhi-2025.yaml', said: 'owasp-nhi-2025.yaml: ' },
  ])('names $what with a misspelt key', async ({ file, said }) => {
    appendFileSync(join(content, file), '\nmisspelt: true\n');
    expect((await checkContent(content)).join('\n')).toContain(said);
  });

  it('names a framework that forgets a rule and one that names none', async () => {
    const head =
      'id: x-1\ntitle: x\nedition: x\nsource: https://example.org\nasOf: "2026-01-01"\nlicence: x\nreviewed: false\n';
    writeFileSync(
      join(content, 'frameworks/x-1.yaml'),
      `${head}controls: [{ id: A, title: a, rules: [SL-XXX-001] }]\n`,
    );
    const problems = await checkContent(content);
    expect(problems).toContain('x-1 names SL-XXX-001, which is no rule');
    expect(problems).toContain('x-1 neither maps SL-TOL-001 nor says why not');
  });
});
