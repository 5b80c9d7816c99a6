/**
 * Globs for what a CODEOWNERS pattern owns. The rules are those of .gitignore: a slash in front or in the middle ties the
 * pattern to the root, one at the end means a folder, and a folder owns all that is in it; but `dir/*` owns only what lies
 * directly in it (GitHub, "CODEOWNERS syntax").
 */
export function ownedPaths(pattern: string): readonly string[] {
  const isFolder = pattern.endsWith('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const isAnchored = pattern.startsWith('/') || bare.includes('/');
  const glob = isAnchored || bare.startsWith('**') ? bare : `**/${bare}`;
  // The usual last resort: everything.
  if (bare === '*' || bare === '**' || bare === '') return ['**'];
  if (isFolder) return [`${glob}/**`];
  if (glob.endsWith('/*') || glob.endsWith('/**')) return [glob];
  // Nothing tells a file from a folder of that name, so both are covered.
  return [glob, `${glob}/**`];
}
