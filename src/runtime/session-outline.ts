import { spanKey, type TelemetryEvent } from './telemetry-event.ts';
import type { TraceStore } from './trace-store.ts';

/**
 * What of an event only all events of the sessions tell: spans below it may arrive later. To be given every event before any is told
 * of. Runs and requests are kept by spanKey, tools by id.
 */
export class SessionOutline {
  /** Runs that have a span for a model call below them: the run's own model would count it twice. */
  readonly runsWithCalls = new Set<string>();
  /** MCP requests whose server has a span of its own in the trace: it is named by that. */
  readonly answeredRequests = new Set<string>();
  /** Tools that a call of was seen not to fail, or that did something before they did. */
  readonly worked = new Set<string>();
  /** Models that were asked for by their name: that they answer for another is then no explanation. */
  readonly askedModels = new Set<string>();
  readonly #store: TraceStore;
  readonly #toolId: (event: TelemetryEvent, tool: string) => string;

  constructor(store: TraceStore, toolId: (event: TelemetryEvent, tool: string) => string) {
    this.#store = store;
    this.#toolId = toolId;
  }

  /** Notes which runs and requests are told better by a span below them. */
  add(event: TelemetryEvent): void {
    const isCall = event.event === 'model-call';
    const isServer = event.event === 'mcp-request' && event.side === 'server';
    if ((isCall || event.event === 'agent-run') && event.answered !== true && event.model !== null)
      this.askedModels.add(event.model);
    if ('tool' in event && event.tool !== null && !event.failed)
      this.worked.add(this.#toolId(event, event.tool));
    if (!isCall && !isServer && event.event !== 'retrieval' && event.event !== 'agent-run') return;
    for (const ancestor of this.#store.ancestors(event)) {
      if (ancestor.event === 'tool-call' && ancestor.tool !== null)
        this.worked.add(this.#toolId(ancestor, ancestor.tool));
      if (isCall && ancestor.event === 'agent-run') this.runsWithCalls.add(spanKey(ancestor));
      if (isServer && ancestor.event === 'mcp-request' && ancestor.side === 'client') {
        this.answeredRequests.add(spanKey(ancestor));
      }
    }
  }
}
