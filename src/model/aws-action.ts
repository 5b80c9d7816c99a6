import type { AwsPatternSet } from './aws-policy.ts';

/** Whether a statement's Action or NotAction is about one native action. */
export function coversAction({ not, patterns }: AwsPatternSet, action: string): boolean {
  return patterns.some((pattern) => fits(pattern, action)) !== not;
}

/** IAM's wildcards, in any case. Never goes back more than once a character, whatever the pattern. */
function fits(pattern: string, text: string): boolean {
  const [p, t] = [pattern.toLowerCase(), text.toLowerCase()];
  let [i, j, star, from] = [0, 0, -1, 0];
  while (j < t.length) {
    if (p[i] === '*') [star, from, i] = [i, j, i + 1];
    else if (i < p.length && (p[i] === '?' || p[i] === t[j])) [i, j] = [i + 1, j + 1];
    else if (star !== -1) [i, from, j] = [star + 1, from + 1, from + 1];
    else return false;
  }
  return /^\**$/.test(p.slice(i));
}
