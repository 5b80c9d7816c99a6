import { forAction } from './action-keys.ts';
import { clearBit, hasBit, orWords, setBit, wordAt, type Bits } from './bits.ts';
import type { KeyActions } from './catalogue.ts';
import type { Columns } from './columns.ts';
import { contextReader, type ReadKey } from './condition.ts';
import { readKey, type KeyFacts } from './condition-key.ts';
import type { EstateIndex } from './estate-index.ts';
import { keyRequest, withinKey } from './key-use.ts';
import { limitBits, type AllowDeny, type LayerBits } from './layer-bits.ts';
import { boundaryLayer, identityLayer, rcpLevels, scpLevels } from './layers.ts';
import { reached } from './principal-match.ts';
import type { NamedBits, ResourceOverrides } from './resource-overrides.ts';
import type { Reader, StatementBits } from './statement-bits.ts';
import type { Subject } from './subject.ts';
import { NO, YES, type Truth } from './truth.ts';
import type { WayRequest } from './ways.ts';

/** Made once for an estate; a row is then a few passes over words. */
export interface Engine {
  readonly index: EstateIndex;
  readonly columns: Columns;
  readonly statements: StatementBits;
  readonly layers: LayerBits;
  readonly overrides: ResourceOverrides;
  /** Columns of resources in the account, and of AWS's own. */
  readonly within: (account: string) => Uint32Array;
  /** Columns under RCPs, by the account of the resource. */
  readonly rcpColumns: ReadonlyMap<string, Uint32Array>;
  /** What callers of other accounts can get past S3 Block Public Access. */
  readonly unblocked: Bits;
  /** Columns of resources under a customer's KMS key. */
  readonly keyed: readonly number[];
  /** What calls a function through its URL. */
  readonly urls: readonly number[];
  /** Of a request to a key, as evaluate.ts answers it. */
  readonly decide: (request: WayRequest) => Truth;
}

/**
 * Reads keys as a question without context does: what differs from request to request is open and becomes a guard. Readings
 * at a resource are kept by target, since all its columns of one target see the same facts.
 */
export function readerFor(index: EstateIndex, subject: Subject, keyActions: KeyActions): Reader {
  const account = (id: string | null): KeyFacts['subjectAccount'] =>
    id === null ? null : (index.account(id) ?? { id });
  const own: KeyFacts = {
    subject,
    subjectAccount: account(subject.account),
    resourceArn: '*',
    resource: null,
    resourceAccount: null,
    nowMs: index.nowMs,
  };
  const readers = new Map<string, ReadKey>();
  return {
    read: contextReader(undefined, false, (key) => readKey(key, own)),
    readAt: ({ target, resource, lowerAction }) => {
      // Resources can share a target that names none of them, and differ in tags.
      const key = `${resource.arn} ${target.text}`;
      const known = readers.get(key);
      if (known !== undefined) return forAction(keyActions, lowerAction, resource, known);
      const facts = {
        ...own,
        resourceArn: target.text,
        resource,
        resourceAccount: account(resource.account),
      };
      const read = contextReader(undefined, false, (key) => readKey(key, facts));
      readers.set(key, read);
      return forAction(keyActions, lowerAction, resource, read);
    },
  };
}

/**
 * One caller's vector. Denies of all layers are gathered first: an explicit deny in any policy wins over every allow
 * (IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow).
 */
export function rowOf(engine: Engine, subject: Subject): Bits {
  const { index, columns, layers } = engine;
  const reader = readerFor(index, subject, columns.keyActions);
  const identity = layers.of(identityLayer(index, subject), reader);
  const boundaryOf = boundaryLayer(index, subject);
  const boundary = layers.of(boundaryOf, reader);
  const limit = limitBits(columns, boundaryOf, boundary);
  const scp = layers.across(scpLevels(index, subject), reader);
  const resource = engine.overrides.of(subject, reader);
  const deny = resource.deny;
  for (const layer of [identity, boundary, scp]) {
    if (layer === null) continue;
    orWords(deny.must, layer.deny.must);
    orWords(deny.may, layer.deny.may);
  }
  denyByRcp(engine, subject, reader, deny);
  for (const [id, own] of columns.deniedWith) {
    if (hasBit(deny.must, own)) setBit(deny.must, id);
    if (hasBit(deny.may, own)) setBit(deny.may, id);
  }
  return combine(engine, subject, { identity, limit, scp, resource, deny });
}

/**
 * RCPs can only take away: AWS attaches RCPFullAWSAccess at every level and an RCP of one's own holds Deny statements
 * alone (Organizations user guide, orgs_manage_policies_rcps). So their allows are not looked at.
 */
