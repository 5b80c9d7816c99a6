import type { AwsEstate } from '#access';
import {
  AWS_POLICY_TYPES,
  parseAwsPolicyDocument,
  type AwsPolicyType,
  type NodeKind,
  type PolicyFact,
} from '#model';
import type { AwsCase } from './aws-oracle/aws-case.ts';
import { callersLevelsOf, ownersLevelsOf } from './aws-oracle/levels.ts';
import type { OpenPiece, PartialCase } from './aws-oracle/partial-case.ts';

const PARSED = new WeakMap<object, PolicyFact['document']>();

/** Each document once: most levels of an organisation have the same one. */
export function documentOf(json: object): PolicyFact['document'] {
  const known = PARSED.get(json);
  if (known !== undefined) return known;
  const parsed = parseAwsPolicyDocument(json);
  if (!parsed.ok) throw new Error(`${parsed.error}: ${JSON.stringify(json)}`);
  PARSED.set(json, parsed.value);
  return parsed.value;
}

const NOTHING = { Version: '2012-10-17', Statement: [] };
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** The cases speak of policies alone: nothing in them blocks public access, and no ACL counts. */
const UNBLOCKED = { restrictsPublicPolicy: false, ignoresPublicAcls: false };
const NO_ACLS = { aclsDisabled: true };

export function isTagOfCaller(key: string): boolean {
  return key.toLowerCase().startsWith('aws:principaltag/');
}

/** What is handed over of a case: all that is known, and of open pieces that they are unseen or unread. */
export function estateOf(handed: PartialCase): AwsEstate {
  const { known: c, open } = handed;
  const estate = new HandOver(c, open);
  return {
    policies: estate.policies(),
    accounts: estate.accounts(),
    principals: c.principal.type === 'anonymous' ? [] : [estate.principal()],
    resources: [estate.resource()],
    seen: estate.seen(),
    unread: estate.unread(),
    now: '2026-11-21T00:00:00Z',
  };
}

type Account = AwsEstate['accounts'][number];
type Resource = AwsEstate['resources'][number];

/** One case on its way into an estate: where each level and policy is found. */
class HandOver {
  readonly #case: AwsCase;
  readonly #open: readonly OpenPiece[];
  readonly #callers: readonly string[];
  readonly #owners: readonly string[];

  constructor(c: AwsCase, open: readonly OpenPiece[]) {
    this.#case = c;
    this.#open = open;
    this.#callers = callersLevelsOf(c);
    this.#owners = ownersLevelsOf(c);
  }

