import fc from 'fast-check';
import { actionHasKey } from './action-keys.ts';
import type { AwsCase } from './aws-case.ts';
import { writtenIn } from './completion.ts';
import { contextOfUnsigned } from './function-url.ts';
import { ASKABLE_KEYS } from './key-values.ts';
import type { How, OpenPiece, PartialCase } from './partial-case.ts';
import { withPaths } from './levels.ts';
import { awsCases } from './random-case.ts';
import { urlCases } from './random-url-case.ts';

/** The same cases for the same seed and count. */
export function randomPartialCases(seed: number, count: number): readonly PartialCase[] {
  return fc.sample(partialCases(), { seed, numRuns: count });
}

/** Two in three with everything handed over, the others with one or two pieces open; one in eight to a function's URL. */
function partialCases(): fc.Arbitrary<PartialCase> {
  const cases = fc.oneof({ weight: 7, arbitrary: awsCases() }, { weight: 1, arbitrary: urlCases() });
  return fc.oneof(
    { weight: 2, arbitrary: cases.map((c): PartialCase => ({ known: withPaths(c), open: alwaysOpen(c) })) },
    { weight: 1, arbitrary: cases.chain((known) => openPieces(known)) },
  );
}

function openPieces(c: AwsCase): fc.Arbitrary<PartialCase> {
  return fc
    .record({
      pieces: fc.shuffledSubarray([...piecesOf(c)], { minLength: 1, maxLength: 2 }),
      how: fc.constantFrom<How[]>('unseen', 'unread'),
      level: fc.nat({ max: 2 }),
    })
    .map(({ pieces, how, level }) => {
      const open: OpenPiece[] = [...alwaysOpen(c)];
      let known = c;
      // Whole trees first: what they take away leaves nothing for single levels to be open about.
      for (const piece of [...pieces].sort((a, b) => Number(isOfTree(b)) - Number(isOfTree(a)))) {
        if ((piece === 'scp' || piece === 'rcp') && open.some((one) => isOfTree(one.piece))) continue;
        const opened = opening(piece, known, how, level);
        if (opened === null) continue;
        known = opened.known;
        open.push(opened.open);
      }
      return { known: withPaths(known), open };
    });
}

/**
 * Lambda asks for both permissions of "new function URLs" "starting in October 2025" (lambda/latest/dg/urls-auth.html).
 * Of an older one nothing that can be handed over tells: its account was granted "a temporary exception", to be ready
 * for "by November 1, 2026", in a notice of AWS Health.
 */
function alwaysOpen({ resource: { url } }: AwsCase): readonly OpenPiece[] {
  return url?.needsBoth === false ? [{ piece: 'url-age' }] : [];
}

type Name = OpenPiece['piece'] | `key ${string}`;

const ASKABLE = Object.fromEntries(ASKABLE_KEYS.map((key) => [key, true]));

/** The pieces of which this case could be ignorant. */
function piecesOf(c: AwsCase): readonly Name[] {
  const { principal, resource, action } = c;
  const isSigned = principal.type !== 'anonymous';
  const isOneAccount = principal.account === resource.account;
  const names: Name[] = [];
  if (isSigned) names.push('identity', 'boundary', 'caller-organization');
  if (!action.startsWith('bedrock:')) names.push('resource');
  if (principal.organization !== undefined)
    names.push('scp', 'scp', 'caller-levels', 'management', 'organization-id');
  if (resource.organization !== undefined) names.push('rcp');
  if (resource.organization !== undefined && !isOneAccount) names.push('owner-management');
  if (resource.organization !== undefined && !isOneAccount) names.push('owner-levels');
  if (!isOneAccount) names.push('owner-organization');
  if (resource.abac !== undefined) names.push('abac', 'tags');
  if (resource.url !== undefined)
    names.push('url-auth-type', ...(resource.url.needsBoth ? ['url-age' as const] : []));
  const written = writtenIn(c);
  for (const key of Object.keys(isSigned ? ASKABLE : contextOfUnsigned(ASKABLE)))
    if (actionHasKey(action, key) && written.includes(key.toLowerCase())) names.push(`key ${key}`);
  return names;
}

function isOfTree(name: Name): boolean {
  return name.endsWith('-levels') || name.endsWith('-organization');
}

interface Opened {
  readonly known: AwsCase;
  readonly open: OpenPiece;
}

function opening(name: Name, c: AwsCase, how: How, level: number): Opened | null {
  const { principal, resource, policies } = c;
  const isOneAccount = principal.account === resource.account;
  switch (name) {
    case 'identity':
      return { known: c, open: { piece: name, how } };
    case 'boundary':
    case 'resource':
      return { known: { ...c, policies: { ...policies, [name]: null } }, open: { piece: name, how } };
    case 'scp':
      return principal.organization === undefined
        ? null
        : { known: withLevels(c, 'scps', level), open: { piece: name, level, how } };
    case 'rcp':
      return resource.organization === undefined
        ? null
        : { known: withLevels(c, 'rcps', level), open: { piece: name, level, how } };
    case 'management':
    case 'organization-id':
      return principal.organization === undefined ? null : { known: c, open: { piece: name } };
    case 'owner-management':
      return resource.organization === undefined ? null : { known: c, open: { piece: name } };
    case 'caller-levels':
      return principal.organization === undefined
        ? null
        : {
            known: withoutRoot(c, ['scps', ...(isOneAccount ? ['rcps' as const] : [])]),
            open: { piece: name },
          };
    case 'owner-levels':
      return resource.organization === undefined
        ? null
        : { known: withoutRoot(c, ['rcps']), open: { piece: name } };
    case 'caller-organization': {
      const { organization: _, managementAccount: __, ...caller } = principal;
      const known = { ...c, principal: caller, policies: { ...policies, scps: [] } };
      return { known: isOneAccount ? ownerAlone(known) : known, open: { piece: name } };
    }
    case 'owner-organization':
      return { known: ownerAlone(c), open: { piece: name } };
    case 'abac':
    case 'tags':
    case 'url-auth-type':
    case 'url-age':
      return { known: c, open: { piece: name } };
    default:
      return keyOpened(c, name.slice('key '.length));
  }
}

function keyOpened(c: AwsCase, key: string): Opened {
  const context = Object.fromEntries(Object.entries(c.context).filter(([name]) => name !== key));
  return { known: { ...c, context }, open: { piece: 'key', key } };
}

function ownerAlone(c: AwsCase): AwsCase {
  const { organization: _, managementAccount: __, ...resource } = c.resource;
  return { ...c, resource, policies: { ...c.policies, rcps: [] } };
}

/** So many levels that the open one is among them; those that a case does not list let everything pass. */
function withLevels(c: AwsCase, of: 'scps' | 'rcps', level: number): AwsCase {
  const listed = c.policies[of];
  const more = Array.from({ length: Math.max(0, level + 1 - listed.length) }, () =>
    of === 'scps' ? [FULL] : [],
  );
  return { ...c, policies: { ...c.policies, [of]: [...listed, ...more] } };
}

/** Nothing is known of the root's policies; what they may be is for the completions. */
function withoutRoot(c: AwsCase, of: readonly ('scps' | 'rcps')[]): AwsCase {
  let { policies } = c;
  for (const name of of) {
    if (policies[name].length > 0)
      policies = { ...policies, [name]: [name === 'scps' ? [FULL] : [], ...policies[name].slice(1)] };
  }
  return { ...c, policies };
}

const FULL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
