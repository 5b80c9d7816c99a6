/** One thing that is said, as a key, with the properties in which it may differ and the reason that the truth gives. */
export interface Said {
  readonly key: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly why?: string;
}

function because({ why }: Said): string {
  return why === undefined ? '' : ` (${why})`;
}

function byKey(all: readonly Said[]): ReadonlyMap<string, Said> {
  return new Map(all.map((one) => [one.key, one]));
}

/**
 * Sentences, one for each thing that only one side says, or says otherwise; sorted, and empty where both say the same.
 *
 * @param other What the truth is held against, as the sentences call it.
 */
export function setDifferences(
  truth: readonly Said[],
  against: readonly Said[],
  other = 'the scan',
): readonly string[] {
  const [stated, found] = [byKey(truth), byKey(against)];
  const twice = truth.filter((one, at) => truth.findIndex(({ key }) => key === one.key) !== at);
  const missing = truth.filter(({ key }) => !found.has(key));
  const extra = [...found.values()].filter(({ key }) => !stated.has(key));
  const differing = truth.flatMap((one) => {
    const there = found.get(one.key)?.properties ?? {};
    return Object.entries(one.properties ?? {})
      .filter(([name, value]) => found.has(one.key) && there[name] !== value)
      .map(
        ([name, value]) =>
          `${one.key}: ${name} is ${there[name] ?? 'not said'} in ${other}, ${value} in the truth${because(one)}`,
      );
  });
  return [
    ...twice.map(({ key }) => `${key}: the truth says it twice`),
    ...missing.map((one) => `${one.key}: the truth says so${because(one)}, ${other} does not`),
    ...extra.map(({ key }) => `${key}: ${other} says so, the truth does not`),
    ...differing,
  ].sort();
}

/** As text that does not depend on order. */
export function listed(values: readonly string[]): string {
  return values.length === 0 ? 'none' : [...values].sort().join(', ');
}
