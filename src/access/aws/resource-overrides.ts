import { hasBit, orBits, orWords, setBit, setBits, type Bits } from './bits.ts';
import { bucketAcl, isPublicGrant } from './bucket-acl.ts';
import type { Columns } from './columns.ts';
import { conditionsTruth, statementTruth, type Statement } from './document.ts';
import type { EstateIndex } from './estate-index.ts';
import { resourceLayer } from './layers.ts';
import { naming, reached } from './principal-match.ts';
import type { Reader, StatementBits } from './statement-bits.ts';
import type { Subject } from './subject.ts';
import { and, type Truth } from './truth.ts';

/** What resource policies grant to one caller, by the form in which they name it, and what they deny it. */
export interface NamedBits {
  readonly direct: Bits;
  readonly role: Bits;
  readonly account: Bits;
  readonly deny: Bits;
}

export interface ResourceOverrides {
  /** The answer holds until the next one: one set of vectors serves all callers. */
  readonly of: (subject: Subject, reader: Reader) => NamedBits;
}

/** One statement of one resource's policy, with the few columns it can be about. */
interface Override {
  readonly statement: Statement;
  readonly columns: readonly number[];
}

/**
 * The same where neither conditions nor resources differ from column to column: what it is about is settled once for all callers, and for
 * all resources that have the very statement, as roles do that were made by one template.
 */
interface PlainOverride {
  readonly statement: Statement;
  /** `certain`: it covers the whole of the target. */
  readonly met: { readonly id: number; readonly certain: boolean }[];
  /** Whether its conditions hold; null where that depends on the caller. */
  readonly holds: Truth | null;
}

/** Statements for everyone with the same conditions: their conditions are asked once per caller, not once per resource. */
interface Everyone {
  readonly statement: Statement;
  readonly allow: Bits;
  readonly deny: Bits;
}

/** Statements sorted by whom they can concern, so that a caller looks at a few and not at every bucket's policy. */
interface Compiled {
  /** The same for every caller. */
  readonly base: NamedBits;
  readonly everyone: Everyone[];
  /** By the ARN, account or role that a statement names. */
  readonly byName: Map<string, (Override | PlainOverride)[]>;
  readonly plain: Map<Statement, PlainOverride>;
  /** Statements that have to be put to every caller: NotPrincipal, and conditions that read the resource. */
  readonly forAll: Override[];
}

/**
 * Compiles the resource and trust policies of all resources that have columns.
 *
 * @param neutral Reads keys for statements that depend on neither caller nor resource.
 */
export function resourceOverrides(
  index: EstateIndex,
  columns: Columns,
  statements: StatementBits,
  neutral: Reader,
): ResourceOverrides {
  const compiled: Compiled = {
    base: noNamedBits(columns),
    everyone: [],
    byName: new Map(),
    plain: new Map(),
    forAll: [],
  };
  const groups = new Map<string, Everyone>();
  for (const [arn, ids] of columns.ofResource) {
    for (const type of ['resource', 'trust'] as const) {
      const own = ids.filter((id) => policyTypeAt(columns, id) === type);
      if (own.length === 0) continue;
      const account = columns.list[own[0] ?? -1]?.resource.account ?? null;
      const layer = resourceLayer(index, type, arn, account);
      if (layer.missing.length > 0) markUnseen(compiled.base, own);
      const sorting = { columns, statements, neutral };
      for (const { document } of layer.attachments) {
        for (const statement of document.statements) {
          sort(compiled, groups, { statement, columns: own }, sorting);
        }
      }
      if (type === 'resource') sortAcl(compiled, groups, index, own, sorting);
    }
  }
  compiled.everyone.push(...groups.values());
  const own = noNamedBits(columns);
  return {
    of: (subject, reader) => {
      gather(own, compiled, columns, subject, reader);
      return own;
    },
  };
}

function policyTypeAt(columns: Columns, id: number): 'resource' | 'trust' | null {
  const rule = columns.list[id]?.rule;
  return rule === 'none' ? null : rule === 'trust' ? 'trust' : 'resource';
}

