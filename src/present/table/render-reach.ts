import type { GraphView } from '#graph';
import type { LineOfSight } from '../line-of-sight.ts';
import type { Style } from './painter.ts';
import { renderLineOfSight } from './render-line-of-sight.ts';
import { renderWays } from './render-path.ts';

/** The three planes of one agent, then every path to its end, hop by hop. */
export function renderReach(line: LineOfSight, view: GraphView, style: Style): string {
  const paths = renderWays(line.paths, view, 2, style);
  return `${[...renderLineOfSight(line, view, style), '', style.paint.bold(`PATHS (${String(line.paths.length)})`), ...paths].join('\n')}\n`;
}
