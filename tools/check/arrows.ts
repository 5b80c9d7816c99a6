import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

/** Violations that a sound gate must report; a gate that passes them looked at nothing. */
const PLANTED = [
  { file: 'src/model/planted-violation.ts', text: "import '../graph/index.ts';\n", rule: 'model-flow' },
  { file: 'src/graph/planted-violation.ts', text: "import 'node:fs';\n", rule: 'pure-core' },
  {
    file: 'src/collect/sources/code/recognise/tools/planted-violation.ts',
    text: "import '../agents/agents.ts';\n",
    rule: 'recognise-tools',
  },
];

async function violations(
  paths: string[],
): Promise<{ modules: number; found: { rule: string; from: string; to: string }[] }> {
  // The rules that the repository's own dependency-cruiser run takes.
  const { options, forbidden } = await extractDepcruiseConfig('./.dependency-cruiser.mjs');
  const result = await cruise(
    paths,
    { ...options, validate: true, ruleSet: { forbidden: forbidden ?? [] } },
    {},
    { tsConfig: extractTSConfig('tsconfig.json') },
  );
  const output = result.output as ICruiseResult;
  return {
    modules: output.summary.totalCruised,
    found: output.summary.violations.map((one) => ({ rule: one.rule.name, from: one.from, to: one.to })),
  };
}

/** Holds the table of arrows, and proves that it looked: modules were seen, and planted violations are caught. */
export async function checkArrows(): Promise<readonly string[]> {
  const real = await violations(['src']);
  const problems = real.found.map((one) => `${one.from} must not import ${one.to} (${one.rule})`);
  if (real.modules === 0) problems.push('dependency-cruiser saw no module');
  for (const planted of PLANTED) {
    // Planted in the real tree, since the rules are written for its paths; removed whatever happens.
    mkdirSync(join(planted.file, '..'), { recursive: true });
    writeFileSync(planted.file, planted.text);
    try {
      const { found } = await violations([planted.file]);
      if (!found.some((one) => one.rule === planted.rule))
        problems.push(`the planted violation of ${planted.rule} was not caught`);
    } finally {
      rmSync(planted.file);
    }
  }
  return problems;
}
