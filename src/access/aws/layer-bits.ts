import { andBits, orBits, orWords, setBits, type Bits } from './bits.ts';
import type { Columns } from './columns.ts';
import type { Document, Statement } from './document.ts';
import type { PolicyLayer } from './estate-index.ts';
import type { Levels } from './layers.ts';
import type { Reader, StatementBits } from './statement-bits.ts';

/** What a layer allows and what it denies, kept apart to the end: a deny elsewhere must still win over this allow. */
export interface AllowDeny {
  readonly allow: Bits;
  readonly deny: Bits;
}

/** A set of documents: what is the same for every caller ready, the rest left to be asked per caller. */
interface PolicySet {
  readonly fixed: AllowDeny;
  readonly perCaller: readonly Statement[];
}

/** Answers hold until the same is asked for a layer of the same type again: one set of vectors serves all callers. */
export interface LayerBits {
  readonly of: (layer: PolicyLayer, reader: Reader) => AllowDeny;
  /** All levels together: allow at each, deny at any. null where nothing binds. */
  readonly across: (levels: Levels, reader: Reader) => AllowDeny | null;
  /** Works out what is the same for every caller ahead of the first question. */
  readonly prepare: (layer: PolicyLayer, reader: Reader) => void;
}

/** Identity, boundary and SCP layers as vectors. Equal sets of documents are worked out once. */
export function layerBits(columns: Columns, statements: StatementBits): LayerBits {
  const sets = new Map<string, PolicySet>();
  const scratch = new Map<string, AllowDeny>();
  // Hundreds of principals hold the same few managed policies: the key is the set of documents, not the holder.
  const setOf = (layer: PolicyLayer, reader: Reader): PolicySet => {
    const key = keyOf(layer);
    const known = sets.get(key);
    if (known !== undefined) return known;
    const made = policySet(columns, statements, layer, reader);
    sets.set(key, made);
    return made;
  };
  const of = (layer: PolicyLayer, reader: Reader): AllowDeny => {
    const set = setOf(layer, reader);
    // The commonest case: shared vectors are handed out as they are and must not be written to.
    if (set.perCaller.length === 0 && layer.missing.length === 0) return set.fixed;
    const own = reused(scratch, layer.policyType, columns);
    setBits(own.allow, set.fixed.allow);
    setBits(own.deny, set.fixed.deny);
    for (const statement of set.perCaller) add(own, statement, statements.of(statement, reader));
    // What was not seen may allow and may deny anything.
    if (layer.missing.length > 0) {
      orWords(own.allow.may, columns.all);
      orWords(own.deny.may, columns.all);
    }
    return own;
  };
  const across = levelsBits(columns, of, (layer, reader) => setOf(layer, reader).perCaller.length > 0);
  return { of, across, prepare: (layer, reader) => void setOf(layer, reader) };
}

/** Levels that are the same for every caller are combined once. */
function levelsBits(
  columns: Columns,
  of: LayerBits['of'],
  differs: (layer: PolicyLayer, reader: Reader) => boolean,
): LayerBits['across'] {
  const everything: Bits = { must: columns.all, may: columns.all };
  const nothing = columns.noBits();
  const fixed = new Map<Levels, AllowDeny>();
  const scratch: AllowDeny = { allow: columns.noBits(), deny: columns.noBits() };
  return (levels, reader) => {
    if ('exempt' in levels) return null;
    const known = fixed.get(levels);
    if (known !== undefined) return known;
    // A level that reads the caller (aws:PrincipalTag in an SCP) has to be combined for each.
    const own = levels.layers.some((layer) => differs(layer, reader))
      ? scratch
      : { allow: columns.noBits(), deny: columns.noBits() };
    setBits(own.allow, everything);
    setBits(own.deny, nothing);
    for (const layer of levels.layers) {
      const level = of(layer, reader);
      andBits(own.allow, level.allow);
      orBits(own.deny, level.deny);
    }
    // Where the account may be exempt, nothing is denied for certain and everything may pass.
    if (levels.unlessExempt !== null) {
      orWords(own.allow.may, columns.all);
      own.deny.must.fill(0);
    }
    // The scratch vectors are overwritten by the next caller and must not be remembered.
    if (own !== scratch) fixed.set(levels, own);
    return own;
  };
}

/** Order and repetition of documents change nothing. */
function keyOf(layer: PolicyLayer): string {
  const [first] = layer.attachments;
  if (layer.attachments.length < 2) return first === undefined ? '' : String(first.documentId);
  const ids = new Set(layer.attachments.map(({ documentId }) => documentId));
  return [...ids].sort((a, b) => a - b).join();
}

function reused(scratch: Map<string, AllowDeny>, name: string, columns: Columns): AllowDeny {
  const known = scratch.get(name);
  if (known !== undefined) return known;
  const made = { allow: columns.noBits(), deny: columns.noBits() };
  scratch.set(name, made);
  return made;
}

/** Parts statements that read the caller from those that do not; equal documents are looked at once. */
function policySet(
  columns: Columns,
  statements: StatementBits,
  layer: PolicyLayer,
  reader: Reader,
): PolicySet {
  const fixed: AllowDeny = { allow: columns.noBits(), deny: columns.noBits() };
  const perCaller: Statement[] = [];
  const documents = new Set<Document>(layer.attachments.map(({ document }) => document));
  for (const document of documents) {
    for (const statement of document.statements) {
      if (statements.dependsOn(statement, 'principal')) perCaller.push(statement);
      else add(fixed, statement, statements.of(statement, reader));
    }
  }
  return { fixed, perCaller };
}

function add(into: AllowDeny, statement: Statement, bits: Bits | null): void {
  if (bits !== null) orBits(statement.effect === 'Allow' ? into.allow : into.deny, bits);
}

/** What a limiting layer lets through: everything where there is none. */
export function limitBits(columns: Columns, layer: PolicyLayer, own: AllowDeny): Bits {
  if (layer.attachments.length > 0) return own.allow;
  return { must: layer.missing.length > 0 ? columns.vector() : columns.all, may: columns.all };
}
