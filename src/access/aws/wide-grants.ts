import type { AccessVerb, AccessVerdict } from '#model';
import type { ResourceKind, ResourceTypes, Vocabulary } from './catalogue.ts';
import type { EstateIndex } from './estate-index.ts';
import { boundaryLayer, identityLayer } from './layers.ts';
import type { Subject } from './subject.ts';
import { waysOf, type WayRequest } from './ways.ts';

/**
 * That a user or role may do everything of a service to every resource of a type, after all that limits and denies
 * (docs/decisions/0003). `verdict` is never a deny.
 */
export interface WideGrant {
  /** Prefix of its actions, such as s3. */
  readonly service: string;
  /** Types of resources that are covered whole, in the catalogue's words; empty where the catalogue has none of the service. */
  readonly types: readonly string[];
  /** `service`: every action, those that AWS adds tomorrow included. `verbs`: each verb that the catalogue knows of the type. */
  readonly how: 'service' | 'verbs';
  readonly verdict: AccessVerdict;
}

/**
 * A name that no policy writes: only a wildcard takes it. Policy documents hold no character beyond U+00FF (IAM API
 * reference, PutRolePolicy), and no name of AWS is that long, so that a row of `?` does not take it either.
 */
const UNNAMED = '\u{E000}'.repeat(257);

/** Bounds the regions that policies spell out; AWS has fewer than fifty. */
const MAX_REGIONS = 50;

/** unknown hides nothing: of two answers the one that allows more is told. */
const STRENGTH = { allow: 3, conditional: 2, unknown: 1, deny: 0 } as const;

type Decide = (request: WayRequest) => AccessVerdict;

/** The names with which a shape is filled in: the caller's own, and each region that its policies spell out. */
interface Slots {
  readonly partition: string;
  readonly account: string;
  readonly regions: readonly string[];
}

/** Empty for callers that have no policies of their own. In the order of the catalogue. */
export function wideGrants(
  index: EstateIndex,
  vocabulary: Vocabulary,
  decide: Decide,
  principal: string,
): readonly WideGrant[] {
  const subject = index.subject(principal);
  if (subject.identityArn === null || subject.account === null) return [];
  const slots = slotsOf(index, subject, subject.account);
  const asked = (action: string, resource: string, open = false): AccessVerdict => {
    const verdict = decide({ principal, action, resource, open, unnamed: true });
    return namesResource(verdict) ? NOTHING : verdict;
  };
  const whole = vocabulary.resourceTypes.flatMap((types) => wholeService(types, slots, asked));
  const found = new Set(whole.filter(({ verdict }) => verdict.kind !== 'unknown').map((one) => one.service));
  const byVerbs = vocabulary.kinds.flatMap((entry) => everyVerb(vocabulary, entry, slots, asked));
  return [
    ...whole,
    ...byVerbs.filter(({ service }) => !found.has(service)),
    ...uncatalogued(index, vocabulary, subject, slots, asked),
  ];
}

type Asked = (action: string, resource: string, open?: boolean) => AccessVerdict;

/** An action that nobody named, on a resource that nobody named: whatever allows it allows all of both. */
function wholeService({ service, types }: ResourceTypes, slots: Slots, asked: Asked): readonly WideGrant[] {
  const answers = types.map(({ name, arn }) => ({
    name,
    verdict: strongest(fill(arn, slots).map((resource) => asked(`${service}:${UNNAMED}`, resource))),
  }));
  const verdict = strongest(answers.map((answer) => answer.verdict));
  if (verdict.kind === 'deny') return [];
  const covered = answers.filter(({ verdict: { kind } }) => kind === verdict.kind).map(({ name }) => name);
  return [{ service, types: covered, how: 'service', verdict }];
}

/**
 * Actions written out one by one come to the same where reading, writing and giving rights away are all among them: of each
 * verb one action on every resource of the kind. Kinds of which fewer verbs are known prove nothing that way.
 */
function everyVerb(
  vocabulary: Vocabulary,
  entry: ResourceKind,
  slots: Slots,
  asked: Asked,
): readonly WideGrant[] {
  const verbs = Object.entries(entry.verbs) as readonly [AccessVerb, readonly string[]][];
  const known = verbs.map(([verb]) => verb);
  if (!(['read', 'write', 'admin'] as const).every((verb) => known.includes(verb))) return [];
  const answers = fill(shapeOf(entry.arn.source), slots).map((resource) =>
    weakest(
      verbs.map(([, actions]) =>
        strongest(
          actions.flatMap((action) => {
            const [own] = waysOf(vocabulary, entry, resource, action);
            return own === undefined ? [] : [asked(action, own.target.text, own.target.open)];
          }),
        ),
      ),
    ),
  );
  const verdict = strongest(answers);
  if (verdict.kind === 'deny') return [];
  const service = entry.arn.source.split(':', 3)[2] ?? '';
  return [{ service, types: [entry.kind], how: 'verbs', verdict }];
}

