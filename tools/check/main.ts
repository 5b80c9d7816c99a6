import { spawnSync } from 'node:child_process';
import { checkArrows } from './arrows.ts';
import { commentRatios } from './comment-ratio.ts';
import { checkContent } from './content.ts';
import { checkGenerated } from './generated.ts';

/** A command that must exit 0; what it printed is the problem. */
function command(...argv: readonly [string, ...string[]]): () => readonly string[] {
  return () => {
    const [program, ...args] = argv;
    const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 16_000_000 });
    return run.status === 0
      ? []
      : [`${argv.join(' ')} exited ${String(run.status)}\n${run.stdout}${run.stderr}`.trim()];
  };
}

/** All of them run, even after one has failed: one round of the check shows everything there is to repair. */
const CHECKS: readonly {
  readonly name: string;
  readonly run: () => readonly string[] | Promise<readonly string[]>;
}[] = [
  { name: 'format', run: command('node', 'node_modules/prettier/bin/prettier.cjs', '--check', '.') },
  { name: 'lint', run: command('node', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0') },
  {
    name: 'types',
    run: command('node', 'node_modules/typescript-native/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  },
  { name: 'arrows', run: checkArrows },
  {
    /** Room indexes and tools are entered from outside. */
    name: 'unused code',
    run: command(
      'node',
      'node_modules/ts-unused-exports/bin/ts-unused-exports',
      'tsconfig.json',
      '--excludePathsFromReport=vitest.config;src/.*/index.ts;src/cli/program.ts',
    ),
  },
  { name: 'content', run: checkContent },
  { name: 'generated documents', run: checkGenerated },
  /** A dry run resolves the lock file against package.json and installs nothing. */
  { name: 'lock file', run: command('npm', 'ci', '--loglevel=error', '--dry-run', '--ignore-scripts') },
];

let failed = 0;
for (const { name, run } of CHECKS) {
  const problems = await run();
  if (problems.length > 0) failed += 1;
  process.stdout.write(
    `${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}\n${problems.map((problem) => `     ${problem}\n`).join('')}`,
  );
}
const ratios = commentRatios().map(({ room, comments, code }) => `${room} ${(comments / code).toFixed(2)}`);
process.stdout.write(`comments: ${ratios.join(', ')}\n`);
process.stdout.write(`check: ${String(CHECKS.length - failed)} passed, ${String(failed)} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
