import { globalId, observedId } from '#model';
import { environmentOf, type Frame } from './frame.ts';
import { sightingOf, type ObservedFacts, type Sighting } from './observed-facts.ts';
import type { ProviderNames } from './provider-names.ts';
import { storeOf } from './retrieval-store.ts';
import { isOutside } from './server-host.ts';
import { SessionOutline } from './session-outline.ts';
import { spanKey, type EventReading, type TelemetryEvent } from './telemetry-event.ts';
import type { Session, TraceStore } from './trace-store.ts';

/** Who caused an event: the agent, and the tool it was running where there was one in between. */
interface Cause {
  readonly agent: string | null;
  readonly tool: string | null;
}

/** `clean` makes a stranger's text fit to be a name (observed-name.ts); every name passes through it. */
interface EventFactsInput {
  readonly store: TraceStore;
  readonly frames: ReadonlyMap<string, Frame>;
  readonly facts: ObservedFacts;
  readonly clean: (name: string) => string;
  readonly providers: ProviderNames;
  /** Credentials that stood in a span's content, by spanKey. */
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
}

type ModelAsked = Pick<EventReading & { event: 'model-call' }, 'provider' | 'model' | 'answered'>;

/** Turns sessions into observed assets and relations. */
export class EventFacts {
  readonly #store: TraceStore;
  readonly #frames: ReadonlyMap<string, Frame>;
  readonly #facts: ObservedFacts;
  readonly #clean: (name: string) => string;
  readonly #held: EventFactsInput['held'];
  readonly #providers: ProviderNames;
  readonly #outline: SessionOutline;
  /** An event speaks for its agent once, however many of its children ask. */
  readonly #witnessed = new WeakSet<TelemetryEvent>();

  /** The sighting last made, for as long as the same event is told of. */
  #lastTold: { readonly event: TelemetryEvent; readonly sighting: Sighting } | null = null;

  constructor({ store, frames, facts, clean, providers, held }: EventFactsInput) {
    this.#store = store;
    this.#frames = frames;
    this.#facts = facts;
    this.#clean = clean;
    this.#held = held;
    this.#providers = providers;
    this.#outline = new SessionOutline(store, (event, tool) => this.#toolId(event, tool));
  }

  /** Twice over all events: what a run or a request is counted as depends on spans that may come later. */
  add(sessions: readonly Session[]): void {
    for (const session of sessions) for (const event of session.events) this.#outline.add(event);
    for (const event of sessions.flatMap(({ events }) => events)) {
      this.#addEvent(event);
      this.#addHeld(event);
    }
  }

