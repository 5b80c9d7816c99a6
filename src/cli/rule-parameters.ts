import type { ParamValue, Rule } from '#assess';
import type { Configuration } from '#collect';
import type { ConfigurationFile } from './configuration-file.ts';
import { UsageError } from './exit-codes.ts';
import { meant } from './near-names.ts';

type Given = Configuration['rules'];

/**
 * The thresholds of the configuration, by rule id. A name that no rule has would leave the default in force in silence.
 *
 * @throws UsageError with every id, parameter and type that does not fit the rules.
 */
export function ruleParameters(
  given: Given,
  rules: readonly Rule[],
  { path, lineOf }: Pick<ConfigurationFile, 'path' | 'lineOf'>,
): Readonly<Record<string, Readonly<Record<string, ParamValue>>>> {
  const problems = Object.entries(given).flatMap(([id, { params }]) => {
    const at = (...keys: readonly string[]): string => `${path}:${String(lineOf(['rules', id, ...keys]))}`;
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) {
      const ids = rules.map((one) => one.id);
      return [`${at()}: rules: no rule is called ${id}${meant(id, ids)}`];
    }
    return Object.entries(params).flatMap(([name, value]) =>
      parameterProblems(rule, name, value).map((problem) => `${at('params', name)}: rules: ${problem}`),
    );
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  // Only what was given: the rule's own values stand where nothing was.
  return Object.fromEntries(Object.entries(given).map(([id, rule]) => [id, rule.params]));
}

function parameterProblems(rule: Rule, name: string, value: ParamValue): readonly string[] {
  // Own properties: a parameter called `constructor` is none.
  const declared = Object.hasOwn(rule.params, name) ? rule.params[name] : undefined;
  if (declared === undefined) {
    const names = Object.keys(rule.params);
    const there = names.length === 0 ? '; it has none' : meant(name, names);
    return [`${rule.id} has no parameter ${name}${there}`];
  }
  const [wanted, found] = [typeOf(declared.value), typeOf(value)];
  // A list that is empty holds no member of the wrong type.
  if (found === wanted || (found === 'list' && wanted.startsWith('list'))) {
    const { atLeast } = declared;
    const isTooLow = typeof value === 'number' && atLeast !== undefined && value < atLeast;
    return isTooLow ? [`${rule.id}: ${name} is at least ${String(atLeast)}, not ${String(value)}`] : [];
  }
  return [`${rule.id}: ${name} takes a ${wanted} such as ${JSON.stringify(declared.value)}, not a ${found}`];
}

function typeOf(value: ParamValue): string {
  if (!Array.isArray(value)) return typeof value;
  const [first] = value;
  return first === undefined ? 'list' : `list of ${typeof first}s`;
}
