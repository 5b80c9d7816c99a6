import type { GraphNode } from '#graph';
import type { LineOfSight } from '../line-of-sight.ts';
import { labelled } from './layout.ts';
import type { Style } from './painter.ts';
import type { ScanView } from './scan-view.ts';

/** Columns. */
const LABEL = 11;

/** What the page's own words mean, then commands that have an answer here. */
export function renderClosing(
  scan: ScanView,
  lines: readonly LineOfSight[],
  style: Style,
): readonly string[] {
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, style.width, style.paint);
  const commands = commandsOf(scan, lines);
  return [
    ...legendTexts(scan).flatMap((text, index) => label(index === 0 ? 'words' : '', text)),
    // A heading over nothing is looked at for what is missing.
    ...(commands.length === 0 ? [] : [style.paint.dim(NEXT)]),
    ...commands.flatMap((one) => commandLines(one, style.width)),
  ];
}

/** The page names commands without their beginning, which is long where no program is on the path. */
const NEXT = 'next (commands named above are run in the same way)';

/** The tree of assess/priority.ts in one line, then what stands in the tables; nothing on a page without findings. */
function legendTexts({ assessment }: ScanView): readonly string[] {
  if (assessment.findings.length === 0) return [];
  const ranks =
    'FIX NOW: happening or open to strangers, with sensitive data or a critical rule · PLAN: critical, high, or a path to sensitive data · WATCH: medium, or held by a person or sandbox · MINOR: low';
  const planes =
    'declared: code or configuration says so · granted: policies allow it · observed: logs saw it';
  const records = "charter: an agent's job · approval: one access to a store";
  return assessment.findings.some((one) => one.verdict === 'fires')
    ? [ranks, `${planes} · ${records}`]
    : [`${planes} · ${records}`];
}

/** With names of this very report: a command with a gap in it is not tried. */
function commandsOf(scan: ScanView, lines: readonly LineOfSight[]): readonly string[] {
  const { assessment, view } = scan;
  const [finding] = assessment.findings;
  const actors = [...view.nodes('agent'), ...view.nodes('mcp-server')];
  const agent = lines[0]?.agent ?? view.nodes('agent')[0];
  const store = lines.flatMap((line) => line.sights)[0]?.asset;
  const scanning = [
    ...(finding === undefined ? [] : [`why ${finding.id}`]),
    ...(agent === undefined ? [] : [`reach ${argument(agent, actors)}`]),
    ...(store === undefined ? [] : [`who-can read ${argument(store, view.nodes())}`]),
    ...(finding === undefined ? [] : ['scan --all']),
  ];
  const { program, with: given } = scan.started ?? { program: 'sightline', with: [] };
  return [
    ...scanning.map((one) => [program, one, ...given].join(' ')),
    ...(finding === undefined ? [] : [`${program} explain ${finding.rule}`]),
    ...(view.nodes().length > 0 ? [] : [`${program} sources`]),
  ];
}

/** A command that is wider than the page goes on behind a backslash, as a shell reads it. */
function commandLines(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of command.split(' ')) {
    if (`${line} ${word} \\`.length > width && line.trim() !== '') {
      lines.push(`${line} \\`);
      line = '     ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** The name where it means one asset, as the commands read names; else the id. In quotes where a shell would split it. */
function argument(node: GraphNode, among: readonly GraphNode[]): string {
  const alike = among.filter((one) => one.name === node.name && one.state === 'active');
  const text = alike.length === 1 && node.state === 'active' ? node.name : node.id;
  return quoted(text);
}

/** One argument of a shell, in quotes where it would be split. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./#-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
