import { ACCESS_VERBS, type AccessVerdict, type NodeKind } from '#model';
import type { GraphNode, GraphView } from '#graph';
import type { NamedScan } from './estate-names.ts';
import { listed, setDifferences, type Said } from './set-differences.ts';
import type { Truth } from './truth-schema.ts';

/** Kinds of which every pair is asked. A service is asked by nobody; that it may take a role stands in the lists of whoCan. */
const ASKING: readonly NodeKind[] = ['cloud-role', 'cloud-user', 'group', 'internet'];
const ASKED: readonly NodeKind[] = [
  'bucket',
  'table',
  'secret-location',
  'function',
  'cloud-role',
  'cloud-user',
  'group',
];

function guardsOf(verdict: AccessVerdict): readonly string[] {
  return verdict.kind === 'conditional'
    ? verdict.guards.map(
        (one) => `${one.mustHold ? '' : 'not '}${one.key} ${one.operator} ${one.values.join(', ')}`,
      )
    : [];
}

function saying(who: string, verb: string, what: string, kind: string, guards: readonly string[]): Said {
  return {
    key: `${who} may ${verb} ${what}`,
    properties: { verdict: kind, conditions: listed(guards) },
  };
}

/** What the truth grants, pair by pair. */
export function statedGrants(truth: Truth): readonly {
  readonly who: string;
  readonly verb: (typeof ACCESS_VERBS)[number];
  readonly what: string;
  readonly guards: readonly string[];
}[] {
  return Object.entries(truth.grants).flatMap(([who, resources]) =>
    Object.entries(resources).flatMap(([what, verbs]) => verbs.map((one) => ({ who, what, ...one }))),
  );
}

/** A team of CODEOWNERS is no group of the accounts: without an ARN nothing can be asked of it. */
function withArn(view: GraphView, kinds: readonly NodeKind[]): readonly GraphNode[] {
  return kinds
    .flatMap((kind) => view.nodes(kind))
    .filter(({ id, kind }) => kind === 'internet' || id.startsWith('arn:'));
}

/** Every pair, asked one by one: what is not granted is denied, and nothing is unknown. */
function asked({ view, labelOf }: NamedScan): readonly Said[] {
  return withArn(view, ASKING).flatMap((principal) =>
    withArn(view, ASKED).flatMap((resource) =>
      ACCESS_VERBS.flatMap((verb) => {
        const verdict = view.access(principal.id, verb, resource.id);
        if (verdict.kind === 'deny') return [];
        const [from, to] = [labelOf(principal.id), labelOf(resource.id)];
        return [saying(from, verb, to, verdict.kind, guardsOf(verdict))];
      }),
    ),
  );
}

/** The same as lists: from the side of each resource, and of each principal. */
function inLists({ view, labelOf }: NamedScan, side: 'whoCan' | 'accessibleBy'): readonly Said[] {
  return (side === 'whoCan' ? view.nodes() : withArn(view, ASKING)).flatMap(({ id }) =>
    ACCESS_VERBS.flatMap((verb) => {
      const pairs = side === 'whoCan' ? view.whoCan(verb, id) : view.accessibleBy(id, verb);
      // Who can comes once for each answer, the strongest first: that one is the verb's.
      const strongest = pairs.filter(
        (pair, i) =>
          pairs.findIndex((one) => one.principal === pair.principal && one.resource === pair.resource) === i,
      );
      return strongest.map(({ principal, resource, verdict }) =>
        saying(labelOf(principal), verb, labelOf(resource), verdict.kind, guardsOf(verdict)),
      );
    }),
  );
}

function verdictName(verdict: AccessVerdict): string {
  if (verdict.kind !== 'deny') return verdict.kind;
  return verdict.explicit ? 'denied explicitly' : 'denied implicitly';
}

function decisionDifferences(truth: Truth, { view, nodeOf }: NamedScan): readonly string[] {
  return truth.decisions.flatMap(([who, action, what, verdict, why]) => {
    const [principal, resource] = [nodeOf(who), nodeOf(what)];
    if (principal === null || resource === null)
      return [`${who} ${action} ${what}: the scan has no such asset`];
    const verb = ACCESS_VERBS.find((one) => one === action);
    const said = verdictName(view.access(principal.id, verb ?? { action }, resource.id));
    return said === verdict
      ? []
      : [`${who} ${action} ${what}: ${said} in the scan, ${verdict} in the truth (${why})`];
  });
}

/** Effective access of every principal to everything that has an ARN, and the single decisions. */
export function accessDifferences(truth: Truth, named: NamedScan): readonly string[] {
  const stated = statedGrants(truth).map(({ who, verb, what, guards }) =>
    saying(who, verb, what, guards.length === 0 ? 'allow' : 'conditional', guards),
  );
  const isAsking = ({ key }: Said): boolean => ASKING.some((kind) => key.startsWith(`${kind} `));
  const mayAsk = stated.filter(isAsking);
  const told = (title: string, differences: readonly string[]): readonly string[] =>
    differences.map((one) => `${title}: ${one}`);
  return [
    ...told('access', setDifferences(mayAsk, asked(named))),
    ...told('who can', setDifferences(stated, inLists(named, 'whoCan'))),
    ...told('accessible by', setDifferences(mayAsk, inLists(named, 'accessibleBy'))),
    ...decisionDifferences(truth, named),
  ];
}
