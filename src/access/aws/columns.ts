import type { AccessVerb } from '#model';
import { setBit, vectorSource, type Bits } from './bits.ts';
import {
  kindOf,
  policyRuleOf,
  underRcp,
  type ResourceKind,
  type KeyActions,
  type ResourcePolicyRule,
  type Vocabulary,
} from './catalogue.ts';
import type { AwsResource } from './estate.ts';
import { waysOf, type Way } from './ways.ts';
import type { Target } from './wildcard.ts';

/** One (resource, native action, way) that somebody may ask about. */
export interface Column {
  readonly resource: AwsResource;
  /** As the catalogue writes it. */
  readonly action: string;
  readonly lowerAction: string;
  readonly target: Target;
  readonly rule: ResourcePolicyRule | null;
  readonly underRcp: boolean;
  readonly beyondIam: boolean;
  /** Of the resource's kind. */
  readonly entry: ResourceKind;
}

/** The numbering that all vectors of one estate share: a bit is a column's place in `list`. */
export interface Columns {
  readonly list: readonly Column[];
  /** Length of a vector, in words of 32 columns. */
  readonly words: number;
  readonly all: Uint32Array;
  /** An empty vector over the columns. */
  readonly vector: () => Uint32Array;
  readonly noBits: () => Bits;
  /** Columns of a resource, in the order of the catalogue. */
  readonly ofResource: ReadonlyMap<string, readonly number[]>;
  /** Columns per resource and verb. */
  readonly ofVerb: (resource: string, verb: AccessVerb) => readonly number[];
  /** Empty where the action is not among the resource's verbs; several where there are several ways. */
  readonly ofAction: (resource: string, action: string) => readonly number[];
  /** Resource policy must take part: roles' trust and keys. */
  readonly delegating: Uint32Array;
  readonly beyondIam: Uint32Array;
  /** Pairs of columns: what is denied in the second is denied in the first. */
  readonly deniedWith: readonly (readonly [number, number])[];
  readonly keyActions: KeyActions;
}

/** The columns are what the catalogue's verbs mean on the estate's resources; everything else is answered one by one. */
export function columnsOf(resources: readonly AwsResource[], vocabulary: Vocabulary): Columns {
  const list: Column[] = [];
  const ofResource = new Map<string, number[]>();
  const ofVerb = new Map<string, number[]>();
  const ofAction = new Map<string, readonly number[]>();
  const deniedWith: [number, number][] = [];
  for (const resource of resources) {
    const entry = kindOf(vocabulary, resource.arn, resource.kind);
    // A kind without an entry has no columns: its questions are answered one by one, most of them as unknown.
    if (entry === null || ofResource.has(resource.arn)) continue;
    const own: number[] = [];
    ofResource.set(resource.arn, own);
    for (const [verb, actions] of Object.entries(entry.verbs)) {
      const ids = actions.flatMap((action) => {
        const lowerAction = action.toLowerCase();
        const key = `${resource.arn} ${lowerAction}`;
        // Verbs overlap (an admin action may also write): its columns are the same, whichever verbs it belongs to.
        const known = ofAction.get(key);
        if (known !== undefined) return known;
        const first = list.length;
        const made = waysOf(vocabulary, entry, resource.arn, action).map((way) => {
          list.push(columnOf(vocabulary, entry, { resource, action, lowerAction }, way));
          if (way.ownDenies !== null) deniedWith.push([list.length - 1, first]);
          return list.length - 1;
        });
        own.push(...made);
        ofAction.set(key, made);
        return made;
      });
      ofVerb.set(`${resource.arn} ${verb}`, ids);
    }
  }
  const { keyActions } = vocabulary;
  return { ...masksOf(list), list, ofResource, deniedWith, keyActions, ...lookups(ofVerb, ofAction) };
}

function columnOf(
  vocabulary: Vocabulary,
  entry: ResourceKind,
  asked: Pick<Column, 'resource' | 'action' | 'lowerAction'>,
  way: Way,
): Column {
  return {
    ...asked,
    target: way.target,
    rule: policyRuleOf(vocabulary, entry, way.target.text, asked.lowerAction),
    underRcp: underRcp(vocabulary, asked.lowerAction),
    beyondIam: entry.beyondIam !== null || way.unseen !== null,
    entry,
  };
}

function lookups(
  ofVerb: ReadonlyMap<string, readonly number[]>,
  ofAction: ReadonlyMap<string, readonly number[]>,
): Pick<Columns, 'ofVerb' | 'ofAction'> {
  return {
    ofVerb: (resource, verb) => ofVerb.get(`${resource} ${verb}`) ?? [],
    ofAction: (resource, action) => ofAction.get(`${resource} ${action.toLowerCase()}`) ?? [],
  };
}

/** `all` guards negations: the bits past the last column of the last word must never become set. */
function masksOf(
  list: readonly Column[],
): Omit<Columns, 'list' | 'ofResource' | 'ofVerb' | 'ofAction' | 'deniedWith' | 'keyActions'> {
  const words = Math.ceil(list.length / 32);
  const vector = vectorSource(words);
  const all = vector();
  const delegating = vector();
  const beyondIam = vector();
  list.forEach((column, id) => {
    setBit(all, id);
    if (column.rule === 'trust' || column.rule === 'key') setBit(delegating, id);
    if (column.beyondIam) setBit(beyondIam, id);
  });
  return { words, all, delegating, beyondIam, vector, noBits: () => ({ must: vector(), may: vector() }) };
}

/** Columns that a predicate holds of. */
export function maskOf(columns: Columns, holds: (column: Column) => boolean): Uint32Array {
  const mask = columns.vector();
  columns.list.forEach((column, id) => {
    if (holds(column)) setBit(mask, id);
  });
  return mask;
}
