import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** What vitest, the type checker and the formatter need besides the folders that a scaffold writes to. */
const SETTINGS = ['src', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts', '.prettierrc.json'];

/** A copy of the repository to scaffold in: the working tree must not be written to by a test. */
export interface RepositoryCopy {
  readonly folder: string;
  /** Runs a program of node_modules inside the copy; `said` is stdout and stderr. */
  run(program: string, ...args: readonly string[]): { readonly status: number | null; readonly said: string };
  remove(): void;
}

/** @param also What is copied beside the sources, the tests and the settings: `content`, `tools`. */
export function copyRepository(also: string): RepositoryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'scaffold-'));
  for (const name of [...SETTINGS, also]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    run(program, ...args) {
      const run = spawnSync('node', [join('node_modules', program), ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      return { status: run.status, said: `${run.stdout}${run.stderr}` };
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}
