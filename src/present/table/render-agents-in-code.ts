import { counted } from '#model';
import { distinctName } from '#assess';
import type { GraphView } from '#graph';
import { toolConditionText, type LineOfSight } from '../line-of-sight.ts';
import { placesText } from './evidence-text.ts';
import { columns, wrap, type Cell } from './layout.ts';
import type { Style } from './painter.ts';

/** Agents that are told without --all. */
const SHOWN = 20;

/** Agents of which code alone is known: where they are, what they call and what that touches. */
export function renderAgentsInCode(
  lines: readonly LineOfSight[],
  view: GraphView,
  all: boolean,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const shown = all ? lines : lines.slice(0, SHOWN);
  const rest = lines.length - shown.length;
  const stores = lines.map(storesOf);
  // A column that says nothing of anybody takes the width from those that do.
  const touch = stores.some((text) => text !== '');
  const heading = ['agent', 'tools', ...(touch ? ['built to touch'] : []), 'defined'];
  const rows = shown.map((line): readonly Cell[] => [
    { text: distinctName(line.agent, view), paint: paint.bold },
    { text: toolsText(line, view) },
    ...(touch ? [{ text: storesOf(line) || '–' }] : []),
    { text: placesText(line.agent.evidence, 1, style) },
  ]);
  return [
    paint.bold(`AGENTS KNOWN FROM CODE ALONE (${String(lines.length)})`),
    ...wrap(
      'what they run as, may reach and did is not known: only code was handed over of them',
      width - 2,
    ).map((line) => `  ${line}`),
    ...columns([heading.map((text) => ({ text })), ...rows], 2, width, paint),
    ...(rest > 0 ? [paint.dim(`  and ${counted(rest, 'more agent')}; --all lists them`)] : []),
  ];
}

/** None is said only of a list that was followed to its end. */
function toolsText(line: LineOfSight, view: GraphView): string {
  const names = line.tools.map((one) => `${one.tool.name}${toolConditionText(one)}`);
  const whole = view.complete(line.agent, { edge: 'calls-tool' }).length > 0;
  if (names.length === 0) return whole ? 'none' : 'not followed';
  return `${names.join(', ')}${whole ? '' : ', perhaps more: not followed to the end'}`;
}

/** Names of the stores that its tools are built to touch, each once. */
function storesOf(line: LineOfSight): string {
  const names = line.sights.filter((sight) => sight.builtTo.length > 0).map((sight) => sight.asset.name);
  return [...new Set(names)].join(', ');
}
