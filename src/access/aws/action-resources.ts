import type { AwsCatalogue } from './catalogue.ts';
import { kindOf, vocabularyOf } from './catalogue.ts';
import { sayTarget, waysOf } from './ways.ts';
import { matches } from './wildcard.ts';

/** How `Resource` is written for an action on one asset. */
export interface ActionResources {
  /** ARNs at which the action is granted, all of them needed; `…/*` where it is done to what lies inside. Empty: not known. */
  readonly own: readonly string[];
  /** Other ARNs by which the action comes by the same data, such as the indexes of a table: needed only by who goes that way. */
  readonly besides: readonly string[];
}

/**
 * The ARNs that a statement names to grant an action on one asset; null where the catalogue does not say that the action is
 * done to it.
 *
 * @param name A native action, in any case.
 */
export function actionResources(catalogue: AwsCatalogue, name: string, arn: string): ActionResources | null {
  const vocabulary = vocabularyOf(catalogue);
  const entry = kindOf(vocabulary, arn, null);
  if (entry === null) return null;
  const lower = name.toLowerCase();
  const isListed = Object.values(entry.verbs).some((all) => all.some((one) => one.toLowerCase() === lower));
  const instead = entry.targets.find(({ actions }) => actions.some((one) => matches(one, lower)));
  if (!isListed && instead === undefined) return null;
  const ways = waysOf(vocabulary, entry, arn, lower);
  // A family of ARNs that names no asset (access points) cannot be written down.
  const texts = (besides: boolean): readonly string[] =>
    ways.flatMap((way) =>
      way.besides === besides && way.target.family === undefined ? [sayTarget(way.target)] : [],
    );
  // Any one of the paths above is enough, and gives all that lies below it: which of them is asked for nothing says.
  const isAnyOf = instead !== undefined && instead.above !== null;
  return { own: isAnyOf ? [] : texts(false), besides: texts(true) };
}
