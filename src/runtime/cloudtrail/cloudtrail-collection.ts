import {
  counted,
  type EdgeKind,
  type Evidence,
  type EvidenceAt,
  type Fact,
  type Gap,
  nodeFact,
} from '#model';
import type { DecodeProblems } from '../otlp/decode-problem.ts';
import { ObservedFacts, type Sighting } from '../observed-facts.ts';
import { isPlausible, WatchedWindow } from '../plausible-time.ts';
import { chosenCall, possibleCalls, type ActionCatalogue, type KnownCall } from './action-catalogue.ts';
import { calledResources, type CalledResource } from './called-resource.ts';
import { callerOf, isUnnamed, type Caller } from './caller.ts';
import { reads, TrailRecord } from './trail-record.ts';
import type { AccountWindow } from './watched-marks.ts';

/** Ids remembered; past them a record that comes twice may count twice, and nothing is lost. */
const MAX_EVENT_IDS = 5_000_000;
const MAX_DENIED_NAMED = 5;
/** Calls that wait for a copy, and ids that a claim may hang on; past them callers count as not told. */
const MAX_DEFERRED = 200_000;
const MAX_UNIQUE_IDS = 200;

/** Codes by which AWS says no; other errors say nothing about rights. */
const DENIED = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

/** Refusals of one caller: how many, and of what; `at` is the first. */
interface Denied {
  readonly caller: Caller;
  readonly at: EvidenceAt;
  count: number;
  readonly what: Map<string, number>;
}

/** A call whose caller is told by unique id: it counts once no other copy of the record has named the caller. */
interface Deferred {
  readonly record: TrailRecord;
  readonly told: Told;
  readonly sighting: Sighting;
}

/** What one record says. */
interface Told {
  readonly call: KnownCall;
  readonly caller: Caller;
  readonly resources: readonly CalledResource[];
}

/** Adds up the records of one target: who did what to what, and for how long each account was watched. */
export class CloudTrailCollection {
  readonly window = new WatchedWindow();
  /**
   * `<account> <kind> <verb>` of calls of which the record does not tell the resource, the verb or the caller; the account
   * is `*` where the record does not say whose log it is from.
   */
  readonly unresolved = new Set<string>();
  /** The same keys, of calls whose caller the record tells by unique id alone: complete where those ids are known. */
  readonly byUniqueId = new Map<string, Set<string>>();
  readonly #windows = new Map<string, WatchedWindow>();
  readonly #seen = new Set<string>();
  readonly #facts: ObservedFacts;
  readonly #denied = new Map<string, Denied>();
  readonly #deferred: Deferred[] = [];
  readonly #said: Pick<Evidence, 'plane' | 'source' | 'target'>;
  readonly #clean: (name: string) => string;
  readonly #now: number;
  readonly #catalogue: ActionCatalogue;

  constructor(
    catalogue: ActionCatalogue,
    said: { source: string; target: string },
    clean: (name: string) => string,
    now: number,
  ) {
    this.#catalogue = catalogue;
    this.#said = { plane: 'observed', ...said };
    this.#facts = new ObservedFacts(said.source, said.target);
    this.#clean = clean;
    this.#now = now;
  }

