import { setBit, type Bits } from './bits.ts';
import { readerFor, rowOf, type Engine } from './caller-row.ts';
import type { Vocabulary } from './catalogue.ts';
import { columnsOf, maskOf, type Columns } from './columns.ts';
import type { EstateIndex } from './estate-index.ts';
import { evaluate } from './evaluate.ts';
import { CALLS_URL } from './function-url.ts';
import { layerBits } from './layer-bits.ts';
import { boundaryLayer, identityLayer, scpLevels } from './layers.ts';
import { blockForOthers } from './public-access-block.ts';
import { resourceOverrides } from './resource-overrides.ts';
import { statementBits } from './statement-bits.ts';

/** What every user or role of the estate may do, one vector a caller, worked out when first asked for. */
export interface AccessRows {
  readonly columns: Columns;
  /** null: not a user or role; such callers are answered one question at a time. */
  readonly row: (principal: string) => Bits | null;
  /** Compiles the policies of every listed principal now, not when it is first asked about. */
  readonly prepare: () => void;
}

/**
 * Rows kept at once, in words of 32 columns: 32 MB, both vectors of a row counted. Past it rows are worked out again:
 * slower, never wrong.
 */
const MAX_KEPT_WORDS = 8_000_000;

/** The vectors are laid out when they are first asked for: a single decision needs none. */
export function lazyRows(index: EstateIndex, vocabulary: Vocabulary): () => AccessRows {
  let rows: AccessRows | null = null;
  return () => {
    rows ??= accessRows(index, vocabulary);
    return rows;
  };
}

/**
 * Lays out the columns and compiles the resource policies; identity, boundary and organisation policies are compiled at the
 * first caller that needs them. properties.test.ts holds the rows to evaluate.ts, bit by bit, on random estates.
 */
export function accessRows(index: EstateIndex, vocabulary: Vocabulary): AccessRows {
  const columns = columnsOf(index.estate.resources, vocabulary);
  const statements = statementBits(columns);
  const engine: Engine = {
    index,
    columns,
    statements,
    layers: layerBits(columns, statements),
    // Statements that read neither caller nor resource are settled with the anonymous caller's keys: any would do.
    overrides: resourceOverrides(
      index,
      columns,
      statements,
      readerFor(index, index.subject('*'), columns.keyActions),
    ),
    within: accountMasks(columns),
    rcpColumns: rcpColumnsOf(columns),
    unblocked: {
      must: maskOf(columns, ({ resource }) => blockForOthers(index, resource).is === 'yes'),
      may: maskOf(columns, ({ resource }) => blockForOthers(index, resource).is !== 'no'),
    },
    keyed: columns.list.flatMap(({ resource: { kmsKey = null } }, id) => (kmsKey === null ? [] : [id])),
    urls: columns.list.flatMap(({ lowerAction }, id) => (lowerAction === CALLS_URL ? [id] : [])),
    decide: (request) => evaluate(index, vocabulary, request, false).access,
  };
  const kept = new Map<string, Bits>();
  const row = (principal: string): Bits | null => {
    const known = kept.get(principal);
    if (known !== undefined) return known;
    const subject = index.subject(principal);
    if (subject.kind !== 'user' && subject.kind !== 'role') return null;
    // Roots, services, sessions and outsiders have rules of their own (evaluate.ts, grantWithin) and few questions.
    const bits = rowOf(engine, subject);
    if (kept.size * columns.words * 2 < MAX_KEPT_WORDS) kept.set(principal, bits);
    return bits;
  };
  return { columns, row, prepare: () => prepare(engine) };
}

function prepare(engine: Engine): void {
  const { index, layers } = engine;
  for (const { arn } of index.estate.principals) {
    const subject = index.subject(arn);
    const reader = readerFor(index, subject, engine.columns.keyActions);
    layers.prepare(identityLayer(index, subject), reader);
    layers.prepare(boundaryLayer(index, subject), reader);
    const levels = scpLevels(index, subject);
    if ('layers' in levels) for (const layer of levels.layers) layers.prepare(layer, reader);
  }
}

/** Foundation models and the like belong to AWS (`account: null`): the caller's own policies suffice, as in its account. */
function accountMasks(columns: Columns): (account: string) => Uint32Array {
  const masks = new Map<string, Uint32Array>();
  return (account) => {
    const known = masks.get(account);
    if (known !== undefined) return known;
    const mask = maskOf(columns, ({ resource }) => resource.account === null || resource.account === account);
    masks.set(account, mask);
    return mask;
  };
}

/** Only accounts with a covered column: RCPs bind the owner's side, so the caller's account plays no part. */
function rcpColumnsOf(columns: Columns): Map<string, Uint32Array> {
  const byAccount = new Map<string, Uint32Array>();
  columns.list.forEach(({ underRcp, resource }, id) => {
    if (!underRcp || resource.account === null) return;
    const mask = byAccount.get(resource.account) ?? columns.vector();
    byAccount.set(resource.account, mask);
    setBit(mask, id);
  });
  return byAccount;
}
