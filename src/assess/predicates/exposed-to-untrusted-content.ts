import type { Evidence } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { effectUnseen, toolListOpen, unseen } from '../missing-text.ts';
import type { Predicate } from '../rule-context.ts';

/** Content that third parties write reaches the agent. */
export const exposedToUntrustedContent: Predicate = (node, { view }) => [
  { subject: null, answer: strangersContent(node, view) },
];

/**
 * What a tool brings back, or a document, mail or page that is put in front of it. The user's own message does not count here:
 * whoever types it gains nothing by attacking themselves.
 */
export function strangersContent(node: GraphNode, view: GraphView): Answer {
  const tools = view
    .out(node.id, 'calls-tool')
    // A tool joined by name alone proves nothing about this agent.
    .filter((edge) => edge.walked)
    .flatMap((edge) => view.node(edge.to) ?? []);
  // The most telling proof first, and one is enough.
  const answers = [
    ...tools.map((tool) => returnsUntrusted(tool, view)),
    inputs(node, view),
    influenced(node, view),
    listClosed(node, view),
  ];
  return answers.find((answer) => answer.is === 'yes') ?? anyOf(answers);
}

/** A tool that was not resolved may bring in anything. */
function listClosed(node: GraphNode, view: GraphView): Answer {
  return view.complete(node, { edge: 'calls-tool' }).length > 0 ? NO : cannotTell(toolListOpen(node));
}

function influenced(node: GraphNode, view: GraphView): Answer {
  const edges = view.into(node.id, 'influences').filter((edge) => edge.walked);
  const evidence: Evidence[] = edges.flatMap((edge) =>
    edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)),
  );
  // Whether whoever reads it may was not seen: no text is shown to come in, and none to be kept out.
  const open = edges.find(({ effect }) => effect === 'unknown');
  if (open !== undefined && edges.every(({ effect }) => effect === 'unknown'))
    return cannotTell(effectUnseen(open, node));
  return edges.length > 0 ? yes(evidence, 'untrusted content is put in front of it') : NO;
}

function inputs(node: GraphNode, view: GraphView): Answer {
  const reading = view.attribute(node, 'untrustedInputs');
  if (reading.kind !== 'known' || !Array.isArray(reading.value)) return NO;
  // Whoever types a message is the user, who has these rights anyway.
  const strangers = reading.value.filter((one) => one !== 'user-message');
  return strangers.length > 0 ? yes(reading.evidence, `takes in ${strangers.join(', ')}`) : NO;
}

function returnsUntrusted(tool: GraphNode, view: GraphView): Answer {
  const into = influenced(tool, view);
  if (into.is === 'yes') return yes(into.evidence, `tool ${tool.name} brings in what strangers write`);
  if (into.is === 'cannot-tell') return into;
  const reading = view.attribute(tool, 'returnsUntrusted');
  switch (reading.kind) {
    case 'known':
      return reading.value === true
        ? yes(reading.evidence, `tool ${tool.name} brings in what strangers write`)
        : NO;
    // Sources that disagree leave it open whether a stranger's text comes in.
    case 'conflicting':
    case 'unknown':
      return cannotTell(unseen('returnsUntrusted', tool));
  }
}
