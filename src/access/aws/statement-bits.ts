import { andWords, columnsIn, notBits, orBits, orWords, setBit, wordAt, type Bits } from './bits.ts';
import { differsByAction } from './action-keys.ts';
import type { KeyActions } from './catalogue.ts';
import type { Column, Columns } from './columns.ts';
import { sideOf, type KeyReading } from './condition-key.ts';
import type { ReadKey } from './condition.ts';
import { conditionsTruth, resourceTruth, type Statement } from './document.ts';
import { resolveTemplate } from './policy-variable.ts';
import { and, type Truth } from './truth.ts';
import { matches, overlap, type Overlap, type Pattern } from './wildcard.ts';

/** How a caller reads keys: of itself, and of a resource beside it. */
export interface Reader {
  readonly read: ReadKey;
  readonly readAt: (column: Column) => ReadKey;
}

/** Statements as vectors over the columns, each worked out once for callers that it cannot tell apart. */
export interface StatementBits {
  /** null: no column. */
  readonly of: (statement: Statement, reader: Reader) => Bits | null;
  /** Where action and resource are met, conditions left aside; for statements without variables. */
  readonly met: (statement: Statement) => Bits;
  readonly dependsOn: (statement: Statement, side: 'principal' | 'resource') => boolean;
}

/** What a statement's answer can differ by; callers that read alike share one. */
interface Dependence {
  /** Lower-case keys of the caller, of conditions and of variables in resources alike. */
  readonly principalKeys: readonly string[];
  readonly resource: boolean;
  /** Some resource pattern has a variable: `met` cannot be shared between callers. */
  readonly variables: boolean;
}

/** Answers kept per statement: where callers differ in more ways than this, keeping them costs more than it saves. */
const MAX_KEPT = 64;

/** Vectors are worked out when first asked for; `kept` tells callers apart by what they read of the statement's keys. */
export function statementBits(columns: Columns): StatementBits {
  const patterns = patternColumns(columns);
  const dependence = memo((statement: Statement) => dependenceOf(statement, columns.keyActions));
  const met = memo((statement: Statement) => metBits(columns, patterns, statement, null));
  const kept = new Map<Statement, Map<string, Bits | null>>();
  const work = (statement: Statement, reader: Reader): Bits | null => {
    const { resource, variables } = dependence(statement);
    // A condition on the resource's tags or account cannot be asked once for all columns.
    if (resource) return perColumn(columns, patterns, statement, reader);
    const truth = conditionsTruth(statement, reader.read);
    if (truth.is === 'no') return null;
    const where = variables ? metBits(columns, patterns, statement, reader.read) : met(statement);
    // Open conditions leave nothing certain.
    return truth.is === 'yes' ? where : { must: columns.vector(), may: where.may };
  };
  return {
    met,
    dependsOn: (statement, side) => dependsOn(dependence(statement), side),
    of: (statement, reader) => {
      let key = '';
      // NUL parts the readings: it stands in no tag or name that AWS accepts (IAM user guide, id_tags).
      for (const name of dependence(statement).principalKeys) key += `${textOf(reader.read(name))}\u0000`;
      const answers = kept.get(statement) ?? new Map<string, Bits | null>();
      kept.set(statement, answers);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const bits = work(statement, reader);
      if (answers.size < MAX_KEPT) answers.set(key, bits);
      return bits;
    },
  };
}

/** For keys that live as long as the estate: statements are held by it, so nothing is leaked. */
function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Distinct readings must have distinct texts: they are the key under which an answer is kept. */
function textOf(reading: KeyReading): string {
  switch (reading.is) {
    case 'known':
      return reading.values.length === 1 ? `=${reading.values[0]}` : JSON.stringify(reading.values);
    case 'absent':
      return '-';
    case 'open':
      return `?${reading.nature}${reading.always}${reading.notBefore ?? ''}`;
    default:
      return reading;
  }
}

function dependenceOf(statement: Statement, keyActions: KeyActions): Dependence {
  const inResource = statement.resources?.flatMap((template) => template.keys) ?? [];
  const keys = [...statement.conditions.flatMap((condition) => condition.keys), ...inResource];
  return {
    principalKeys: [...new Set(keys.filter((key) => sideOf(key) === 'principal'))],
    resource: keys.some((key) => sideOf(key) === 'resource' || differsByAction(keyActions, key, statement)),
    variables: inResource.length > 0,
  };
}

function dependsOn(dependence: Dependence, side: 'principal' | 'resource'): boolean {
  return side === 'principal' ? dependence.principalKeys.length > 0 : dependence.resource;
}

