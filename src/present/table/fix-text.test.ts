import { expect, it } from 'vitest';
import { batchOf, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { fixTexts, otherWays } from './fix-text.ts';
import { besideTarget } from './places.ts';

const AGENT = { id: 'agent:case/a.py#a', kind: 'agent', name: 'a' };
const TOOL = { id: 'tool:case/a.py#t', kind: 'tool', name: 't' };
const SERVER = { id: 'mcp-server:case/mcp.json#s', kind: 'mcp-server', name: 's' };
const TEAM = { id: 'group:case/team', kind: 'group', name: 'team' };

function charter(attributes: Record<string, unknown>) {
  return { id: 'charter:case/charters.yaml#c', kind: 'charter', name: 'c', attributes };
}

/** The fix of a rule as it reads for one asset of a world. */
function read(
  fix: string,
  asset: string,
  nodes: readonly unknown[],
  edges: readonly (readonly [string, string, string])[],
): string {
  const parsed = RuleCase.parse({
    why: 'one asset and what is known of it',
    nodes,
    edges: edges.map(([from, edge, to]) => ({ from, edge, to })),
    expect: [{ asset: 'x' }],
  });
  return fixTexts(buildGraph([batchOf(parsed)]).view, besideTarget)(fix, asset);
}

it.each([
  {
    why: 'by name where the charter names them',
    attributes: { approvers: ['x@example.com', 'y@example.com'] },
    owned: [],
    said: 'have it widened by its approvers, x@example.com and y@example.com',
  },
  {
    why: 'as nobody where it names none',
    attributes: {},
    owned: [],
    said: 'have it widened by its approvers, of whom the charter names none',
  },
  {
    why: 'as nobody, beside who owns the file',
    attributes: {},
    owned: [['charter:case/charters.yaml#c', 'owned-by', TEAM.id]] as const,
    said: 'have it widened by its approvers, of whom the charter names none (its file is owned by team)',
  },
  {
    why: 'as nobody yet, where there is no charter',
    attributes: null,
    owned: [],
    said: 'have it widened by its approvers, whom a charter is to name first',
  },
])('tells approvers $why', ({ attributes, owned, said }) => {
  const charters = attributes === null ? [] : [charter(attributes)];
  const applies = charters.map(({ id }) => [id, 'applies-to', AGENT.id] as const);
  const fix = 'have it widened by its approvers';
  expect(read(fix, AGENT.id, [AGENT, TEAM, ...charters], [...applies, ...owned])).toBe(said);
});

it.each([
  {
    why: 'at the server that offers it, and at the agent that used it',
    edges: [
      [SERVER.id, 'provides-tool', TOOL.id],
      [AGENT.id, 'calls-tool', TOOL.id],
    ] as const,
    said: 'block it (at MCP server s, which offers it, or at a gateway before agent a, which used it, or in what gives it tools at run time)',
  },
  {
    why: 'at the agent, where no server is known',
    edges: [[AGENT.id, 'calls-tool', TOOL.id]] as const,
    said: 'block it (no server is known that offers it: at a gateway before agent a, which used it, or in what gives it tools at run time)',
  },
  {
    why: 'nowhere, where nobody is known',
    edges: [],
    said: 'block it (no server is known that offers it, nor who used it)',
  },
])('tells where to block a tool: $why', ({ edges, said }) => {
  expect(read('block it', TOOL.id, [AGENT, TOOL, SERVER], edges)).toBe(said);
});

it.each([
  { why: 'nothing, where there is one way', fix: 'Narrow the grant to what it uses.', is: '' },
  {
    why: 'the second of two',
    fix: 'Narrow the grant or the tool, or have it approved.',
    is: 'or have it approved.',
  },
  { why: 'the clause behind the first', fix: 'Close the way out; else the way in.', is: 'else the way in.' },
  {
    why: 'none of what parentheses say of the first',
    fix: 'Ask who calls (by a key; a name, or both), or say that it is open.',
    is: 'or say that it is open.',
  },
])('leaves of a fix $why, where a step is its first way', ({ fix, is }) => {
  expect(otherWays(fix)).toBe(is);
});
