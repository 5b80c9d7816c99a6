import type { LineOfSight } from '../line-of-sight.ts';
import { placesText } from './evidence-text.ts';
import { counted } from './counted.ts';
import { columns, wrap, type Cell } from './layout.ts';
import type { Style } from './painter.ts';

/** Agents that are told without --all. */
const SHOWN = 20;

/** Agents of which code alone is known: where they are, what they call and what that touches. */
export function renderAgentsInCode(
  lines: readonly LineOfSight[],
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
    { text: line.agent.name, paint: paint.bold },
    { text: line.tools.map((one) => one.tool.name).join(', ') || 'none found' },
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

/** Names of the stores that its tools are built to touch, each once. */
function storesOf(line: LineOfSight): string {
  const names = line.sights.filter((sight) => sight.builtTo.length > 0).map((sight) => sight.asset.name);
  return [...new Set(names)].join(', ');
}