/** Columns that a pattern takes; `resource` knows part of a target, `action` is exact. */
interface PatternColumns {
  readonly action: (pattern: Pattern) => Uint32Array;
  readonly resource: (pattern: Pattern) => Bits;
}

/** Each distinct pattern is compared with each distinct action or target once. */
function patternColumns(columns: Columns): PatternColumns {
  const actions = grouped(columns, (id) => columns.list[id]?.lowerAction ?? '');
  const targets = grouped(columns, (id) => {
    const target = columns.list[id]?.target;
    return target === undefined ? '' : `${target.open ? '*' : '='}${target.text}`;
  });
  const byAction = new Map<string, Uint32Array>();
  const byResource = new Map<string, Bits>();
  return {
    action: (pattern) => {
      const known = byAction.get(pattern.source);
      if (known !== undefined) return known;
      const mask = columns.vector();
      for (const [action, ids] of actions)
        if (matches(pattern, action)) ids.forEach((id) => setBit(mask, id));
      byAction.set(pattern.source, mask);
      return mask;
    },
    resource: (pattern) => {
      // Codes, not source: a variable's value may hold a `*` that is not a wildcard.
      const key = pattern.shape === 'literal' ? `=${pattern.text}` : pattern.codes.join();
      const known = byResource.get(key);
      if (known !== undefined) return known;
      const bits = columns.noBits();
      for (const ids of targets.values()) {
        const target = columns.list[ids[0] ?? -1]?.target;
        if (target !== undefined) mark(bits, ids, overlap(pattern, target));
      }
      byResource.set(key, bits);
      return bits;
    },
  };
}

/** Part of a target is possible and not certain. */
function mark(bits: Bits, ids: readonly number[], covered: Overlap): void {
  if (covered === 'none') return;
  for (const id of ids) {
    setBit(bits.may, id);
    if (covered === 'all') setBit(bits.must, id);
  }
}

function grouped(columns: Columns, keyOf: (id: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  columns.list.forEach((_, id) => {
    const key = keyOf(id);
    const ids = groups.get(key);
    if (ids === undefined) groups.set(key, [id]);
    else ids.push(id);
  });
  return groups;
}

function actionMask(columns: Columns, patterns: PatternColumns, statement: Statement): Uint32Array {
  const mask = columns.vector();
  for (const pattern of statement.actions) orWords(mask, patterns.action(pattern));
  if (!statement.notAction) return mask;
  return mask.map((word, at) => wordAt(columns.all, at) & ~word);
}

/** Columns whose action and resource are met, conditions left aside; `read` only where resources have variables. */
function metBits(
  columns: Columns,
  patterns: PatternColumns,
  statement: Statement,
  read: ReadKey | null,
): Bits {
  const actions = actionMask(columns, patterns, statement);
  if (statement.resources === null) return { must: actions, may: actions };
  let bits = columns.noBits();
  for (const template of statement.resources) {
    const resolved = resolveTemplate(template, read ?? (() => ({ is: 'absent' })));
    // No value: the pattern matches nothing. Open: it may match anything.
    if (resolved.is === 'pattern') orBits(bits, patterns.resource(resolved.pattern));
    else if (resolved.is === 'open') orWords(bits.may, columns.all);
  }
  // After all patterns: NotResource leaves out what any of them covers.
  if (statement.notResource) bits = notBits(bits, columns.all);
  andWords(bits.must, actions);
  andWords(bits.may, actions);
  return bits;
}

/** Conditions on the resource differ from column to column, but between columns of one resource by the action alone. */
function perColumn(
  columns: Columns,
  patterns: PatternColumns,
  statement: Statement,
  reader: Reader,
): Bits | null {
  const byAction = statement.conditions.some(({ keys }) =>
    keys.some((key) => differsByAction(columns.keyActions, key, statement)),
  );
  const candidates = columnsIn(actionMask(columns, patterns, statement));
  const bits = columns.noBits();
  const conditions = new Map<string, Truth>();
  let found = false;
  for (const id of candidates) {
    const column = columns.list[id];
    if (column === undefined) continue;
    const read = reader.readAt(column);
    const where = resourceTruth(statement, column.target, read);
    if (where.is === 'no') continue;
    const key = `${byAction ? column.lowerAction : ''} ${column.resource.arn} ${column.target.text}`;
    const known = conditions.get(key) ?? conditionsTruth(statement, read);
    conditions.set(key, known);
    const truth = and(where, known);
    if (truth.is === 'no') continue;
    found = true;
    setBit(bits.may, id);
    if (truth.is === 'yes') setBit(bits.must, id);
  }
  return found ? bits : null;
}