function noNamedBits({ noBits }: Columns): NamedBits {
  return { direct: noBits(), role: noBits(), account: noBits(), deny: noBits() };
}

/** A policy that was not seen may name the caller in any form, and may deny it. */
function markUnseen(base: NamedBits, ids: readonly number[]): void {
  for (const id of ids) {
    for (const bits of [base.direct, base.role, base.account, base.deny]) setBit(bits.may, id);
  }
}

/** As bucket-acl.ts decides: for a caller with an account, both groups of everyone are everyone. */
function sortAcl(
  compiled: Compiled,
  groups: Map<string, Everyone>,
  index: EstateIndex,
  own: readonly number[],
  by: Sorting,
): void {
  const acl = bucketAcl(index, by.columns.list[own[0] ?? -1]?.resource ?? null);
  if (acl === null) return;
  // It may name an account; to identities of the owner's that adds nothing, as naming their account hands over to their policies.
  for (const id of own)
    if (acl.unseenFor(by.columns.list[id]?.lowerAction ?? '').length > 0)
      setBit(compiled.base.account.may, id);
  for (const statement of acl.attachments.flatMap(({ document }) => document.statements)) {
    if (statement.effect === 'Deny') continue;
    if (!isPublicGrant(statement)) {
      sort(compiled, groups, { statement, columns: own }, by);
      continue;
    }
    for (const id of own) {
      const column = by.columns.list[id];
      if (column === undefined) continue;
      const { lowerAction, target } = column;
      const met = statementTruth({ ...statement, conditions: [] }, lowerAction, target, by.neutral.read);
      mark(compiled.base.direct, id, and(met, acl.publicCounts), true);
    }
  }
}

interface Sorting {
  readonly columns: Columns;
  readonly statements: StatementBits;
  readonly neutral: Reader;
}

/** Without principals a resource policy names nobody (layer-result.ts says the same). */
function sort(compiled: Compiled, groups: Map<string, Everyone>, override: Override, by: Sorting): void {
  const { statement } = override;
  const { principals } = statement;
  if (principals === null) return;
  const variable = (statement.resources ?? []).some((template) => template.fixed === null);
  const plain = !by.statements.dependsOn(statement, 'resource') && !variable;
  // "Everyone, if …" stands in most bucket policies (TLS only, one VPC endpoint): equal conditions are asked together.
  if (principals.any && !principals.not && plain) {
    const key = JSON.stringify([statement.effect, statement.conditions.map(({ written }) => written)]);
    // What reads the caller waits in a group; what does not is settled for all of them now.
    const perCaller = by.statements.dependsOn(statement, 'principal');
    const group = groups.get(key) ?? { statement, allow: by.columns.noBits(), deny: by.columns.noBits() };
    if (perCaller) groups.set(key, group);
    const truth: Truth = perCaller ? { is: 'yes' } : conditionsTruth(statement, by.neutral.read);
    const allow = perCaller ? group.allow : compiled.base.direct;
    const deny = perCaller ? group.deny : compiled.base.deny;
    const met = by.statements.met(statement);
    for (const id of override.columns) {
      if (hasBit(met.may, id))
        mark(statement.effect === 'Allow' ? allow : deny, id, truth, hasBit(met.must, id));
    }
    return;
  }
  if (principals.not || principals.any || principals.canonicalUsers.length > 0)
    compiled.forAll.push(override);
  // Services and identity providers have no rows: their names are not kept.
  else {
    const kept = plain ? plainOf(compiled, override, by) : override;
    for (const name of namesOf(principals.aws)) keep(compiled.byName, name, kept);
  }
}

function plainOf(compiled: Compiled, { statement, columns }: Override, by: Sorting): PlainOverride {
  const asksWho = by.statements.dependsOn(statement, 'principal');
  const holds = asksWho ? null : conditionsTruth(statement, by.neutral.read);
  const known = compiled.plain.get(statement) ?? { statement, met: [], holds };
  compiled.plain.set(statement, known);
  const bits = by.statements.met(statement);
  for (const id of columns) if (hasBit(bits.may, id)) known.met.push({ id, certain: hasBit(bits.must, id) });
  return known;
}

