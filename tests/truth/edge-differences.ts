import type { GraphEdge } from '#graph';
import type { NamedScan } from './estate-names.ts';
import { foundBy, idleRules } from './found-by.ts';
import { listed, setDifferences, type Said } from './set-differences.ts';
import type { Truth } from './truth-schema.ts';

type Edge = Truth['edges'][number];
type EdgeRule = Truth['rules'][number];

function text(value: number | null): string {
  return value === null ? 'none' : String(value);
}

function statedEdge(edge: Edge, why?: string): Said {
  return {
    key: `${edge.from} ${edge.edge} ${edge.to}`,
    properties: {
      planes: listed(edge.planes),
      count: text(edge.count),
      actions: listed(edge.actions),
      effect: edge.effect,
      guards: listed(edge.guards),
      rung: text(edge.rung),
    },
    ...(why === undefined ? {} : { why }),
  };
}

function foundEdge({ labelOf }: NamedScan, edge: GraphEdge): Said {
  const counts = edge.planes.flatMap(({ count }) => (count === null ? [] : [count]));
  return {
    key: `${labelOf(edge.from)} ${edge.edge} ${labelOf(edge.to)}`,
    properties: {
      planes: listed(edge.planes.map(({ plane }) => plane)),
      count: counts.length === 0 ? 'none' : text(counts.reduce((sum, one) => sum + one, 0)),
      actions: listed(edge.actions),
      effect: edge.effect,
      guards: listed(edge.guards),
      rung: text(edge.rung),
    },
  };
}

/** Each edge that a rule stands for. */
function expandEdgeRule(truth: Truth, rule: EdgeRule): readonly Edge[] {
  const { edge, planes, from, to } = rule;
  const found = foundBy(truth, rule);
  const ends =
    from === undefined
      ? found.flatMap((one) => (to ?? []).map((end) => ({ from: one, to: end })))
      : from.flatMap((start) => found.map((one) => ({ from: start, to: one })));
  const detail = { count: null, actions: [], effect: 'allow' as const, guards: [], rung: null };
  return ends.map((one) => ({ ...one, edge, planes, ...detail }));
}

/** Stored edges of every kind, with planes, counts, actions, conditions and rung. */
export function edgeDifferences(truth: Truth, named: NamedScan): readonly string[] {
  const stated = [
    ...truth.edges.map((edge) => statedEdge(edge)),
    ...truth.rules.flatMap((rule) =>
      expandEdgeRule(truth, rule).map((edge) => statedEdge(edge, rule.why.trim())),
    ),
  ];
  const found = named.view.edges().map((edge) => foundEdge(named, edge));
  const keys = new Set([...stated, ...found].map(({ key }) => key));
  const forbidden = truth.noEdges
    .filter(([from, edge, to]) => keys.has(`${from} ${edge} ${to}`))
    .map(([from, edge, to, why]) => `${from} ${edge} ${to}: must not be (${why}), and is said`);
  return [...setDifferences(stated, found), ...idleRules(truth, truth.rules), ...forbidden];
}
