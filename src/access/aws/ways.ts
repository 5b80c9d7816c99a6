import type { ParsedPlace, ResourceKind, Vocabulary } from './catalogue.ts';
import type { AwsRequest, UrlType } from './estate.ts';
import { matches, type Target } from './wildcard.ts';

/** One ARN, or set of ARNs, at which IAM is asked whether an action comes by a resource. */
export interface Way {
  readonly target: Target;
  /** The target is another way to what the resource holds, such as an index of a table: the proof then names it. */
  readonly besides: boolean;
  /** What was not handed over of it, without which no allow is certain; null where nothing is missing. */
  readonly unseen: string | null;
  /** The resource's own target, where what is denied there is denied here as well. */
  readonly ownDenies: Target | null;
}

/** A request that stands for one way of an action to `about`. */
export interface WayRequest extends AwsRequest {
  readonly way?: Way;
  /**
   * The resource stands for any of its type in the caller's account: what single resources have of their own (policies, keys)
   * is left aside.
   */
  readonly unnamed?: boolean;
  /** The caller's root stands for those identities of its account to whom the account hands the right. */
  readonly delegated?: boolean;
  /** Of the function's URL, where nothing says it: the answer for this one. */
  readonly urlType?: UrlType;
}

/** Paths of SSM parameters have at most 15 levels (SSM API reference, GetParametersByPath). */
const MOST_ABOVE = 15;

/**
 * All ways of an action to a resource, its own first. Without an entry the ARN is asked as it stands.
 *
 * @param name A native action, in any case.
 */
export function waysOf(
  vocabulary: Vocabulary,
  entry: ResourceKind | null,
  arn: string,
  name: string,
): readonly Way[] {
  const lower = name.toLowerCase();
  if (vocabulary.wildcardOnly.some((pattern) => matches(pattern, lower)))
    return [{ target: { text: '*', open: false }, besides: false, unseen: null, ownDenies: null }];
  const takes = ({ actions }: ParsedPlace): boolean => actions.some((pattern) => matches(pattern, lower));
  const instead = entry?.targets.find(takes);
  const own: readonly Way[] =
    instead === undefined
      ? [{ target: { text: arn, open: false }, besides: false, unseen: null, ownDenies: null }]
      : placesOf(instead, arn).map((target) => ({
          target,
          besides: false,
          unseen: instead.unseen,
          ownDenies: null,
        }));
  const besides = (entry?.besides ?? []).filter(takes).flatMap((place) =>
    placesOf(place, arn).map((target) => ({
      target,
      besides: true,
      unseen: place.unseen,
      ownDenies: place.ownDenies ? (own[0]?.target ?? null) : null,
    })),
  );
  return [...own, ...besides];
}

function placesOf(place: ParsedPlace, arn: string): readonly Target[] {
  if (place.arn !== null) return [{ text: place.arn.source, open: false, family: place.arn }];
  if (place.above !== null) return pathsAbove(arn, place.above);
  // A function, since `$&` and its like in a replacement string would be read as references.
  const text = arn.replace(place.part, () => place.by) + place.suffix;
  return place.suffix.endsWith('*') ? [{ text: text.slice(0, -1), open: true }] : [{ text, open: false }];
}

/** `…:parameter/a/b/c` lies below `…:parameter/a/b`, `…:parameter/a` and the root `…:parameter/`. */
function pathsAbove(arn: string, part: string): readonly Target[] {
  const start = arn.indexOf(part) + part.length;
  const levels = arn.slice(start).split('/').slice(1, -1).slice(0, MOST_ABOVE);
  const base = arn.slice(0, start);
  const above = levels.map((_, i) => `${base}/${levels.slice(0, i + 1).join('/')}`);
  return [`${base}/`, ...above].reverse().map((text) => ({ text, open: false }));
}

/** As proof and gaps name it. */
export function sayTarget({ text, open }: Target): string {
  return open ? `${text}*` : text;
}
