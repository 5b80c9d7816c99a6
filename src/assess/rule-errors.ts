import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What a condition may begin with, in the order of docs/adding-a-rule.md. */
const CONDITIONS = [
  'attribute',
  'onPlane',
  'olderThan',
  'count',
  'lacks',
  'differs',
  'reaches',
  'predicate',
  'anyOf',
];

/** What is wrong with a rule file, one sentence each, with the place. */
export function ruleErrors(error: z.ZodError): readonly string[] {
  return error.issues.flatMap((issue) => told(issue, []));
}

/**
 * A condition is a union of nine shapes, and what each of the nine says of a misspelt key would bury it. The shape that was
 * meant is the one that knows the keys; where none does, the keys themselves are what is wrong.
 */
function told(issue: Issue, above: readonly PropertyKey[]): readonly string[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0)
    return [`${placeOf(path)}: ${issue.message}`];
  const shapes = [...issue.errors].sort((a, b) => strangeness(a) - strangeness(b));
  const [best = [], next = []] = shapes;
  // The keys fit no shape better than another: it begins with a word that is none.
  if (path.length > 0 && strangeness(best) > 0 && strangeness(best) === strangeness(next))
    return [`${placeOf(path)}: a condition begins with one of ${CONDITIONS.join(', ')}`];
  return best.flatMap((one) => told(one, path));
}

/** How badly a shape fits: keys of its own that it does not know, and keys it wants and does not find. */
function strangeness(issues: readonly Issue[]): number {
  return issues
    .filter((one) => one.path.length <= 1)
    .reduce(
      (sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : isMissing(one) ? 1 : 0),
      0,
    );
}

function isMissing(issue: Issue): boolean {
  return issue.path.length === 1 && issue.code !== 'unrecognized_keys' && issue.message.includes('undefined');
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the rule' : path.map(String).join('.');
}
