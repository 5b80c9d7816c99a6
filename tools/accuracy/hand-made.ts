import {
  edgeFact,
  nodeFact,
  type EdgeKind,
  type Evidence,
  type Fact,
  type NodeKind,
  type State,
} from '#model';
import { parseLabels, type Labels } from './labels.ts';

/**
 * A labels file of the given lines, each an item or an edge as in accuracy/labels/, over `src/**`.
 * @throws Where the lines are no labels: a mistake of the test, not of what it tests.
 */
export function labelsOf(items: readonly string[], traps: readonly string[] = []): Labels {
  const list = (name: string, lines: readonly string[]): string =>
    lines.length === 0 ? `${name}: []` : [`${name}:`, ...lines.map((line) => `  - { ${line} }`)].join('\n');
  const head = [
    'repository: a/b',
    `commit: '${'0'.repeat(40)}'`,
    'labelledAt: 2026-11-21',
    'readBy: a test',
    "scope: ['src/**']",
  ];
  // Through the parser: a hand-made file is held to the rules of the real ones.
  const parsed = parseLabels([...head, list('items', items), list('traps', traps)].join('\n'));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** `src/a.py:3`, `src/a.py:3-9`, or `src/a.json` for a place without lines. */
function evidenceAt(text: string): Evidence {
  const [, path = '', start, end = start] = /^(.*?)(?::(\d+)(?:-(\d+))?)?$/.exec(text) ?? [];
  const at =
    start === undefined ? { path, pointer: '/x' } : { path, startLine: Number(start), endLine: Number(end) };
  return { plane: 'declared', source: 'code', target: 't1', at };
}

/** `tool lookup src/a.py:3-9 src/b.py:1`: a node whose id is its kind and name, and where it was seen. */
export function reportOf(text: string, state: State = 'active'): Fact {
  const [kind = '', name = '', ...places] = text.split(' ');
  return nodeFact({
    id: `${kind}:t/x#${name}`,
    kind: kind as NodeKind,
    name,
    state,
    attributes: {},
    evidence: places.map(evidenceAt),
  });
}

/** `agent/triage calls-tool tool/lookup src/a.py:3`, between nodes as reportOf names them. */
export function edgeReportOf(text: string): Fact {
  const [from = '', edge = '', to = '', place = ''] = text.split(' ');
  const idOf = (end: string): string => end.replace('/', ':t/x#');
  return edgeFact({
    from: idOf(from),
    edge: edge as EdgeKind,
    to: idOf(to),
    evidence: [evidenceAt(place)],
  });
}
