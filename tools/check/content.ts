import { loadContent } from '../../src/cli/content.ts';

/** Every folder of content parses, every mapping names a rule that exists, and every rule is mapped or said not to be. */
export function checkContent(root?: string): readonly string[] {
  const content = loadContent(root);
  const problems = [...content.problems];
  const ids = new Set(content.rules.map((rule) => rule.id));
  for (const framework of content.frameworks) {
    const mapped = new Set(framework.controls.flatMap((control) => control.rules));
    const excused = new Set(framework.unmapped.map((one) => one.rule));
    for (const rule of [...mapped, ...excused])
      if (!ids.has(rule)) problems.push(`${framework.id} names ${rule}, which is no rule`);
    for (const rule of ids)
      if (!mapped.has(rule) && !excused.has(rule))
        problems.push(`${framework.id} neither maps ${rule} nor says why not`);
    for (const rule of mapped)
      if (excused.has(rule)) problems.push(`${framework.id} maps ${rule} and also calls it unmapped`);
  }
  // A loader that looks into the wrong folder finds nothing wrong either.
  if (content.rules.length === 0) problems.push('no rule was found');
  return problems;
}
