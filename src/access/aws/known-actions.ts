import { matches, parsePattern } from './wildcard.ts';
import type { AwsCatalogue } from './catalogue.ts';

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function actionsOf(entry: AwsCatalogue['kinds'][number]): readonly string[] {
  const places = [...entry.targets, ...entry.besides];
  return [...Object.values(entry.verbs).flat(), ...places.flatMap(({ actions }) => actions)];
}

/** Every native action that the catalogue names in full, sorted; it knows far fewer than AWS does. */
export function knownActions(catalogue: AwsCatalogue): readonly string[] {
  const named = [
    ...catalogue.kinds.flatMap(actionsOf),
    ...catalogue.wildcardOnly.flatMap(({ actions }) => actions),
    ...catalogue.rcp.except,
  ];
  return [...new Set(named.filter((action) => !/[*?]/.test(action)))].sort();
}

/**
 * The known actions that can be done to one resource: those of the catalogue's entries for its ARN, and those of its service
 * that belong to no entry.
 */
export function actionsOn(catalogue: AwsCatalogue, arn: string): readonly string[] {
  const service = arn.split(':', 3)[2] ?? '';
  return knownActions(catalogue).filter((action) => {
    const entries = catalogue.kinds.filter((entry) => actionsOf(entry).includes(action));
    if (entries.length === 0) return serviceOf(action) === service;
    return entries.some((entry) => matches(parsePattern(entry.arn), arn));
  });
}
