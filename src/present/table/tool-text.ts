import type { GraphNode, GraphView } from '#graph';
import { isAccess, verbOf } from '../line-of-sight.ts';
import { listed } from './counted.ts';

/** Attribute values as a reader knows them; what is ordinary (in-process, no way out) is not said. */
const WORDS: Readonly<Record<string, string>> = {
  'latitude fixed': 'run its one operation, nothing to choose',
  'latitude parameterised': 'choose any argument of its operation',
  'latitude query': 'run any statement its identity may run',
  'latitude arbitrary': 'run any code',
  'latitudeAtLeast query': 'run any statement its identity may run, perhaps more: that could not be read',
  'executesIn sandbox': 'in a sandbox',
  'executesIn remote': 'elsewhere',
};

/** Behind what a tool does; such a tool reaches its own sinks alone (`latitude` in docs/model.md). */
const CHOICE: Readonly<Record<string, string>> = {
  fixed: 'nothing to choose',
  parameterised: 'with any argument',
};

/** What whoever steers the model can have this tool do: what is known of it, then what may be more. */
export function toolText(tool: GraphNode, view: GraphView): string {
  const { sends, doubts } = egressOf(tool, view);
  const does = [...sinkTexts(tool, view), ...sends];
  const choice = CHOICE[textOf(tool, 'latitude', view) ?? ''];
  const where = words(tool, 'executesIn', view);
  // Code and statements of the model's choice are bound to no sinks of the tool.
  if (choice === undefined || does.length === 0) {
    const told = [...words(tool, 'latitude', view), ...words(tool, 'latitudeAtLeast', view), ...where];
    return [...(told.length > 0 ? told : ['not known']), ...sends, ...doubts].join(', ');
  }
  const resolved = view.attribute(tool, 'sinksResolved');
  const isWhole = resolved.kind === 'known' && resolved.value === true;
  const more = isWhole ? [] : ['perhaps more: not every store it uses was resolved'];
  return [listed(does), choice, ...where, ...more, ...doubts].join(', ');
}

/** `read a and b`, from its code: each verb with its stores; then that it brings in what strangers write. */
function sinkTexts(tool: GraphNode, view: GraphView): readonly string[] {
  const sinks = new Map<string, string[]>();
  for (const edge of view.out(tool.id).filter(isAccess)) {
    if (!edge.planes.some(({ plane }) => plane === 'declared')) continue;
    const names = sinks.get(verbOf(edge)) ?? [];
    sinks.set(verbOf(edge), [...names, view.node(edge.to)?.name ?? edge.to]);
  }
  const reading = view.attribute(tool, 'returnsUntrusted');
  const taint = reading.kind === 'known' && reading.value === true ? ['bring in what strangers write'] : [];
  return [...[...sinks].map(([verb, names]) => `${verb} ${listed([...new Set(names)])}`), ...taint];
}

function textOf(tool: GraphNode, name: string, view: GraphView): string | null {
  const reading = view.attribute(tool, name);
  return reading.kind === 'known' && typeof reading.value === 'string' ? reading.value : null;
}

function words(tool: GraphNode, name: string, view: GraphView): readonly string[] {
  const said = WORDS[`${name} ${textOf(tool, name, view) ?? ''}`];
  return said === undefined ? [] : [said];
}

/** Where it can send to for sure, and where it may. */
interface Egress {
  readonly sends: readonly string[];
  readonly doubts: readonly string[];
}

/** Any host is a fact where the code names the way out; what code of the model's choice can reach is up to its workload's network. */
function egressOf(tool: GraphNode, view: GraphView): Egress {
  const reading = view.attribute(tool, 'egress');
  if (reading.kind !== 'known')
    return { sends: [], doubts: ['may send data out: where to was not resolved'] };
  switch (reading.value) {
    case 'fixed':
      return { sends: [`send to ${hostsText(tool, view)}`], doubts: [] };
    case 'any':
      return [tool.id, ...view.out(tool.id, 'executes-on').map(({ to }) => to)].some(
        (place) => view.out(place, 'egresses-to').length > 0,
      )
        ? { sends: ['send to any host'], doubts: [] }
        : { sends: [], doubts: ['may send to any host: its network was not seen'] };
    default:
      return { sends: [], doubts: [] };
  }
}

/** Hosts that are told by name. */
const TOLD_HOSTS = 2;

function hostsText(tool: GraphNode, view: GraphView): string {
  const reading = view.attribute(tool, 'egressHosts');
  const hosts = reading.kind === 'known' && Array.isArray(reading.value) ? (reading.value as string[]) : [];
  return hosts.length === 0 || hosts.length > TOLD_HOSTS ? 'fixed hosts' : listed(hosts);
}
