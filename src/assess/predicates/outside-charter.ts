import type { GraphNode } from '#graph';
import { cannotTell, NO, yes, type Answer } from '../answer.ts';
import type { Predicate, RuleContext, SubjectAnswer } from '../rule-context.ts';

export const hasCharter: Predicate = (node, context) => [
  {
    subject: null,
    answer:
      chartersOf(node, context).length > 0
        ? yes(chartersOf(node, context).flatMap((one) => one.evidence))
        : NO,
  },
];

/**
 * What an agent can do, by its tools and through them, against the job it was given. One answer for each tool, store and
 * host outside; with several charters, what any of them allows is inside.
 */
export const outsideCharter: Predicate = (node, context) => {
  const charters = chartersOf(node, context);
  const answers = [
    ...toolsOutside(node, charters, context),
    ...storesOutside(node, charters, context),
    ...hostsOutside(node, charters, context),
  ].filter((one) => one.answer.is !== 'no');
  return answers.length > 0 ? answers : [{ subject: null, answer: NO }];
};

function chartersOf(node: GraphNode, { view }: RuleContext): readonly GraphNode[] {
  return view
    .into(node.id, 'applies-to')
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter((from) => from.kind === 'charter');
}

/** The union of a list attribute over the charters; null where no charter says anything about it. */
function allowed(
  charters: readonly GraphNode[],
  attribute: string,
  { view }: RuleContext,
): readonly string[] | null {
  const lists = charters.flatMap((charter) => {
    const reading = view.attribute(charter, attribute);
    if (reading.kind !== 'known') return [];
    return [Array.isArray(reading.value) ? (reading.value as readonly string[]) : []];
  });
  return lists.length > 0 ? lists.flat() : null;
}

function covers(list: readonly string[], ...names: readonly string[]): boolean {
  return list.includes('*') || names.some((name) => list.includes(name));
}

function toolsOutside(
  node: GraphNode,
  charters: readonly GraphNode[],
  context: RuleContext,
): readonly SubjectAnswer[] {
  const list = allowed(charters, 'allowedTools', context);
  return context.view
    .out(node.id, 'calls-tool')
    .filter((edge) => edge.walked)
    .flatMap((edge) => {
      const tool = context.view.node(edge.to);
      if (tool === null) return [];
      if (list === null)
        return [
          {
            subject: tool.id,
            answer: cannotTell(`the charter of ${node.name} does not say which tools it allows`),
          },
        ];
      if (covers(list, tool.name, tool.id)) return [];
      const evidence = [
        ...edge.planes.flatMap((plane) => plane.evidence.slice(0, 1)),
        ...charters.flatMap((one) => one.evidence.slice(0, 1)),
      ];
      return [
        {
          subject: tool.id,
          answer: yes(evidence, `tool ${tool.name} is not in its charter, which allows ${list.join(', ')}`),
        },
      ];
    });
}

function storesOutside(
  node: GraphNode,
  charters: readonly GraphNode[],
  context: RuleContext,
): readonly SubjectAnswer[] {
  const stores = allowed(charters, 'allowedStores', context) ?? [];
  const classes = allowed(charters, 'allowedData', context);
  const { paths } = context.view.reach(node.id, {
    modes: ['deputy'],
    verbs: ['read', 'write', 'admin'],
    sinks: () => true,
  });
  const judged = new Map<string, Answer>();
  for (const path of paths) {
    const sink = context.view.node(path.sink);
    if (sink === null || judged.has(sink.id) || covers(stores, sink.name, sink.id, ...sink.aliases)) continue;
    const seen = context.view.attribute(sink, 'dataClasses');
    if (seen.kind !== 'known' || !Array.isArray(seen.value)) {
      judged.set(sink.id, cannotTell(`what data ${sink.kind} ${sink.name} holds was not declared`));
      continue;
    }
    const beyond = (seen.value as readonly string[]).filter((one) => !covers(classes ?? [], one));
    if (beyond.length === 0) continue;
    judged.set(
      sink.id,
      path.certainty === 'unknown'
        ? cannotTell(...path.missing)
        : yes(
            [...seen.evidence, ...charters.flatMap((one) => one.evidence.slice(0, 1))],
            `it can ${path.verb} ${beyond.join(', ')} in ${sink.name}, which its charter does not name`,
            [path],
          ),
    );
  }
  return [...judged].map(([subject, answer]) => ({ subject, answer }));
}

function hostsOutside(
  node: GraphNode,
  charters: readonly GraphNode[],
  context: RuleContext,
): readonly SubjectAnswer[] {
  const hosts = allowed(charters, 'allowedEgress', context);
  if (hosts === null) return [];
  const { paths } = context.view.reach(node.id, { modes: ['deputy'], verbs: ['egress'], sinks: () => true });
  return paths.flatMap((path) => {
    const sink = context.view.node(path.sink);
    if (sink === null || covers(hosts, sink.name, sink.id)) return [];
    const what = sink.kind === 'internet' ? 'any host' : sink.name;
    return [
      {
        subject: sink.id,
        answer: yes(
          charters.flatMap((one) => one.evidence.slice(0, 1)),
          `it can send to ${what}; its charter allows ${hosts.join(', ') || 'no host'}`,
          [path],
        ),
      },
    ];
  });
}
