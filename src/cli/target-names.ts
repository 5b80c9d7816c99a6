import { sep } from 'node:path';

/**
 * Names of targets that nobody named: the base name, and as many folders before it as tell two of one base name apart, whatever their
 * order: `o1-repo` and `o2-repo`. With one target more, only those that share its base name change.
 *
 * @param roots Absolute paths.
 */
export function targetNames(roots: readonly string[]): (root: string) => string {
  const all = [...new Set(roots)];
  return (root) => {
    const parts = root.split(sep).filter((part) => part !== '');
    const ending = (count: number): string => sep + parts.slice(-count).join(sep);
    let count = 1;
    while (count < parts.length && all.some((other) => other !== root && other.endsWith(ending(count))))
      count += 1;
    return parts.slice(-count).join('-') || 'root';
  };
}
