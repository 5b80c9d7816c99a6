import type { NamedScan } from './estate-names.ts';
import { setDifferences } from './set-differences.ts';
import type { TelemetryRecord } from './telemetry-record.ts';
import type { Truth } from './truth-schema.ts';

/** The agent of whose day the truth tells. */
const AGENT = 'agent support-agent';

function counted(
  title: string,
  map: ReadonlyMap<string, number>,
): readonly {
  readonly key: string;
  readonly properties: { readonly times: string };
}[] {
  return [...map].map(([name, times]) => ({ key: `${title} ${name}`, properties: { times: String(times) } }));
}

/** Tools as the scan counts them, on the observed plane alone. */
function toolDifferences({ seen }: Truth, { view, nodeOf }: NamedScan): readonly string[] {
  const stated = Object.entries(seen.tools).map(([tool, [calls, first, last]]) => ({
    key: `${AGENT} called ${tool}`,
    properties: { times: String(calls), first, last },
  }));
  const id = nodeOf(AGENT)?.id ?? '';
  const found = view.out(id, 'calls-tool').flatMap(({ to, planes }) =>
    planes
      .filter(({ plane }) => plane === 'observed')
      .map(({ count, firstSeen, lastSeen }) => ({
        key: `${AGENT} called ${view.node(to)?.name ?? to}`,
        properties: {
          times: String(count),
          first: firstSeen?.slice(11, 16) ?? 'never',
          last: lastSeen?.slice(11, 16) ?? 'never',
        },
      })),
  );
  return setDifferences(stated, found);
}

/** Models that the scan observed, and how often those are that an agent was seen to ask. */
function modelDifferences({ seen }: Truth, { view }: NamedScan): readonly string[] {
  const observed = view.nodes('model').filter(({ planes }) => planes.includes('observed'));
  const used = observed.flatMap(({ id, name }) =>
    view
      .into(id, 'uses-model')
      .flatMap(({ planes }) =>
        planes
          .filter(({ plane }) => plane === 'observed')
          .map(({ count }) => ({ name, times: String(count) })),
      ),
  );
  const stated = Object.keys(seen.models).map((name) => ({ key: `the scan saw model ${name}` }));
  return [
    ...setDifferences(
      stated,
      observed.map(({ name }) => ({ key: `the scan saw model ${name}` })),
    ),
    ...used
      .filter(({ name, times }) => times !== String(seen.models[name] ?? 0))
      .map(
        ({ name, times }) =>
          `model ${name}: asked ${times} times in the scan, ${String(seen.models[name])} in the truth`,
      ),
  ];
}

/** The trail's records of data that was read stand in the graph under the same count; what else it keeps is no edge. */
function trailDifferences({ seen, edges }: Truth): readonly string[] {
  return edges
    .filter(({ edge, planes }) => edge.startsWith('can-') && planes.includes('observed'))
    .flatMap(({ from, to, actions, count }) => {
      const [who, what] = [from, to].map((label) => label.split(' ').slice(1).join(' '));
      const sum = seen.trail
        .filter(
          ([principal, action, resource]) =>
            principal === who && actions.includes(action) && resource === what,
        )
        .reduce((total, [, , , records]) => total + records, 0);
      return sum === count
        ? []
        : [
            `${from} ${actions.join(', ')} ${to}: ${String(count)} times in edges.yaml, ${String(sum)} in the trail`,
          ];
    });
}

/**
 * What was seen that day: the truth's counts against the scan, and against the files of telemetry themselves.
 *
 * @param record Counted without the scanner.
 */
export function seenDifferences(truth: Truth, named: NamedScan, record: TelemetryRecord): readonly string[] {
  const { seen } = truth;
  const trail = new Map(
    seen.trail.map(([who, action, what, records]) => [`${who} ${action} ${what}`, records]),
  );
  const agent = AGENT.split(' ').slice(1).join(' ');
  return [
    ...toolDifferences(truth, named),
    ...modelDifferences(truth, named),
    ...setDifferences(
      counted('runs of', new Map([[agent, seen.conversations]])),
      counted('runs of', record.runs),
      'telemetry',
    ),
    ...setDifferences(
      counted('calls of', new Map(Object.entries(seen.models))),
      counted('calls of', record.modelCalls),
      'telemetry',
    ),
    ...setDifferences(counted('call:', trail), counted('call:', record.trail), 'the trail'),
    ...trailDifferences(truth),
  ];
}
