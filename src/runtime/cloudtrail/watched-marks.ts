import { ACCESS_VERBS, type CompleteMark, type Gap, type NodeKind } from '#model';
import type { ActionCatalogue, KnownCall } from './action-catalogue.ts';
import type { Trail, TrailSelectors, Watched } from './event-selectors.ts';

/** The time of which an account's records were handed over. */
export interface AccountWindow {
  readonly account: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Kinds that may stand at the other end of an access edge too. A mark says `edges at assets of this kind`; for these it
 * would claim as well that all they did themselves was watched.
 */
const ALSO_CALLERS: ReadonlySet<NodeKind> = new Set<NodeKind>(['cloud-role', 'agent', 'knowledge-base']);

/** Everything that decides what silence means. */
interface MarksInput {
  readonly catalogue: ActionCatalogue;
  /** `<account> <kind> <verb>` of calls whose resource or caller no record named: nothing is complete there, `*` anywhere. */
  readonly unresolved: ReadonlySet<string>;
  /** The same keys with the unique ids that callers were told by: what is claimed there hangs on knowing whose they are. */
  readonly byUniqueId: ReadonlyMap<string, ReadonlySet<string>>;
  readonly selectors: readonly TrailSelectors[];
  readonly trails: readonly Trail[];
  readonly windows: readonly AccountWindow[];
}

/**
 * What the trail would have shown, had it happened: for each kind of resource and each verb, whether all calls that mean
 * the verb are kept. Scope is the account whose records were handed over (what is done to its resources, and for some calls
 * what its own callers do to anybody's), or a single resource that a selector lists; the window is that of the records, never
 * more.
 */
export function watchedMarks(input: MarksInput): { readonly complete: CompleteMark[]; readonly gaps: Gap[] } {
  const gaps: Gap[] = [];
  const marks = new Map<string, CompleteMark>();
  if (input.windows.length > 0 && input.selectors.length === 0) {
    const detail = 'get-event-selectors of the trail: what it would have shown is unknown';
    gaps.push({ where: '.', reason: 'not-handed-over', detail });
  }
  for (const { trail: arn, watched } of input.selectors) {
    // Selectors say what a trail keeps, its description where: without both nothing is claimed.
    const trail = input.trails.find(({ TrailARN }) => TrailARN === arn);
    const reason = trail === undefined ? 'not-handed-over' : 'unresolved';
    // A trail of one region cannot vouch for an account: the same bucket or role is used from others.
    const windows = trail?.IsMultiRegionTrail === true ? windowsOf(trail, input.windows) : [];
    if (trail === undefined) {
      const detail = 'describe-trails: whether this trail covers every region and account';
      gaps.push({ where: arn, reason, detail });
    } else if (!trail.IsMultiRegionTrail) {
      gaps.push({
        where: arn,
        reason,
        detail: 'the trail covers one region: what happened elsewhere was not watched',
      });
    }
    for (const mark of windows.flatMap((window) => marksOf(input, watched, window))) {
      const key = `${mark.scope} ${mark.kind ?? ''} ${mark.edge ?? ''} ${mark.toKind ?? ''}`;
      marks.set(key, narrower(marks.get(key), mark));
    }
  }
  return { complete: [...marks.values()], gaps };
}

/** A bucket's ARN names no account: where several were watched, only the time that all share is sure. */
function narrower(known: CompleteMark | undefined, next: CompleteMark): CompleteMark {
  if (known === undefined) return next;
  const from = [known.from ?? '', next.from ?? ''].sort()[1] ?? null;
  const to = [known.to ?? '', next.to ?? ''].sort()[0] ?? null;
  const callers = [...(known.onlyWithCallers ?? []), ...(next.onlyWithCallers ?? [])];
  return {
    ...{ ...next, from, to },
    ...(callers.length === 0 ? {} : { onlyWithCallers: [...new Set(callers)].sort() }),
  };
}

/** An organisation's trail keeps the events of every member; any other those of its own account. */
function windowsOf(
  { TrailARN, IsOrganizationTrail }: Trail,
  windows: readonly AccountWindow[],
): readonly AccountWindow[] {
  const own = TrailARN.split(':')[4];
  return windows.filter(({ account }) => IsOrganizationTrail || account === own);
}

function marksOf(
  { catalogue, unresolved, byUniqueId }: MarksInput,
  watched: readonly Watched[],
  { account, from, to }: AccountWindow,
): CompleteMark[] {
  const kinds = new Set(catalogue.calls.map(({ resource }) => resource.kind));
  const taken = assumedMark({ catalogue, unresolved, byUniqueId }, watched, { account, from, to });
  const done = [...kinds].flatMap((kind) =>
    ACCESS_VERBS.flatMap((verb): CompleteMark[] => {
      const meant = catalogue.calls.filter((call) => call.resource.kind === kind && call.verb === verb);
      // No call that we follow means the verb here: silence would mean nothing.
      if (meant.length === 0 || ALSO_CALLERS.has(kind)) return [];
      const isOpen = ['*', account].some((whose) => unresolved.has(`${whose} ${kind} ${verb}`));
      if (catalogue.neverComplete.has(`${kind} ${verb}`) || isOpen) return [];
      const callers = ['*', account].flatMap((whose) => [
        ...(byUniqueId.get(`${whose} ${kind} ${verb}`) ?? []),
      ]);
      const mark = {
        ...{ kind, edge: `can-${verb}` as const, from, to },
        ...(callers.length === 0 ? {} : { onlyWithCallers: [...new Set(callers)].sort() }),
      };
      // Every call that means the verb must be kept on every resource; else single resources can be whole.
      if (meant.every((call) => watched.some((one) => keeps(one, call) && one.resources === null))) {
        const scope = `account:${account}`;
        // What the account's own callers did elsewhere is in its trail only for some types of event.
        const isFollowed = meant.every(({ logged }) => catalogue.inCallersAccount.has(logged));
        const abroad = isFollowed ? [{ ...mark, kind: null, toKind: kind, scope }] : [];
        return [{ ...mark, scope }, ...abroad];
      }
      return listedResources(meant, watched).map((arn) => ({ ...mark, scope: `node:${arn}` }));
    }),
  );
  return [...done, ...taken];
}

/**
 * Roles that the account's own callers took, whosever roles: the call is recorded in the caller's account and in the role's (IAM
 * user guide, "Logging IAM and AWS STS API calls with AWS CloudTrail").
 */
function assumedMark(
  { catalogue, unresolved, byUniqueId }: Pick<MarksInput, 'catalogue' | 'unresolved' | 'byUniqueId'>,
  watched: readonly Watched[],
  { account, from, to }: AccountWindow,
): CompleteMark[] {
  const meant = catalogue.calls.filter(({ verb }) => verb === 'assume');
  const keys = ['*', account].map((whose) => `${whose} cloud-role assume`);
  const isKept = meant.every((call) => watched.some((one) => keeps(one, call) && one.resources === null));
  if (meant.length === 0 || !isKept || keys.some((key) => unresolved.has(key))) return [];
  const callers = [...new Set(keys.flatMap((key) => [...(byUniqueId.get(key) ?? [])]))].sort();
  const said = callers.length === 0 ? {} : { onlyWithCallers: callers };
  const scope = `account:${account}`;
  return [{ kind: null, toKind: 'cloud-role', edge: 'can-assume', scope, from, to, ...said }];
}

/** Whether this entry keeps the call, its resource left aside. */
function keeps({ logged, reads, writes, without }: Watched, call: KnownCall): boolean {
  const service = `${call.action.split(':')[0] ?? ''}.amazonaws.com`;
  return logged === call.logged && (call.readOnly ? reads : writes) && !without.includes(service);
}

/** Whole resources that selectors list for every call that means the verb. A prefix inside a bucket is not the bucket. */
function listedResources(meant: readonly KnownCall[], watched: readonly Watched[]): readonly string[] {
  const candidates = watched
    .flatMap(({ resources }) => resources ?? [])
    .flatMap((arn) => wholeResource(meant, arn));
  return [...new Set(candidates)].filter((arn) =>
    meant.every((call) =>
      watched.some(
        (one) =>
          keeps(one, call) &&
          (one.resources === null ||
            one.resources.some((listed) => wholeResource([call], listed).includes(arn))),
      ),
    ),
  );
}

/** ARNs of whole resources that a listed beginning names; none where it is a prefix inside one or across several. */
function wholeResource(calls: readonly KnownCall[], listed: string): string[] {
  return calls.flatMap(({ resource, logged }) => {
    const [arn] = resource.canonical.exec(listed) ?? [];
    if (arn === undefined) return [];
    const rest = listed.slice(arn.length);
    // Objects are listed by the bucket and a slash; without it the text is a beginning that other buckets share.
    return rest === '/' || (rest === '' && logged !== 'AWS::S3::Object') ? [arn] : [];
  });
}
