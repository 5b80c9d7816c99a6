import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As the rule schema has it; the family is the middle part. */
const ID = /^[A-Z][A-Z0-9]*-([A-Z]+)-[0-9]{3}$/;

/** Sound as it stands, so that the first run is green and every later red one is of the author's own making. */
const RULE = (id: string): string => `id: ${id}
title: An agent acts alone and nobody asked for it
severity: medium
why: Replace this by what the defect lets happen, in the words of the business that it hurts.
fix: Replace this by what to change and where to change it.
clears: Replace this by what the next scan must see.
message: '{kind} {name} {detail}'
sources:
  - https://genai.owasp.org/
find:
  kinds: agent
defect:
  - { attribute: autonomy, is: acts-alone }
`;

/** `attributes` in YAML's flow form. */
const CASE = (why: string, attributes: string): string => `why: ${why}
nodes:
  - { id: 'agent:case/agent.ts#a', kind: agent, name: a, attributes: ${attributes} }
expect:
  - { asset: 'agent:case/agent.ts#a' }
`;

/** A framework's file with the rule at the end of its `unmapped`; null where the file does not end with that list. */
function withUnmapped(yaml: string, id: string): string | null {
  const row = `  - { rule: ${id}, why: 'Replace this by why no control fits, or map the rule above.' }\n`;
  if (/^unmapped: \[\]\n$/m.test(yaml)) return yaml.replace(/^unmapped: \[\]\n$/m, `unmapped:\n${row}`);
  const [, list = null] = /^unmapped:\n([\s\S]*)$/m.exec(yaml) ?? [];
  return list === null || /^\S/m.test(list) ? null : `${yaml.trimEnd()}\n${row}`;
}

/** A complete folder whose cases pass, to be edited. Returns what is left to do, or what is wrong with the arguments. */
export function newRule(
  root: string,
  family: string,
  id: string,
): { readonly ok: boolean; readonly said: string } {
  if (ID.exec(id)?.[1]?.toLowerCase() !== family) {
    return {
      ok: false,
      said: `usage: npm run new rule <family> <id>, for example: npm run new rule tol SL-TOL-013 (the id holds the family)`,
    };
  }
  // Never over what is there.
  const folder = join(root, 'content/rules', family, id);
  if (existsSync(folder)) return { ok: false, said: `${folder} is there already` };
  const frameworks = join(root, 'content/frameworks');
  const files = readdirSync(frameworks).filter((file) => file.endsWith('.yaml'));
  const mapped = files.map((file) => ({
    path: join(frameworks, file),
    yaml: withUnmapped(readFileSync(join(frameworks, file), 'utf8'), id),
  }));
  mkdirSync(join(folder, 'cases'), { recursive: true });
  writeFileSync(join(folder, 'rule.yaml'), RULE(id));
  writeFileSync(
    join(folder, 'cases/fires-acts-alone.yaml'),
    CASE('an agent that acts alone', '{ autonomy: acts-alone }'),
  );
  writeFileSync(
    join(folder, 'cases/quiet-asks-first.yaml'),
    CASE('an agent that asks first', '{ autonomy: asks-first }'),
  );
  writeFileSync(
    join(folder, 'cases/unsure-autonomy-not-seen.yaml'),
    CASE('nobody saw whether it asks', '{}'),
  );
  const byHand: string[] = [];
  for (const { path, yaml } of mapped) {
    if (yaml === null) byHand.push(path);
    else writeFileSync(path, yaml);
  }
  const left = byHand.map((path) => `\n${path} does not end with its list unmapped; add ${id} by hand.`);
  return {
    ok: true,
    said: `${folder} is made. Replace what says so, and map ${id} in content/frameworks/*.yaml, where it is listed as unmapped for now; then: npx vitest run tests/rule-cases.test.ts${left.join('')}`,
  };
}
