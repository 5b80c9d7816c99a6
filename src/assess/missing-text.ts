import {
  type AccessVerdict,
  assertNever,
  attributeMeaning,
  type AttributeValue,
  counted,
  kindText,
  type Missing,
  type MissingKind,
  type NodeKind,
} from '#model';
import type { GraphEdge, GraphNode, ReachAnswer, ReachPath } from '#graph';

/**
 * Why a question is open, in the words of whoever has to close it. `named` is kind and name of the asset. An attribute
 * that is not here is told by the glossary.
 */
const UNSEEN: Readonly<Record<string, (named: string) => string>> = {
  'prompt secretDetectors': (named) =>
    `part of the text of ${named} stands where it could not be read; no secret is in the rest`,
  'function envNames': (named) => `the environment of ${named} was not handed over, with its values`,
  'tool latitude': (named) => `what ${named} lets the model do could not be read from its code`,
  'tool executesIn': (named) =>
    `whether ${named} runs inside its program, in a sandbox or elsewhere could not be read`,
  'tool returnsUntrusted': (named) =>
    `whether ${named} brings in text that strangers write could not be read`,
};

/** What a name means is looked up, not read. */
const CATALOGUED: Readonly<Record<string, (named: string) => string>> = {
  'model pinned': (named) => `Sightline does not know if the name of ${named} always means the same version`,
  'model deprecatedAt': (named) => `Sightline does not know if ${named} is deprecated`,
};

/** Attributes that only the organisation can say. */
const DECLARED_BY_PEOPLE: ReadonlySet<string> = new Set([
  'sensitivity',
  'dataClasses',
  'audience',
  'environment',
  'criticality',
]);

/** Kinds that the code of a tree tells of; everything else comes with an account export. */
const READ_FROM_CODE: ReadonlySet<NodeKind> = new Set([
  'agent',
  'model',
  'prompt',
  'tool',
  'mcp-server',
  'mcp-client',
  'instruction-file',
]);

function missing(kind: MissingKind, what: string, node: GraphNode | null = null): Missing {
  return { kind, what, at: node?.id ?? null };
}

function named(node: GraphNode): string {
  return `${kindText(node.kind)} ${node.name}`;
}

/** ` (seen in trace t at …: by whom)`, for whoever looks for the code; empty where no trace shows it. */
export function seenAt({ evidence }: GraphNode): string {
  const seen = evidence.find((one) => one.plane === 'observed' && 'trace' in one.at);
  if (seen === undefined || !('trace' in seen.at)) return '';
  const who = seen.note === undefined ? '' : `: ${seen.note}`;
  // As places of evidence are written: eight digits find a trace.
  return ` (seen in trace ${seen.at.trace.slice(0, 8)} at ${seen.at.time}${who})`;
}

/** An attribute that no source gave a value. */
export function unseen(attribute: string, node: GraphNode): Missing {
  if (attribute === 'sensitivity' || attribute === 'dataClasses') {
    const what = attribute === 'sensitivity' ? 'how sensitive' : 'what data';
    return missing(
      'classification',
      `nobody declared ${what} ${named(node)} ${attribute === 'sensitivity' ? 'is' : 'holds'}`,
      node,
    );
  }
  const known = CATALOGUED[`${node.kind} ${attribute}`]?.(named(node));
  if (known !== undefined) return missing('catalogue', known, node);
  const fromCode = READ_FROM_CODE.has(node.kind);
  // One reason for everything that its code would have told.
  if (fromCode && !node.planes.includes('declared'))
    return missing('repository', `no code that was handed over declares ${named(node)}${seenAt(node)}`, node);
  const what =
    UNSEEN[`${node.kind} ${attribute}`]?.(named(node)) ??
    `of ${named(node)} it is not known: ${attributeMeaning(node.kind, attribute)} (${attribute})`;
  if (DECLARED_BY_PEOPLE.has(attribute)) return missing('classification', what, node);
  if (fromCode) return missing('code', what, node);
  return missing(isRegistered(node.kind) ? REGISTERS[node.kind] : 'account', what, node);
}

/** Sources that do not say the same. */
export function disagreement(
  attribute: string,
  node: GraphNode,
  values: readonly { readonly value: AttributeValue; readonly source: string }[],
): Missing {
  const said = values.map((one) => `${one.source} says ${JSON.stringify(one.value)}`).join(', ');
  return missing('agreement', `sources disagree on ${attribute} of ${named(node)}: ${said}`, node);
}

export function notADate(attribute: string, node: GraphNode): Missing {
  return missing('agreement', `${attribute} of ${named(node)} is not a date`, node);
}

/** The registers that an organisation keeps beside its code. */
const REGISTERS = { charter: 'charters', approval: 'approvals', sanction: 'sanctions' } as const;
type Register = (typeof REGISTERS)[keyof typeof REGISTERS];