  policies(): PolicyFact[] {
    const { policies, principal, resource } = this.#case;
    const facts: PolicyFact[] = [];
    const attach = (policyType: AwsPolicyType, attachedTo: string, json: unknown): void => {
      if (json === null || json === undefined) return;
      const policy = `p${facts.length}`;
      const document = documentOf(json);
      facts.push({ fact: 'policy', platform: 'aws', policyType, attachedTo, policy, document, evidence: [] });
    };
    policies.identity.forEach((json, i) => {
      attach('identity', i > 0 && principal.type === 'user' ? GROUP : identityArn(this.#case), json);
    });
    attach('boundary', identityArn(this.#case), policies.boundary);
    attach(policies.kind === 'trust' ? 'trust' : 'resource', listedArn(resource.arn), policies.resource);
    if (policies.scps.length > 0 || principal.organization !== undefined) {
      this.#callers.forEach((level, i) => {
        if (this.#has('caller-levels') && i === 0) return;
        // A level that the case does not list lets everything pass; one that it lists without policy lets nothing.
        const listed = policies.scps[i] ?? [EVERYTHING];
        const isOpen = this.#isOpenLevel('scp', i);
        for (const json of listed.length === 0 && !isOpen ? [NOTHING] : listed) attach('scp', level, json);
      });
    }
    policies.rcps.forEach((listed, i) => {
      for (const json of listed) attach('rcp', this.#owners[i] ?? '', json);
    });
    return facts;
  }

  /** Of a user also his groups, and his tags where they are in the request: nothing else gives him any. */
  principal(): AwsEstate['principals'][number] {
    const { principal, context } = this.#case;
    const { account, serviceLinked = false } = principal;
    const known = { arn: identityArn(this.#case), account, serviceLinked };
    if (principal.type !== 'user') return known;
    const tags = Object.fromEntries(
      Object.entries(context).flatMap(([key, value]) =>
        isTagOfCaller(key) && typeof value === 'string' ? [[key.slice(key.indexOf('/') + 1), value]] : [],
      ),
    );
    const isOpen = this.#open.some((open) => open.piece === 'key' && isTagOfCaller(open.key));
    return { ...known, groups: [GROUP], ...(isOpen ? {} : { tags }) };
  }

  accounts(): Account[] {
    const { principal, resource, policies } = this.#case;
    const owner: Account = {
      ...UNBLOCKED,
      id: resource.account,
      ...this.#tree(this.#owners, resource.organization, 'owner', policies.rcps.length > 0),
      ...(this.#has('owner-management') || this.#has('owner-organization')
        ? {}
        : { managementAccount: resource.managementAccount ?? false }),
    };
    if (principal.type === 'anonymous') return [owner];
    const same = principal.account === resource.account;
    const isListed = policies.scps.length > 0 || (same && policies.rcps.length > 0);
    const isUnknown = this.#has('management') || this.#has('caller-organization');
    const caller: Account = {
      ...UNBLOCKED,
      id: principal.account,
      ...this.#tree(this.#callers, principal.organization, 'caller', isListed),
      ...(isUnknown ? {} : { managementAccount: principal.managementAccount ?? false }),
    };
    return same ? [caller] : [owner, caller];
  }

  /** `isListed`: the case lists policies of levels without saying whose; then nothing is said of an organisation. */
  #tree(
    levels: readonly string[],
    organization: string | undefined,
    whose: 'caller' | 'owner',
    isListed: boolean,
  ): Partial<Account> {
    if (this.#has(`${whose}-organization`)) return {};
    const parents = levels.slice(0, -1);
    if (organization === undefined) return isListed ? { parents } : { organization: null, parents: [] };
    const id = whose === 'caller' && this.#has('organization-id') ? {} : { organization };
    if (!this.#has(`${whose}-levels`)) return { ...id, parents };
    const inPart = parents.filter((level) => !level.startsWith('r-'));
    // Not to know any is said by an empty list or by none.
    return inPart.length === 0 && this.#case.principal.type === 'user'
      ? id
      : { ...id, parentsInPart: inPart };
  }

  resource(): Resource {
    const { resource, action } = this.#case;
    const { url } = resource;
    const arn = listedArn(resource.arn);
    return {
      ...UNBLOCKED,
      ...NO_ACLS,
      arn,
      kind: kindOf(arn),
      account: resource.account,
      ...(resource.tags === undefined || this.#has('tags') ? {} : { tags: resource.tags }),
      ...(resource.abac === undefined || this.#has('abac') ? {} : { abacEnabled: resource.abac }),
      ...(action.startsWith('lambda:')
        ? {
            functionUrl:
              url === undefined
                ? null
                : {
                    authType: this.#has('url-auth-type') ? null : url.authType,
                    createdAt: url.needsBoth ? (this.#has('url-age') ? null : NEW) : OLD,
                  },
          }
        : {}),
    };
  }

  seen(): AwsEstate['seen'] {
    const { principal, resource, policies } = this.#case;
    const accounts = [...new Set([principal.account, resource.account])].filter((id) => id !== '');
    return accounts.flatMap((id) =>
      AWS_POLICY_TYPES.flatMap((policyType): AwsEstate['seen'] => {
        const isCaller = id === principal.account;
        const isOwner = id === resource.account;
        if (
          isCaller &&
          (policyType === 'identity' || policyType === 'boundary') &&
          this.#isUnseen(policyType)
        )
          return [];
        const ofResource = policies.kind === 'trust' ? 'trust' : 'resource';
        if (isOwner && policyType === ofResource && this.#isUnseen('resource')) return [];
        if (policyType === 'scp' && isCaller) return this.#seenLevels('scp', this.#callers, 'caller');
        if (policyType === 'rcp' && isOwner)
          return this.#seenLevels('rcp', this.#owners, isCaller ? 'caller' : 'owner');
        return [{ policyType, scope: `account:${id}` }];
      }),
    );
  }

  #seenLevels(
    policyType: 'scp' | 'rcp',
    levels: readonly string[],
    whose: 'caller' | 'owner',
  ): AwsEstate['seen'] {
    if (this.#has(`${whose}-organization`)) return [];
    const unseen = levels.filter((_, i) => this.#isOpenLevel(policyType, i, 'unseen'));
    if (unseen.length === 0 && !this.#has(`${whose}-levels`))
      return [{ policyType, scope: `account:${levels.at(-1) ?? ''}` }];
    return levels
      .filter((level) => !unseen.includes(level) && !(this.#has(`${whose}-levels`) && level.startsWith('r-')))
      .map((level) => ({ policyType, scope: `node:${level}` }));
  }

  unread(): AwsEstate['unread'] {
    const { policies, resource } = this.#case;
    return this.#open.flatMap((piece): AwsEstate['unread'] => {
      if (!('how' in piece) || piece.how !== 'unread') return [];
      const unread = { policy: `unread ${piece.piece}`, reason: 'document does not parse' };
      if (piece.piece === 'scp' || piece.piece === 'rcp') {
        const levels = piece.piece === 'scp' ? this.#callers : this.#owners;
        return [{ ...unread, policyType: piece.piece, attachedTo: levels[piece.level] ?? '' }];
      }
      if (piece.piece !== 'resource')
        return [{ ...unread, policyType: piece.piece, attachedTo: identityArn(this.#case) }];
      const policyType = policies.kind === 'trust' ? ('trust' as const) : ('resource' as const);
      return [{ ...unread, policyType, attachedTo: listedArn(resource.arn) }];
    });
  }

  #has(name: OpenPiece['piece']): boolean {
    return this.#open.some(({ piece }) => piece === name);
  }

  #isUnseen(name: 'identity' | 'boundary' | 'resource'): boolean {
    return this.#open.some((open) => open.piece === name && open.how === 'unseen');
  }

  #isOpenLevel(name: 'scp' | 'rcp', level: number, how?: 'unseen'): boolean {
    return this.#open.some(
      (open) => open.piece === name && open.level === level && (how === undefined || open.how === how),
    );
  }
}

/** What is attached to a user's group counts for the user: access_policies_identity-vs-resource.html. */
const GROUP = 'arn:aws:iam::111122223333:group/devs';

/** A URL from after the rule that new ones need two permissions, and one from before it. */
const NEW = '2026-03-01T00:00:00Z';
const OLD = '2023-03-01T00:00:00Z';

/** A bucket is listed, not its objects. */
function listedArn(arn: string): string {
  return arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] ?? arn) : arn;
}

function kindOf(arn: string): NodeKind {
  if (arn.includes(':s3:')) return 'bucket';
  if (arn.includes(':lambda:')) return 'function';
  return arn.includes(':role/') ? 'cloud-role' : 'database';
}

function identityArn(c: AwsCase): string {
  const { arn, type, roleArn, account } = c.principal;
  if (type === 'user') return arn;
  return roleArn ?? `arn:aws:iam::${account}:role/${arn.split('/')[1] ?? ''}`;
}
