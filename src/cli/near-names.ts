const SUGGESTED = 3;

/** Levenshtein distance, row by row. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const [above = 0, diagonal = 0, before = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(above + 1, before + 1, diagonal + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Up to three of the known names that a hand may have meant, nearest first: a third of the letters may differ. */
function nearNames(given: string, known: readonly string[]): readonly string[] {
  return known
    .map((name) => ({ name, far: distance(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.ceil(Math.min(given.length, name.length) / 3))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, SUGGESTED)
    .map(({ name }) => name);
}

/** Whether one letter too many, too few or wrong stands between it and a known name: a slip of the hand, not another name. */
export function isSlip(given: string, known: readonly string[]): boolean {
  return known.some((name) => distance(given.toLowerCase(), name.toLowerCase()) <= 1);
}

/** What may have been meant, as the end of a sentence; empty where nothing is near. */
export function nearly(given: string, known: readonly string[]): string {
  const near = nearNames(given, known);
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}

/** The end of a refusal: what may have been meant, else what there is. */
export function meant(given: string, known: readonly string[]): string {
  const near = nearly(given, known);
  if (near !== '') return near;
  return known.length === 0 ? '' : `; known are ${known.join(', ')}`;
}
