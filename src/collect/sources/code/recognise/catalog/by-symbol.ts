/**
 * One spelling for a symbol, whichever way it was imported: `node:fs` is `fs`, and what hangs on a default export
 * (`axios#default.get`) is the export of that name. Instances of a default class keep it: `openai#default().chat`.
 */
export function canonicalSymbol(qualified: string): string {
  return qualified.replace(/^node:/, '').replace('#default.', '#');
}

export type BySymbol<T> = ReadonlyMap<string, T>;

/** Each row under every symbol that it names. */
export function bySymbol<T extends { readonly symbols: readonly string[] }, V>(
  rows: readonly T[],
  value: (row: T) => V,
): Map<string, V> {
  return new Map(
    rows.flatMap((row) => row.symbols.map((symbol) => [canonicalSymbol(symbol), value(row)] as const)),
  );
}