function keep(byName: Compiled['byName'], name: string, override: Override | PlainOverride): void {
  const list = byName.get(name);
  if (list === undefined) byName.set(name, [override]);
  else if (!list.includes(override)) list.push(override);
}

/** Under which names a caller finds the statement: accounts by number, sessions under their role too. */
function namesOf(written: readonly string[]): Set<string> {
  return new Set(
    written.map((entry) => {
      const root = /^arn:[^:]*:iam::(\d{12}):root$/.exec(entry);
      if (root !== null) return root[1] ?? entry;
      const session = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(entry);
      return session === null ? entry : `${session[1]}/${session[2]}`;
    }),
  );
}

/** @param certain Whether the statement covers the whole target; a condition may still leave it open. */
function mark(bits: Bits, id: number, truth: Truth, certain: boolean): void {
  if (truth.is === 'no') return;
  setBit(bits.may, id);
  if (truth.is === 'yes' && certain) setBit(bits.must, id);
}

/** Copies the base and adds what names this caller; `own` is overwritten by the next caller. */
function gather(
  own: NamedBits,
  compiled: Compiled,
  columns: Columns,
  subject: Subject,
  reader: Reader,
): void {
  for (const part of ['direct', 'role', 'account', 'deny'] as const) setBits(own[part], compiled.base[part]);
  for (const { statement, allow, deny } of compiled.everyone) {
    const truth = conditionsTruth(statement, reader.read);
    if (truth.is === 'no') continue;
    merge(own.direct, allow, truth);
    merge(own.deny, deny, truth);
  }
  // As namesOf writes them: the identity's ARN, the account's number, and the role for its sessions.
  const names = [
    subject.identityArn ?? subject.arn,
    subject.account ?? '',
    `${subject.account}/${subject.name}`,
  ];
  const found = new Set(names.flatMap((name) => compiled.byName.get(name) ?? []));
  for (const override of found) apply(own, columns, override, subject, reader);
  for (const override of compiled.forAll) apply(own, columns, override, subject, reader);
}

function merge(into: Bits, from: Bits, truth: Truth): void {
  if (truth.is === 'yes') orBits(into, from);
  else orWords(into.may, from.may);
}

/** Asks one statement for one caller, as evaluate.ts would: once where its columns do not differ, else column by column. */
function apply(
  own: NamedBits,
  columns: Columns,
  override: Override | PlainOverride,
  subject: Subject,
  reader: Reader,
): void {
  const { statement } = override;
  if (statement.principals === null) return;
  // The form of naming counts for allows alone: a deny binds whomever it reaches.
  const denies = statement.effect === 'Deny';
  const into = denies
    ? [{ bits: own.deny, who: reached(statement.principals, subject) }]
    : formsOf(own, naming(statement.principals, subject));
  const named = into.filter(({ who }) => who.is !== 'no');
  if (named.length === 0) return;
  if ('met' in override) {
    const truth = override.holds ?? conditionsTruth(statement, reader.read);
    for (const { bits, who } of named) {
      const holds = and(who, truth);
      for (const { id, certain } of override.met) mark(bits, id, holds, certain);
    }
    return;
  }
  for (const id of override.columns) {
    const column = columns.list[id];
    if (column === undefined) continue;
    const met = statementTruth(statement, column.lowerAction, column.target, reader.readAt(column));
    for (const { bits, who } of named) mark(bits, id, and(who, met), true);
  }
}

function formsOf(
  own: NamedBits,
  { direct, role, account }: ReturnType<typeof naming>,
): readonly { readonly bits: Bits; readonly who: Truth }[] {
  return [
    { bits: own.direct, who: direct },
    { bits: own.role, who: role },
    { bits: own.account, who: account },
  ];
}