  /** @param delivered Whether a trail delivered the record: only those say for how long somebody watched. */
  add(document: unknown, at: EvidenceAt, delivered: boolean, problems: DecodeProblems): void {
    const parsed = TrailRecord.safeParse(document);
    if (!parsed.success) {
      problems.add('wrong-shape', 'a record without time, source or name of its event');
      return;
    }
    const record = parsed.data;
    // A broken time would stretch the window in which absence means something.
    const timeMs = Date.parse(record.eventTime);
    if (!isPlausible(timeMs, this.#now)) {
      problems.add('wrong-shape', 'a record whose time is none, ancient or in the future');
      return;
    }
    // Before anything is decided about the call: also a call that means nothing here proves that somebody watched.
    const caller = callerOf(record);
    if (!this.#isNew(record, caller === null || caller.uniqueId !== null)) return;
    this.#extendWindows(record, timeMs, delivered);
    const possible = possibleCalls(this.#catalogue, record.eventSource, record.eventName);
    if (possible.length === 0) return;
    const call = chosenCall(possible, reads(record));
    const resources = call === null ? [] : calledResources(record, call);
    if (resources.length === 0) {
      this.#addUnresolved(record, possible, 'on what, or in which way', resources, problems);
    } else if (call !== null && isUnnamed(record) && (record.errorCode ?? '') === '') {
      // Somebody did have this access and use it: to say of anyone that they never did would be a guess.
      this.#addUnresolved(record, [call], 'who called', resources, problems);
    }
    if (call === null || caller === null) return;
    const told: Told = { call, caller, resources };
    if (caller.uniqueId === null) this.#addCall(record, told, { at, timeMs });
    else this.#defer(record, told, { at, timeMs }, problems);
  }

  #defer(record: TrailRecord, told: Told, sighting: Sighting, problems: DecodeProblems): void {
    if (this.#deferred.length < MAX_DEFERRED) this.#deferred.push({ record, told, sighting });
    else this.#addUnresolved(record, [told.call], 'who called', told.resources, problems);
  }

  /** To be called once all records are in: another copy of a call may have named its caller. */
  settle(): void {
    for (const { record, told, sighting } of this.#deferred.splice(0)) {
      const eventId = record.sharedEventID ?? record.eventID ?? null;
      if (eventId !== null && this.#seen.has(eventId)) continue;
      this.#addCall(record, told, sighting);
      if ((record.errorCode ?? '') === '') this.#hangOn(record, told);
    }
  }

  /** That nobody else called can be said only where it is known whose the unique id is. */
  #hangOn(record: TrailRecord, { call, caller, resources }: Told): void {
    for (const account of accountsOf(record, resources)) {
      const key = `${account} ${call.resource.kind} ${call.verb}`;
      const ids = this.byUniqueId.get(key) ?? new Set<string>();
      this.byUniqueId.set(key, ids.add(caller.uniqueId ?? ''));
      if (ids.size > MAX_UNIQUE_IDS) this.unresolved.add(key);
    }
  }

  #addUnresolved(
    record: TrailRecord,
    possible: readonly KnownCall[],
    unsaid: string,
    resources: readonly CalledResource[],
    problems: DecodeProblems,
  ): void {
    const [first] = possible;
    problems.add('unresolved', `${first?.action ?? 'a call'}: the record does not say ${unsaid}`);
    const accounts = accountsOf(record, resources);
    // Whatever the call may have been, of none of it can absence be claimed any more.
    for (const { resource, verb } of possible) {
      for (const account of accounts) this.unresolved.add(`${account} ${resource.kind} ${verb}`);
    }
  }

  /**
   * One call is delivered to the caller's and to the owner's account, and files overlap: the event's id counts once. The
   * owner's copy may leave the caller out; the other that names them must still be heard.
   */
  #isNew(record: TrailRecord, isAnonymous: boolean): boolean {
    const eventId = record.sharedEventID ?? record.eventID ?? null;
    if (eventId === null || this.#seen.has(eventId)) return eventId === null;
    const id = isAnonymous ? `? ${eventId}` : eventId;
    if (this.#seen.has(id)) return false;
    if (this.#seen.size < MAX_EVENT_IDS) this.#seen.add(id);
    return true;
  }

  /** Per account: a trail that saw one account says nothing of another. Answers of lookup-events extend no window. */
  #extendWindows(record: TrailRecord, timeMs: number, delivered: boolean): void {
    this.window.include(timeMs, timeMs);
    const account = record.recipientAccountId ?? null;
    if (account === null || !delivered) return;
    let window = this.#windows.get(account);
    if (window === undefined) this.#windows.set(account, (window = new WatchedWindow()));
    window.include(timeMs, timeMs);
  }

  #addCall(record: TrailRecord, { call, caller, resources }: Told, sighting: Sighting): void {
    // A call that failed for another reason (throttling, no such key) is neither access nor refusal.
    const code = record.errorCode ?? '';
    if (code !== '') {
      if (DENIED.test(code)) this.#addDenied(caller, call, resources, sighting);
      return;
    }
    for (const resource of resources) {
      const edge: EdgeKind = call.verb === 'assume' ? 'can-assume' : `can-${call.verb}`;
      // Anybody may read a public bucket; the model knows no other way for the internet to hold a right.
      if (caller.kind === 'internet' && edge === 'can-assume') continue;
      const from = this.#addCaller(caller, sighting);
      const to = this.#addResource(resource, sighting);
      this.#facts.edge(from, edge, to, sighting, { action: call.action });
    }
  }

  #addCaller({ id, kind, name, account, identifiers }: Caller, sighting: Sighting): string {
    const attributes = account === null ? {} : { account };
    return this.#facts.node({ id, kind, name: this.#clean(name), attributes, identifiers }, sighting);
  }

  #addResource({ id, kind, name, account, region, identifiers }: CalledResource, sighting: Sighting): string {
    const provider = kind === 'model' ? { provider: 'amazon-bedrock' } : {};
    const place = { ...(account === null ? {} : { account }), ...(region === null ? {} : { region }) };
    // A model is known by one name the world over: account and region belong to the call, not to it.
    const attributes = kind === 'model' ? provider : place;
    return this.#facts.node({ id, kind, name: this.#clean(name), attributes, identifiers }, sighting);
  }

