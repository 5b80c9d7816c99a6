import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMIT = /^[0-9a-f]{40}$/;

/**
 * The commit that a tree in the corpus stands at: from its own `.git`, else from a line `<tree> @ <commit>` in the README.md
 * of the corpus, for trees that were exported without history.
 *
 * @returns null where neither says it.
 */
export function treeCommit(corpus: string, tree: string): string | null {
  return gitHead(join(corpus, tree, '.git')) ?? listedCommit(join(corpus, 'README.md'), tree);
}

/**
 * HEAD holds a commit or a ref; a ref is a file of its own or a line of packed-refs (git-pack-refs). No git is run.
 */
function gitHead(git: string): string | null {
  const head = read(join(git, 'HEAD'))?.trim();
  if (head === undefined || COMMIT.test(head)) return head ?? null;
  const ref = /^ref: (\S+)$/.exec(head)?.[1];
  if (ref === undefined) return null;
  const loose = read(join(git, ref))?.trim();
  if (loose !== undefined && COMMIT.test(loose)) return loose;
  const packed = read(join(git, 'packed-refs'))?.split('\n') ?? [];
  // 40 hex digits, a blank and the ref.
  const line = packed.find((one) => one.endsWith(` ${ref}`));
  return line?.slice(0, 40) ?? null;
}

function listedCommit(readme: string, tree: string): string | null {
  const lines = read(readme)?.split('\n') ?? [];
  for (const line of lines) {
    const [, name, commit] = /(?:^|\s)(\S+) @ ([0-9a-f]{40})(?:\W|$)/.exec(line) ?? [];
    if (name === tree && commit !== undefined) return commit;
  }
  return null;
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