function denyByRcp(engine: Engine, subject: Subject, reader: Reader, deny: Bits): void {
  const { index, statements } = engine;
  for (const [account, covered] of engine.rcpColumns) {
    const levels = rcpLevels(index, subject, account);
    if ('exempt' in levels) continue;
    const certain = levels.unlessExempt === null;
    for (const layer of levels.layers) {
      // A level that was not seen may deny anything it covers: that leaves `must` of the row empty there.
      if (layer.missing.length > 0) orWords(deny.may, covered);
      for (const { document } of layer.attachments) {
        for (const statement of document.statements) {
          if (statement.effect === 'Allow') continue;
          const who = statement.principals === null ? YES : reached(statement.principals, subject);
          const bits = who.is === 'no' ? null : statements.of(statement, reader);
          if (bits === null) continue;
          for (let at = 0; at < covered.length; at += 1) {
            const word = wordAt(covered, at);
            deny.may[at] = wordAt(deny.may, at) | (wordAt(bits.may, at) & word);
            if (certain && who.is === 'yes')
              deny.must[at] = wordAt(deny.must, at) | (wordAt(bits.must, at) & word);
          }
        }
      }
    }
  }
}

/** The parts of the formula; `deny` holds the denies of all of them. */
interface Sides {
  readonly identity: AllowDeny;
  readonly limit: Bits;
  readonly scp: AllowDeny | null;
  readonly resource: NamedBits;
  readonly deny: Bits;
}

/** The formula of evaluate.ts, 32 columns at a time: `must` from what is certain and `may` from what is possible. */
function combine(engine: Engine, subject: Subject, sides: Sides): Bits {
  const { columns } = engine;
  const same = engine.within(subject.account ?? '');
  const result = columns.noBits();
  combineSide(engine, same, sides, 'must', sides.deny.may, result.must);
  combineSide(engine, same, sides, 'may', sides.deny.must, result.may);
  // Grants beside IAM's are needed as well and were not handed over: such columns are possible, never certain.
  for (let at = 0; at < columns.words; at += 1) {
    result.must[at] = wordAt(result.must, at) & ~wordAt(columns.beyondIam, at);
  }
  withinKeys(engine, subject, result);
  withinUrls(engine, subject, result);
  return result;
}

/** Keys are few and stand behind many columns: each is asked about once a caller, and only for columns that are open. */
function withinKeys({ columns, keyed, decide }: Engine, subject: Subject, result: Bits): void {
  const answers = new Map<string, Truth>();
  for (const id of keyed) {
    const column = columns.list[id];
    if (column === undefined || !hasBit(result.may, id)) continue;
    const { entry, action, resource } = column;
    const use = keyRequest(
      entry,
      { principal: subject.arn, action, resource: resource.arn },
      resource,
      subject,
    );
    if (use === null) continue;
    const question = JSON.stringify(use);
    const truth = answers.get(question) ?? withinKey(use, 'unseen' in use ? null : decide(use.request));
    answers.set(question, truth);
    if (truth.is !== 'yes') clearBit(result.must, id);
    if (truth.is === 'no') clearBit(result.may, id);
  }
}

/**
 * Needs more than its own action: asked in full, where a URL was listed at all. One that may ask nobody who they are is open to callers
 * who have no right of their own as well.
 */
function withinUrls({ columns, urls, decide }: Engine, subject: Subject, result: Bits): void {
  for (const id of urls) {
    const column = columns.list[id];
    if (column === undefined) continue;
    const { action, resource, target } = column;
    const url = resource.functionUrl;
    const asksWho = url === undefined || url?.authType === 'AWS_IAM';
    if (asksWho && !hasBit(result.may, id)) continue;
    const truth =
      url === null
        ? NO
        : decide({
            principal: subject.arn,
            action,
            resource: target.text,
            open: target.open,
            about: resource.arn,
          });
    setTruth(result, id, truth);
  }
}

function setTruth({ must, may }: Bits, id: number, truth: Truth): void {
  if (truth.is === 'yes') setBit(must, id);
  else clearBit(must, id);
  if (truth.is === 'no') clearBit(may, id);
  else setBit(may, id);
}

/**
 * `must` is built from what is certain and without what may be denied; `may` from what is possible and without what is
 * certainly denied. Within one account either side suffices; across accounts both must grant (IAM user guide,
 * reference_policies_evaluation-logic-cross-account).
 */
function combineSide(
  { columns, unblocked }: Engine,
  same: Uint32Array,
  sides: Sides,
  side: 'must' | 'may',
  denied: Uint32Array,
  into: Uint32Array,
): void {
  const identity = sides.identity.allow[side];
  const limit = sides.limit[side];
  const direct = sides.resource.direct[side];
  const role = sides.resource.role[side];
  const account = sides.resource.account[side];
  const scp = sides.scp === null ? columns.all : sides.scp.allow[side];
  const { delegating, words } = columns;
  for (let at = 0; at < words; at += 1) {
    const own = wordAt(identity, at);
    const named = wordAt(role, at);
    // Roles' trust and keys: an identity policy counts only where the resource's policy hands over to its account.
    const delegated = own & (wordAt(account, at) | ~wordAt(delegating, at));
    // Naming the user, a session or everyone is past the boundary; naming the role is not (see principal-match.ts).
    const within = wordAt(direct, at) | ((delegated | named) & wordAt(limit, at));
    const across =
      own &
      wordAt(limit, at) &
      (wordAt(direct, at) | named | wordAt(account, at)) &
      wordAt(unblocked[side], at);
    const mine = wordAt(same, at);
    const grant = (within & mine) | (across & ~mine);
    into[at] = grant & wordAt(scp, at) & ~wordAt(denied, at) & wordAt(columns.all, at);
  }
}
