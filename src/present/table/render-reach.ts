import type { Coverage } from '#model';
import type { GraphView } from '#graph';
import type { LineOfSight } from '../line-of-sight.ts';
import { watchedWindow } from '../watched-window.ts';
import { wrap } from './layout.ts';
import { openReasons } from './open-reasons.ts';
import type { Style } from './painter.ts';
import { printable } from './printable.ts';
import { renderLineOfSight } from './render-line-of-sight.ts';
import { renderWays } from './render-path.ts';

/** The three planes of one agent, then every path to its end, hop by hop. */
export function renderReach(
  line: LineOfSight,
  view: GraphView,
  coverage: readonly Coverage[],
  style: Style,
): string {
  const { paint, width } = style;
  // That no path was found says something only where nothing was left open.
  const none = line.unknown.length > 0 ? 'none is proven; what could not be told stands above' : 'none';
  const paths =
    line.paths.length === 0
      ? wrap(`  ${none}`, width).map((text) => `  ${text}`)
      : renderWays(line.paths, view, 2, style);
  const unknown = openReasons([line], view).cardText(line.agent.id);
  const head = paint.bold(`PATHS TO ALL THAT IT REACHES (${String(line.paths.length)})`);
  return printable(
    `${[...renderLineOfSight(line, view, watchedWindow(coverage), unknown, style), '', head, ...paths].join('\n')}\n`,
    paint,
  );
}
