import { join } from 'node:path';
import { awsCatalogue } from '../../src/cli/access-port.ts';
import { readTelemetryCatalogue } from '../../src/cli/all-sources.ts';
import { loadContent } from '../../src/cli/content.ts';
import { loadDetectorFiles } from '../../src/cli/detector-files.ts';
import { packageRoot } from '../../src/cli/package-root.ts';
import { loadCatalog } from '../../src/collect/sources/code/recognise/catalog/catalog.ts';
import { actionCatalogue } from '../../src/runtime/cloudtrail/action-catalogue.ts';
import { providerNames } from '../../src/runtime/provider-names.ts';

/** Every folder of content parses, every mapping names a rule that exists, and every rule is mapped or said not to be. */
export async function checkContent(
  root: string = join(packageRoot(), 'content'),
): Promise<readonly string[]> {
  const content = loadContent(root);
  const problems = [...content.problems, ...(await loadProblems(root))];
  const ids = new Set(content.rules.map((rule) => rule.id));
  for (const framework of content.frameworks) {
    const mapped = new Set(framework.controls.flatMap((control) => control.rules));
    const excused = new Set(framework.unmapped.map((one) => one.rule));
    for (const rule of [...mapped, ...excused])
      if (!ids.has(rule)) problems.push(`${framework.id} names ${rule}, which is no rule`);
    // A rule that a framework forgot reads like one that it does not ask for.
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

/** What has a schema but no list of problems: its loader throws. The last three find the content of this package by themselves. */
async function loadProblems(root: string): Promise<readonly string[]> {
  const loaders: Readonly<Record<string, () => unknown>> = {
    detectors: () => loadDetectorFiles(root),
    'catalog/verbs': () => awsCatalogue(root),
    'catalog of the code source': loadCatalog,
    'catalog/telemetry/cloudtrail-actions.yaml': () => actionCatalogue(readTelemetryCatalogue),
    'catalog/telemetry/providers.yaml': () => providerNames(readTelemetryCatalogue),
  };
  const problems: string[] = [];
  for (const [name, load] of Object.entries(loaders))
    try {
      await load();
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : 'does not load'}`);
    }
  return problems;
}
