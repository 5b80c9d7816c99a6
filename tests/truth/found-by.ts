import type { Truth } from './truth-schema.ts';

type Rule = Pick<Truth['shared'][number], 'every' | 'except' | 'and' | 'why'>;

/** Those that the condition alone finds. */
function whole({ assets }: Truth, { every }: Rule): readonly string[] {
  const { under, kinds, having } = every;
  return assets
    .filter(({ node, path, attributes }) => {
      const isKind = kinds?.some((kind) => node.startsWith(`${kind} `)) ?? true;
      const isUnder = under?.some((start) => path?.startsWith(start) === true) ?? true;
      return isKind && isUnder && (having === undefined || having in attributes);
    })
    .map(({ node }) => node);
}

/** The assets of the truth that a rule finds, without those of `except`, and those of `and` besides. */
export function foundBy(truth: Truth, rule: Rule): readonly string[] {
  return [...whole(truth, rule).filter((node) => !rule.except.includes(node)), ...rule.and];
}

/** A rule that finds nothing, or leaves out what it would not have found, says something else than it seems to. */
export function idleRules(truth: Truth, rules: readonly Rule[]): readonly string[] {
  return rules.flatMap((rule) => {
    const found = whole(truth, rule);
    return [
      ...(found.length === 0 ? [`the rule "${rule.why}" finds no asset`] : []),
      ...rule.except
        .filter((label) => !found.includes(label))
        .map((label) => `the rule "${rule.why}" leaves out ${label}, which it would not find`),
      ...rule.and
        .filter((label) => found.includes(label))
        .map((label) => `the rule "${rule.why}" adds ${label}, which it finds`),
    ];
  });
}
