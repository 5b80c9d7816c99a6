import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ID = /^[A-Z][A-Z0-9]*-([A-Z]+)-[0-9]{3}$/;

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
where:
  - { attribute: autonomy, is: acts-alone }
`;

const CASE = (why: string, attributes: string): string => `why: ${why}
nodes:
  - { id: 'agent:case/agent.ts#a', kind: agent, name: a, attributes: { ${attributes} } }
expect:
  - { asset: 'agent:case/agent.ts#a' }
`;

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
  const folder = join(root, 'content/rules', family, id);
  if (existsSync(folder)) return { ok: false, said: `${folder} is there already` };
  mkdirSync(join(folder, 'cases'), { recursive: true });
  writeFileSync(join(folder, 'rule.yaml'), RULE(id));
  writeFileSync(
    join(folder, 'cases/fires-acts-alone.yaml'),
    CASE('an agent that acts alone', 'autonomy: acts-alone'),
  );
  writeFileSync(
    join(folder, 'cases/quiet-asks-first.yaml'),
    CASE('an agent that asks first', 'autonomy: asks-first'),
  );
  writeFileSync(join(folder, 'cases/unsure-autonomy-not-seen.yaml'), CASE('nobody saw whether it asks', ''));
  return {
    ok: true,
    said: `${folder} is made. Map ${id} in content/frameworks/*.yaml, or list it there under unmapped with the reason.`,
  };
}
