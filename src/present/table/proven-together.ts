import type { Assessment, Finding, Rule } from '#assess';
import type { GraphNode, GraphView } from '#graph';
import { nameOf } from './node-name.ts';

/**
 * What each is bad enough by itself, said in one sentence where all of it holds of one agent: strangers may ask it, a tool of it
 * runs what the model writes, and that runs as an identity with a wildcard. Every part is a finding that fires, and every edge
 * between them is one that is sure; where one is in doubt nothing is said.
 */
export function provenTogether(
  { findings, verdicts }: Pick<Assessment, 'findings' | 'verdicts'>,
  view: GraphView,
): readonly string[] {
  const rules = new Map(verdicts.map(({ rule }) => [rule.id, rule]));
  const fired = (says: (rule: Rule) => boolean): readonly Finding[] =>
    findings.filter((one) => {
      const rule = rules.get(one.rule);
      return one.verdict === 'fires' && rule !== undefined && says(rule);
    });
  const asked = fired((rule) => hasPredicate(rule, 'asked-by-anyone'));
  const codes = fired(runsModelCode);
  const wide = fired((rule) => hasPredicate(rule, 'administrative-or-wildcard'));
  return asked.flatMap((open) =>
    codes.flatMap((code) => {
      const identity = callsFor(open.asset, code.asset, view) ? identityOf(code.asset, view) : null;
      const grant = wide.find(({ asset }) => asset === identity?.id);
      return identity === null || grant === undefined
        ? []
        : [sentence(open, code, grant, nameOf(identity.id, view), view)];
    }),
  );
}

function hasPredicate({ defect }: Rule, name: string): boolean {
  return defect.some((one) => 'predicate' in one && one.predicate === name);
}

/** Code of the model's choice, in the process of the tool itself: whoever that runs as runs it. */
function runsModelCode({ defect }: Rule): boolean {
  const says = (attribute: string, value: string): boolean =>
    defect.some(
      (one) => 'attribute' in one && one.attribute === attribute && 'is' in one && one.is === value,
    );
  return says('latitude', 'arbitrary') && says('executesIn', 'in-process');
}

/** Whether the agent has the tool in every case. */
function callsFor(agent: string, tool: string, view: GraphView): boolean {
  return view
    .out(agent, 'calls-tool')
    .some((edge) => edge.walked && edge.effect === 'allow' && view.node(edge.to)?.id === tool);
}

/** Null where the tool may run as another, or only in some cases as this one. */
function identityOf(tool: string, view: GraphView): GraphNode | null {
  const runs = view.runtimeIdentities(tool);
  const [first] = runs;
  const isOne = new Set(runs.map(({ identity }) => identity.id)).size === 1;
  const isSure = runs.every(({ hops }) =>
    hops.every((hop) => hop.kind === 'edge' && hop.edge.walked && hop.edge.effect === 'allow'),
  );
  return first !== undefined && isOne && isSure ? first.identity : null;
}

function sentence(open: Finding, code: Finding, grant: Finding, identity: string, view: GraphView): string {
  const tool = view.node(code.asset)?.name ?? code.asset;
  return `anyone may ask ${nameOf(open.asset, view)} (${open.id}), and its tool ${tool} runs code that the model writes (${code.id}) as ${identity}, which has wildcard access (${grant.id})`;
}
