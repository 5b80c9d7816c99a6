import type { LineOfSight } from '../line-of-sight.ts';
import { placesText } from './evidence-text.ts';
import { columns, labelled, type Cell } from './layout.ts';
import type { Style } from './painter.ts';

/** Agents of which code alone is known: what they call, and what would have to be handed over to say more. */
export function renderAgentsInCode(
  lines: readonly LineOfSight[],
  { paint, width }: Style,
): readonly string[] {
  const heading: readonly Cell[] = ['agent', 'tools', 'built to touch', 'defined'].map((text) => ({ text }));
  const rows = lines.map((line): readonly Cell[] => [
    { text: line.agent.name, paint: paint.bold },
    { text: line.tools.map((one) => one.tool.name).join(', ') || '–' },
    {
      text:
        [
          ...new Set(
            line.sights.filter((sight) => sight.builtTo.length > 0).map((sight) => sight.asset.name),
          ),
        ].join(', ') || '–',
    },
    { text: placesText(line.agent.evidence, 1) },
  ]);
  return [
    paint.bold(`agents known from code alone (${String(lines.length)})`),
    ...columns([heading, ...rows], 2, width, paint),
    ...labelled(
      'unknown',
      'what they run as, what that may reach and what they did: hand over an account export (sightline sources export aws) and telemetry',
      2,
      10,
      width,
      paint,
    ),
  ];
}
