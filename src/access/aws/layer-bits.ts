import { andBits, copyBits, noBits, openBits, orBits, orWords, type Bits } from './bits.ts';
import type { Columns } from './columns.ts';
import type { Document, Statement } from './document.ts';
import type { PolicyLayer } from './estate-index.ts';
import type { Levels } from './layers.ts';
import type { Reader, StatementBits } from './statement-bits.ts';

export interface AllowDeny {
  readonly allow: Bits;
  readonly deny: Bits;
}

/** A set of documents: what is the same for every caller ready, the rest left to be asked per caller. */
interface PolicySet {
  readonly fixed: AllowDeny;
  readonly perCaller: readonly Statement[];
}

export interface LayerBits {
  readonly of: (layer: PolicyLayer, reader: Reader) => AllowDeny;
  /** All levels together: allow at each, deny at any. null where nothing binds. */
  readonly across: (levels: Levels, reader: Reader) => AllowDeny | null;
}

/** Identity, boundary and SCP layers as vectors. Equal sets of documents are worked out once. */
export function layerBits(columns: Columns, statements: StatementBits): LayerBits {
  const sets = new Map<string, PolicySet>();
  const setOf = (layer: PolicyLayer, reader: Reader): PolicySet => {
    const ids = [...new Set(layer.attachments.map(({ documentId }) => documentId))].sort((a, b) => a - b);
    const key = ids.join();
    const known = sets.get(key);
    if (known !== undefined) return known;
    const made = policySet(columns, statements, layer, reader);
    sets.set(key, made);
    return made;
  };
  const of = (layer: PolicyLayer, reader: Reader): AllowDeny => {
    const set = setOf(layer, reader);
    if (set.perCaller.length === 0 && layer.missing.length === 0) return set.fixed;
    const own = { allow: copyBits(set.fixed.allow), deny: copyBits(set.fixed.deny) };
    for (const statement of set.perCaller) add(own, statement, statements.of(statement, reader));
    if (layer.missing.length > 0) {
      orWords(own.allow.may, columns.all);
      orWords(own.deny.may, columns.all);
    }
    return own;
  };
  return { of, across: (levels, reader) => across(columns, levels, (layer) => of(layer, reader)) };
}

function across(columns: Columns, levels: Levels, of: (layer: PolicyLayer) => AllowDeny): AllowDeny | null {
  if ('exempt' in levels) return null;
  const allow: Bits = { must: columns.all.slice(), may: columns.all.slice() };
  const deny = noBits(columns.words);
  for (const layer of levels.layers) {
    const own = of(layer);
    andBits(allow, own.allow);
    orBits(deny, own.deny);
  }
  return { allow, deny };
}

function policySet(
  columns: Columns,
  statements: StatementBits,
  layer: PolicyLayer,
  reader: Reader,
): PolicySet {
  const fixed: AllowDeny = { allow: noBits(columns.words), deny: noBits(columns.words) };
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
  return layer.missing.length > 0 ? openBits(columns.all) : { must: columns.all, may: columns.all };
}
