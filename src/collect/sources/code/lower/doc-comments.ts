import type { FlatTree } from '../flat-tree.ts';

/** Whether a comment is the documentation of the declaration that follows it. */
export function documents(tree: FlatTree, comment: number, node: number): boolean {
  const end = tree.end[comment] ?? 0;
  const start = tree.start[node] ?? 0;
  // Further away a comment belongs to something else.
  if (start - end > 200 || !tree.text.startsWith('/**', tree.start[comment])) return false;
  // `export default async` and decorators may stand between; a brace or a semicolon ends what it documents.
  return /^[\s\w=:@().]*$/.test(tree.text.slice(end, start));
}
