import type { GraphNode, GraphView } from '#graph';
import {
  lineOfSight,
  placesIn,
  printable,
  reachAnswer,
  renderReach,
  renderWhoCan,
  renderWhy,
  whoCan,
  whoCanAnswer,
  whyAnswer,
  type Style,
} from '#present';
import { awsCatalogue } from './access-port.ts';
import { checkActionOn, parseAction } from './asked-action.ts';
import { UsageError } from './exit-codes.ts';
import type { ScanOptions } from './scan-options.ts';
import { scanWith } from './scan-command.ts';
import type { Scan } from './scan-pipeline.ts';
import { styleOf } from './terminal.ts';

const SUGGESTED = 5;

/** The answer goes to stdout, and only one of its two forms is made. */
function print(
  options: ScanOptions,
  { targets }: Scan,
  table: (style: Style) => string,
  json: () => unknown,
): void {
  const style: Style = { ...styleOf(options), place: placesIn(targets).place };
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(json(), null, 2)}\n` : table(style));
}

/**
 * By id, alias or name; a name that several assets bear is refused with the ids to choose from. Of names only assets in
 * use are meant: a test's namesake is asked for by its id.
 *
 * @throws UsageError where nothing or more than one thing is meant.
 */
function find(name: string, nodes: readonly GraphNode[], what: string): GraphNode {
  // Every name holds it, and none was meant.
  if (name.trim() === '') throw new UsageError(`say which ${what} is meant: its name or its id is empty`);
  // An id outranks a name: an asset may be called what another one is by its ARN.
  const exact = nodes.filter((node) => node.id === name || node.aliases.includes(name));
  const named =
    exact.length > 0 ? exact : nodes.filter((node) => node.name === name && node.state === 'active');
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new UsageError(
      `${name} names ${String(named.length)} ${what}s; give an id:\n${named.map(candidate).join('\n')}`,
    );
  const unused = nodes.filter((node) => node.name === name);
  if (unused.length > 0)
    throw new UsageError(
      `no ${what} in use is called ${name}; to ask about one that is not (${[...new Set(unused.map((node) => node.state))].join(', ')}), give its id:\n${unused.map((node) => `  ${node.id}`).join('\n')}`,
    );
  // Within names alone: an id is copied, and not typed from memory.
  const near = nodes
    .filter((node) => node.name.toLowerCase().includes(name.toLowerCase()))
    .slice(0, SUGGESTED);
  const hint = near.length > 0 ? `; did you mean ${near.map((node) => node.name).join(', ')}?` : '';
  throw new UsageError(`no ${what} is called ${name}${hint}`);
}

/** Id and place: people know their files, and the command takes the id. */
function candidate({ id, evidence }: GraphNode): string {
  const at = evidence.flatMap((one) =>
    'startLine' in one.at ? [`${one.target}/${one.at.path}:${String(one.at.startLine)}`] : [],
  );
  return `  ${id}${at[0] === undefined ? '' : ` (${at[0]})`}`;
}

/**
 * Who may do it to an asset, and who can make an agent do it.
 *
 * @throws UsageError where no such action or asset is known.
 */
export async function answerWhoCan(
  asked: string,
  asset: string,
  targets: readonly string[],
  options: ScanOptions,
): Promise<void> {
  const catalogue = awsCatalogue();
  // Before the scan, which takes seconds: a slip of the hand is told at once.
  const question = parseAction(asked, catalogue);
  const { found } = await scanWith(targets, options);
  const { view } = found;
  const node = find(asset, view.nodes(), 'asset');
  // Only now is it known what the asset is.
  checkActionOn(question, node, catalogue);
  const answer = whoCan(question.action, node.id, view);
  const { unchecked } = question;
  const doubt = unchecked === null ? [] : [{ at: node.id, why: unchecked }];
  const who = { ...answer, unknown: [...doubt, ...answer.unknown] };
  print(
    options,
    found,
    (style) => renderWhoCan(who, view, style),
    () => whoCanAnswer(who),
  );
}

/**
 * What one agent or MCP server was built to, may and did reach.
 *
 * @throws UsageError where no such agent is known.
 */
export async function answerReach(
  agent: string,
  targets: readonly string[],
  options: ScanOptions,
): Promise<void> {
  const { found, now } = await scanWith(targets, options);
  const { view } = found;
  const line = lineOfSight(find(agent, agents(view), 'agent'), view, now);
  print(
    options,
    found,
    (style) => renderReach(line, view, found.coverage, style),
    () => reachAnswer(line),
  );
}

/** Servers as well: they act on what they are asked, with an identity of their own. */
function agents(view: GraphView): readonly GraphNode[] {
  return [...view.nodes('agent'), ...view.nodes('mcp-server')];
}

/**
 * A finding by its id, or by as much of it as no other begins with; in any case, and without `f-` as well.
 *
 * @throws UsageError where none or several do. Ids are those of this scan: with other targets a finding may not be
 * there.
 */
export async function answerWhy(id: string, targets: readonly string[], options: ScanOptions): Promise<void> {
  const rest = id.trim().toLowerCase().replace(/^f-/, '');
  if (rest === '') throw new UsageError('say which finding is meant: its id is empty');
  const { found } = await scanWith(targets, options);
  const { view, assessment, resourcesOf } = found;
  const matching = assessment.findings.filter((one) => one.id.toLowerCase().startsWith(`f-${rest}`));
  const [finding, other] = matching;
  if (finding === undefined) throw new UsageError(`no finding ${id} in this scan; sightline scan lists them`);
  if (other !== undefined)
    throw new UsageError(`${id} begins the ids of ${String(matching.length)} findings; give more of it`);
  print(
    options,
    found,
    (style) =>
      printable(`${renderWhy(finding, { view, assessment, resourcesOf }, style).join('\n')}\n`, style.paint),
    () => whyAnswer(finding, view),
  );
}