function isRegistered(kind: NodeKind): kind is keyof typeof REGISTERS {
  return Object.hasOwn(REGISTERS, kind);
}

/** Without the register nobody can say that something is not in it. */
export function noRegister(register: Register): Missing {
  switch (register) {
    case 'charters':
      return missing(register, 'no register of charters was handed over');
    case 'approvals':
      return missing(register, 'no register of approvals was handed over');
    case 'sanctions':
      return missing(register, 'no list of approved MCP servers was handed over');
    default:
      return assertNever(register);
  }
}

/** A register or an inventory that nobody promised to be complete: what is not on it may still be there. */
export function kindUnlisted(kind: NodeKind, node: GraphNode): Missing {
  if (isRegistered(kind)) return noRegister(REGISTERS[kind]);
  const what = `nothing that was handed over lists every ${kindText(kind)} beside ${named(node)}`;
  return missing(READ_FROM_CODE.has(node.kind) ? 'code' : 'account', what, node);
}

/** What an edge is a list of, for a person; before the name of the asset. */
const UNLISTED: Readonly<Record<string, string>> = {
  'applies-to': 'not every record about',
  'calls-tool': 'not every tool of',
  'connects-to': 'not everything that connects to',
  'delegates-to': 'not every handover of',
  'protected-by': 'not every guardrail of',
  'provides-tool': 'not every tool of',
  'runs-as': 'not every identity of',
  'uses-model': 'not everything that uses',
};

/** @param hours The shortest window that counts; null where a list would do. */
export function edgesUnlisted(edge: string | null, node: GraphNode, hours: number | null = null): Missing {
  const what = `${UNLISTED[edge ?? ''] ?? 'not everything that has to do with'} ${named(node)} was seen`;
  if (hours !== null) return missing('telemetry', `${what}, over ${counted(hours, 'watched hour')}`, node);
  return missing(READ_FROM_CODE.has(node.kind) ? 'code' : 'account', what, node);
}

export function charterSilent(node: GraphNode, about: 'tools' | 'data' | 'hosts'): Missing {
  return missing('charters', `the charter of ${named(node)} does not say which ${about} it allows`, node);
}

export function toolListOpen(node: GraphNode): Missing {
  return missing('code', `the list of tools of ${named(node)} could not be read to its end`, node);
}

/** Whoever has the code of the agent can say whether there is such a tool. */
export function onlyFailed(node: GraphNode): Missing {
  const what = `every call of ${named(node)} that was seen failed, and nothing declares it: a model may have made up the name`;
  return missing('repository', `${what}${seenAt(node)}`, node);
}

/** @param so What nobody can say without its workload, in one clause. */
export function noWorkload(node: GraphNode, so: string): Missing {
  return missing('account', `nothing tells where ${named(node)} runs, and so ${so}`, node);
}

/** Text that somebody may put where it is read, if whoever reads it may. */
export function effectUnseen({ from }: GraphEdge, to: GraphNode): Missing {
  return missing(
    'account',
    `whether ${named(to)} may read ${from}, into which anyone may write, was not seen`,
    to,
  );
}

export function policiesUnseen(node: GraphNode): Missing {
  return missing('account', `the identity policies of ${named(node)} were not all handed over`, node);
}

/**
 * @param what What was not watched, in the singular.
 * @param hours The shortest window that counts.
 */
export function watchTooShort(node: GraphNode, count: number, what: string, hours: number): Missing {
  const were = `${counted(count, what)} of ${named(node)} ${count === 1 ? 'was' : 'were'}`;
  return missing('telemetry', `${were} not watched for ${counted(hours, 'hour')}`, node);
}

/**
 * @param what What no log can be believed of, in the singular.
 * @param why One clause.
 */
export function logInDoubt(node: GraphNode, count: number, what: string, why: string): Missing {
  const whether = `whether ${counted(count, what)} of ${named(node)} ${count === 1 ? 'was' : 'were'} used`;
  return missing('telemetry', `no log can say ${whether}: ${why}`, node);
}

/** What an access decision waits for; empty where it was decided. */
export function missingOfVerdict(verdict: AccessVerdict, node: GraphNode): readonly Missing[] {
  return verdict.kind === 'unknown' ? verdict.missing.map((what) => missing('account', what, node)) : [];
}

/** A path in doubt waits for its identity, or for the policies of it. */
export function missingOfPath(path: ReachPath): readonly Missing[] {
  return path.missing.map((what) => ({ kind: 'account', what, at: path.sink }));
}

/** Where a search had to stop. */
export function missingOfSearch(unknown: ReachAnswer['unknown']): readonly Missing[] {
  return unknown.map(({ at, why, kind }) => ({ kind, what: why, at }));
}