  /** Whoever had a secret in its conversation: the agent, or where none is named the function that spoke. */
  #addHeld(event: TelemetryEvent): void {
    const held = this.#held.get(spanKey(event));
    if (held === undefined) return;
    const holder = this.#cause(event).agent ?? this.#function(event, this.#frame(event));
    if (holder === null) return;
    for (const credential of held) this.#facts.edge(holder, 'has-secret', credential, this.#sighting(event));
  }

  /** An event that names no tool or store is passed over: a nameless asset would join what does not belong together. */
  #addEvent(event: TelemetryEvent): void {
    switch (event.event) {
      case 'model-call':
        this.#addModel(event, event);
        break;
      case 'agent-run':
        this.#addRun(event);
        break;
      case 'tool-call':
        if (event.tool !== null) this.#addToolCall(event, event.tool);
        break;
      case 'retrieval':
        if (event.store !== null) this.#addRetrieval(event, event.store);
        break;
      case 'mcp-request':
        if (event.side === 'client') this.#addMcpRequest(event, event.tool);
        else this.#addMcpServer(event, event.tool);
        break;
    }
  }

  /** The nearest other agent around a run handed over to it; a run within a run of the same agent is one run. */
  #addRun(event: TelemetryEvent & { event: 'agent-run' }): void {
    const { agent } = this.#cause(event);
    if (event.agent !== null && agent !== null) {
      for (const ancestor of this.#store.ancestors(event)) {
        if (ancestor.agent === null || ancestor.agent === event.agent) continue;
        const caller = this.#agent(ancestor, ancestor.agent);
        this.#facts.edge(caller, 'delegates-to', agent, this.#sighting(event));
        break;
      }
    }
    if (!this.#outline.runsWithCalls.has(spanKey(event))) this.#addModel(event, event);
  }

  #addModel(event: TelemetryEvent, { provider, model, answered }: ModelAsked): void {
    const { agent, tool } = this.#cause(event);
    // A tool that asks a model itself is the user, not the agent that called the tool.
    const user = tool ?? agent;
    if (model !== null) {
      const frame = this.#frame(event);
      const name = this.#clean(model);
      const by = provider === null ? null : this.#providers.idOf(this.#clean(provider));
      // A model is one the world over under its provider's name; without a provider, only within its frame.
      const id = by === null ? observedId('model', frame.id, name) : globalId('model', by, name);
      const caller = frame.service === null ? frame.id : `service ${frame.service}`;
      const note = user === null ? `called by ${caller}, which names no agent` : undefined;
      const answersFor =
        by === null || answered !== true || this.#outline.askedModels.has(model)
          ? []
          : this.#providers.askedNames(by, name);
      const attributes = {
        ...(by === null ? {} : { provider: by }),
        ...(answersFor.length === 0 ? {} : { answersFor: [...answersFor] }),
      };
      this.#facts.node({ id, kind: 'model', name, attributes }, sightingOf(event, note));
      if (user !== null) this.#facts.edge(user, 'uses-model', id, this.#sighting(event));
    }
    // An unnamed caller sends nothing that could be drawn: egress starts at an agent or tool.
    if (user !== null) this.#addEgress(event, user);
  }

  /** The nearest agent called the tool; without one the tool is an asset and nothing more. */
  #addToolCall(event: TelemetryEvent, toolName: string): void {
    const { agent } = this.#cause(event);
    const tool = this.#tool(event, toolName);
    if (agent !== null) this.#facts.edge(agent, 'calls-tool', tool, this.#sighting(event));
  }

  /** A store is an asset even where nobody is seen to ask it. */
  #addRetrieval(event: TelemetryEvent, name: string): void {
    const { agent, tool } = this.#cause(event);
    const store = storeOf(this.#frame(event).id, this.#clean(name));
    this.#facts.node(store, this.#sighting(event));
    const user = tool ?? agent;
    if (user === null) return;
    this.#facts.edge(user, 'retrieves-from', store.id, this.#sighting(event));
    this.#addEgress(event, user);
  }

  /** Seen from the client: the server is known by its address alone, unless a span of its own names it. */
  #addMcpRequest(event: TelemetryEvent, toolName: string | null): void {
    const { agent } = this.#cause(event);
    const tool = toolName === null ? null : this.#tool(event, toolName);
    // An execute_tool span around the request is the same call, counted there.
    const counted = this.#enclosingTool(event) === toolName;
    if (tool !== null && agent !== null && !counted) {
      this.#facts.edge(agent, 'calls-tool', tool, this.#sighting(event));
    }
    if (event.server === null || this.#outline.answeredRequests.has(spanKey(event))) return;
    const frame = this.#frame(event);
    const name = this.#clean(event.server);
    const id = observedId('mcp-server', frame.id, name);
    const server = this.#facts.node({ id, kind: 'mcp-server', name }, this.#sighting(event));
    if (agent !== null) this.#facts.edge(agent, 'connects-to', server, this.#sighting(event));
    if (tool !== null) this.#facts.edge(server, 'provides-tool', tool, this.#sighting(event));
    if (agent !== null) this.#addEgress(event, agent);
  }

  /** Seen from the server: named by its service, and deployed where its resource says. */
  #addMcpServer(event: TelemetryEvent, toolName: string | null): void {
    const frame = this.#frame(event);
    const name = this.#clean(frame.service ?? frame.id);
    const id = observedId('mcp-server', frame.id, name);
    const server = this.#facts.node(
      { id, kind: 'mcp-server', name, identifiers: this.#serviceNames(frame) },
      this.#sighting(event),
    );
    this.#addDeployment(event, server, frame);
    if (toolName !== null)
      this.#facts.edge(server, 'provides-tool', this.#tool(event, toolName), this.#sighting(event));
    const request = [...this.#store.ancestors(event)].find((one) => one.event === 'mcp-request');
    const agent = request === undefined ? null : this.#cause(request).agent;
    if (agent !== null) this.#facts.edge(agent, 'connects-to', server, this.#sighting(event));
  }

  /** Hosts outside alone: what a workload says to its own network is no egress. The port is no part of whom it talks to. */
  #addEgress(event: TelemetryEvent, from: string): void {
    if (event.server === null || !isOutside(event.server)) return;
    const host = this.#clean(event.server.replace(/:\d+$/, '').toLowerCase());
    const id = globalId('third-party', host);
    this.#facts.node({ id, kind: 'third-party', name: host }, this.#sighting(event));
    this.#facts.edge(from, 'egresses-to', id, this.#sighting(event));
  }

  /** Rung 3: the resource says where it runs. A service name alone leads nowhere and stays an identifier. */
  #addDeployment(event: TelemetryEvent, from: string, frame: Frame): void {
    const id = this.#function(event, frame);
    if (id !== null) this.#facts.edge(from, 'deployed-as', id, this.#sighting(event), { rung: 3 });
  }

  #function(event: TelemetryEvent, { functionArn, service, environment }: Frame): string | null {
    if (functionArn === null) return null;
    // arn:aws:lambda:<region>:<account>:function:<name>; frame.ts took version and alias off.
    const [, , , region = '', account = '', , name = functionArn] = functionArn.split(':');
    return this.#facts.node(
      {
        id: functionArn,
        kind: 'function',
        name,
        attributes: { region, account, ...environmentOf(environment) },
        identifiers: [
          { scheme: 'arn', value: functionArn },
          ...(service === null ? [] : [{ scheme: 'service-name', value: this.#clean(service) } as const]),
        ],
      },
      this.#sighting(event),
    );
  }

  /** The nearest agent, and the first tool met on the way up to it; neither is guessed where no span says one. */
  #cause(event: TelemetryEvent): Cause {
    let tool: string | null = null;
    if (event.agent !== null) return { agent: this.#agent(event, event.agent), tool };
    for (const ancestor of this.#store.ancestors(event)) {
      if (ancestor.event === 'tool-call' && ancestor.tool !== null)
        tool ??= this.#tool(ancestor, ancestor.tool);
      if (ancestor.agent !== null) return { agent: this.#agent(ancestor, ancestor.agent), tool };
    }
    return { agent: null, tool };
  }

  /** Name of the nearest tool call around the event, as written, not cleaned. */
  #enclosingTool(event: TelemetryEvent): string | null {
    for (const ancestor of this.#store.ancestors(event)) {
      if (ancestor.event === 'tool-call') return ancestor.tool;
    }
    return null;
  }

  /** agent-name and service-name are weak identifiers: by themselves they make candidates, never joins. */
  #agent(event: TelemetryEvent, agentName: string): string {
    const frame = this.#frame(event);
    const name = this.#clean(agentName);
    const id = observedId('agent', frame.id, name);
    // Sightings are counted per event: asked for by three children, the run was still seen once.
    if (this.#witnessed.has(event)) return id;
    this.#witnessed.add(event);
    const agent = this.#facts.node(
      {
        id,
        kind: 'agent',
        name,
        attributes: { telemetryName: name, ...environmentOf(frame.environment) },
        identifiers: [{ scheme: 'agent-name', value: name }, ...this.#serviceNames(frame)],
      },
      this.#sighting(event),
    );
    this.#addDeployment(event, agent, frame);
    return agent;
  }

  #tool(event: TelemetryEvent, toolName: string): string {
    const id = this.#toolId(event, toolName);
    // By its service a tool that nothing else shows is found to be part of a system.
    const identifiers = this.#serviceNames(this.#frame(event));
    const attributes = this.#outline.worked.has(id) ? {} : { onlyFailed: true };
    const name = this.#clean(toolName);
    return this.#facts.node({ id, kind: 'tool', name, identifiers, attributes }, this.#sighting(event));
  }

  #toolId(event: TelemetryEvent, toolName: string): string {
    return observedId('tool', this.#frame(event).id, this.#clean(toolName));
  }

  #serviceNames({ service }: Frame): readonly { readonly scheme: 'service-name'; readonly value: string }[] {
    return service === null ? [] : [{ scheme: 'service-name', value: this.#clean(service) }];
  }

  /** An event is told of several times in a row, as caller, call and callee. */
  #sighting(event: TelemetryEvent): Sighting {
    if (this.#lastTold?.event === event) return this.#lastTold.sighting;
    const sighting = sightingOf(event);
    this.#lastTold = { event, sighting };
    return sighting;
  }

  #frame(event: TelemetryEvent): Frame {
    const frame = this.#frames.get(event.frame);
    // Frames are kept before their events: this is a bug of ours, not a stranger's input.
    if (frame === undefined) throw new Error('an event names a frame that was never read');
    return frame;
  }
}