/**
 * Services written with all their actions of which the catalogue has no types: what a grant on all of them comes to is for the
 * reader to say. One type of such a service cannot be told from one resource with parts, so all of a type counts too.
 */
function uncatalogued(
  index: EstateIndex,
  vocabulary: Vocabulary,
  subject: Subject,
  slots: Slots,
  asked: Asked,
): readonly WideGrant[] {
  const known = new Set(vocabulary.resourceTypes.map(({ service }) => service));
  const written = identityLayer(index, subject).attachments.flatMap(({ document }) =>
    document.statements.flatMap((statement) =>
      statement.effect === 'Deny' || statement.notAction
        ? []
        : statement.actions.flatMap(({ source }) => {
            const service = /^([a-z0-9-]+):\*+$/.exec(source)?.[1];
            return service === undefined || known.has(service)
              ? []
              : [{ service, resources: (statement.resources ?? []).map((one) => one.source) }];
          }),
    ),
  );
  return [...new Set(written.map((one) => one.service))].flatMap((service) => {
    const types = written
      .filter((one) => one.service === service)
      .flatMap((one) => typePatterns(one.resources));
    const generic = `arn:{partition}:${service}:{region}:{account}:{name}`;
    const candidates = ['*', ...[generic, ...types].flatMap((shape) => fill(shape, slots))];
    const verdict = strongest(candidates.map((resource) => asked(`${service}:${UNNAMED}`, resource)));
    if (verdict.kind === 'deny') return [];
    return [{ service, types: [], how: 'service', verdict }];
  });
}

/** `arn:…:thing/*` and `arn:…:thing:*`: one word and nothing else before the wildcard. */
function typePatterns(resources: readonly string[]): readonly string[] {
  return resources.flatMap((pattern) => {
    const [, , service = '', , , ...rest] = pattern.split(':');
    const type = /^([A-Za-z-]+[/:])\*$/.exec(rest.join(':'))?.[1];
    return type === undefined ? [] : [`arn:{partition}:${service}:{region}:{account}:${type}{name}`];
  });
}

/** A pattern over ARNs as a shape: its wildcards are the slots of the parts in which they stand. */
function shapeOf(pattern: string): string {
  const [, , service = '', region = '', account = '', ...rest] = pattern.split(':');
  const name = rest.join(':').replaceAll('*', '{name}');
  return `arn:{partition}:${service}:${region === '*' ? '{region}' : region}:${account === '*' ? '{account}' : account}:${name}`;
}

/** One ARN for each region, where the shape has one. */
function fill(shape: string, slots: Slots): readonly string[] {
  const regions = shape.includes('{region}') ? slots.regions : [UNNAMED];
  return regions.map((region) =>
    shape
      .replace('{partition}', slots.partition)
      .replace('{account}', slots.account)
      .replace('{region}', region)
      .replaceAll(/\{\w+\}/g, UNNAMED),
  );
}

/** All resources of one region are as many as most accounts have: each region that a policy writes is asked about as well. */
function slotsOf(index: EstateIndex, subject: Subject, account: string): Slots {
  const layers = [identityLayer(index, subject), boundaryLayer(index, subject)];
  const written = layers
    .flatMap(({ attachments }) => attachments)
    .flatMap(({ document }) => document.statements)
    .flatMap(({ resources }) => resources ?? [])
    .flatMap(({ source }) => {
      const region = source.startsWith('arn:') ? source.split(':', 4)[3] : undefined;
      return region === undefined || region === '' ? [] : [region.replaceAll(/[*?]/g, UNNAMED)];
    });
  return {
    partition: (subject.identityArn ?? subject.arn).split(':', 2)[1] ?? 'aws',
    account,
    regions: [...new Set([UNNAMED, ...written])].slice(0, MAX_REGIONS),
  };
}

/** A variable of the policy stands for one value at a time and never for all: such a grant names its resource. */
function namesResource(verdict: AccessVerdict): boolean {
  return (
    verdict.kind === 'conditional' &&
    verdict.guards.some(({ key, mustHold }) => key === 'resource' && mustHold)
  );
}

const NOTHING: AccessVerdict = { kind: 'deny', explicit: false, proof: [], missing: [] };

function strongest(verdicts: readonly AccessVerdict[]): AccessVerdict {
  return verdicts.reduce((a, b) => (STRENGTH[b.kind] > STRENGTH[a.kind] ? b : a), NOTHING);
}

/** All are needed: the weakest decides, under the guards of all, and the proof of each belongs to it. */
function weakest(verdicts: readonly AccessVerdict[]): AccessVerdict {
  const [first = NOTHING, ...rest] = verdicts;
  const least = rest.reduce((a, b) => (STRENGTH[b.kind] < STRENGTH[a.kind] ? b : a), first);
  const proof = verdicts.flatMap((one) => one.proof);
  if (least.kind === 'deny') return least;
  if (least.kind !== 'conditional') return { ...least, proof };
  return {
    ...least,
    proof,
    guards: verdicts.flatMap((one) => (one.kind === 'conditional' ? one.guards : [])),
  };
}