  /** A refusal is no access; it is told with the caller, who may be probing or may be missing something. */
  #addDenied(caller: Caller, call: KnownCall, resources: readonly CalledResource[], { at }: Sighting): void {
    const denied = this.#denied.get(caller.id) ?? { caller, at, count: 0, what: new Map<string, number>() };
    denied.count += 1;
    for (const { name } of resources) {
      const what = `${call.action} on ${this.#clean(name)}`;
      // Someone who probes a million objects must not fill the memory; the count goes on.
      if (denied.what.has(what) || denied.what.size < 1_000)
        denied.what.set(what, (denied.what.get(what) ?? 0) + 1);
    }
    this.#denied.set(caller.id, denied);
  }

  /** A denied caller is told even where no call of its succeeded; both lists are sorted by id. */
  facts(): Fact[] {
    const denied = [...this.#denied.values()].map(({ caller, at, count, what }): Fact => {
      const most = [...what].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_DENIED_NAMED);
      const named = most.map(([text, times]) => `${text} (${String(times)})`).join(', ');
      const note = `${counted(count, 'call')} denied${named === '' ? '' : `: ${named}`}`;
      return nodeFact({
        id: caller.id,
        kind: caller.kind,
        name: this.#clean(caller.name),
        attributes: caller.account === null ? {} : { account: caller.account },
        identifiers: caller.identifiers,
        evidence: [{ ...this.#said, at, note }],
      });
    });
    return [...this.#facts.facts(), ...denied.sort(byId)];
  }

  /** From the first to the last record of each account, ISO 8601 UTC. */
  windows(): AccountWindow[] {
    return [...this.#windows].flatMap(([account, window]) => {
      const range = window.range();
      return range === null ? [] : [{ account, ...range }];
    });
  }

  /** Facts left out for their number. Gaps of records are the files' own. */
  gaps(): Gap[] {
    return this.#facts.gaps();
  }
}

/** Whose log it is, and whose the resources are; `*` where the record does not say whose log. */
function accountsOf(record: TrailRecord, resources: readonly CalledResource[]): readonly string[] {
  return [record.recipientAccountId ?? '*', ...resources.flatMap(({ account }) => account ?? [])];
}

function byId(a: Fact, b: Fact): number {
  const [x, y] = [a, b].map((fact) => (fact.fact === 'node' ? fact.id : ''));
  return (x ?? '') < (y ?? '') ? -1 : 1;
}
