import { awsAnswers, buildGraph } from '#graph';
import {
  nodeFact,
  parseAwsPolicyDocument,
  type AwsPolicyType,
  type CompleteMark,
  type Evidence,
  type Fact,
} from '#model';
import { awsCatalogue } from '../../src/cli/access-port.ts';

const evidence: Evidence[] = [
  { plane: 'granted', source: 'case', target: 'w', at: { path: 'a.json', pointer: '' } },
];
const NO_WINDOW = { edge: null, from: null, to: null } as const;

type Attributes = Readonly<Record<string, unknown>>;

/** An asset of an export, named by the end of its id. */
export function asset(
  id: string,
  kind: Parameters<typeof nodeFact>[0]['kind'],
  attributes: Attributes,
): Fact {
  return nodeFact({ id, kind, name: id.replace(/^.*[:/]/, ''), attributes, evidence });
}

/** One statement, an allow where it does not say otherwise. Throws on a misspelt one. */
export function policy(policyType: AwsPolicyType, attachedTo: string, statement: Attributes): Fact {
  const written = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
  const document = parseAwsPolicyDocument(written);
  if (!document.ok) throw new Error(document.error);
  const policy = `${attachedTo}/${policyType}`;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType,
    attachedTo,
    policy,
    document: document.value,
    evidence,
  };
}

/** That all policies of these types, and all assets of these kinds, of the account were handed over. */
export function allOf(
  account: string,
  policyTypes: readonly AwsPolicyType[],
  kinds: readonly NonNullable<CompleteMark['kind']>[] = [],
): readonly CompleteMark[] {
  const scope = `account:${account}`;
  return [
    ...policyTypes.map((policyType) => ({ ...NO_WINDOW, kind: 'policy' as const, policyType, scope })),
    ...kinds.map((kind) => ({ ...NO_WINDOW, kind, scope })),
  ];
}

/** The graph over one export, with the access of the catalogue that is shipped. */
export function awsWorld(
  facts: readonly Fact[],
  complete: readonly CompleteMark[],
): ReturnType<typeof buildGraph> {
  const files = { seen: 1, read: 1, bytes: 1 };
  const coverage = [
    {
      source: 'case',
      plane: 'granted' as const,
      target: 'w',
      window: null,
      files,
      complete: [...complete],
      gaps: [],
    },
  ];
  return buildGraph([{ facts, coverage }], { access: awsAnswers(awsCatalogue(), '2026-11-21T00:00:00Z') });
}
