/**
 * What somebody in the support team ran from a laptop that day: a script that no repository knows, on a model that no code
 * declares. OpenAI's client with OpenTelemetry's instrumentation, which still speaks the deprecated form (gen_ai.system,
 * content in log records).
 */
import { createRequire } from 'node:module';

import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type OpenAI from 'openai';

import { DayClock } from './day-clock.ts';
import { listen, routeFetch } from './loopback.ts';
import { ModelServer } from './model-server.ts';
import { Batch, DayOfLogs, SeededIds, startCollector } from './otlp.ts';

const TICKETS = [
  'T-7101: replacement lamp, order FR-20455',
  'T-7102: invoice by post, customer C-104871',
  'T-7103: refund of 42 euros, order FR-20502',
];

const clock = new DayClock();
clock.startAt(17 * 60 + 5);
const model = new ModelServer(clock);
const server = await listen(model.answer);
routeFetch(new Map([['api.openai.com', server.origin]]));
const collector = await startCollector();
const resource = resourceFromAttributes({ 'service.name': 'ticket-summary', 'host.name': 'laptop-0417' });

const batch = new Batch(clock);
const tracerProvider = new NodeTracerProvider({
  resource,
  idGenerator: new SeededIds('ticket-summary'),
  spanProcessors: [batch],
});
tracerProvider.register();
const logs = new BatchLogRecordProcessor({
  exporter: new OTLPLogExporter({ url: `${collector.origin}/v1/logs` }),
});
const loggerProvider = new LoggerProvider({ resource, processors: [new DayOfLogs(clock), logs] });
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(tracerProvider);
instrumentation.setLoggerProvider(loggerProvider);

// The instrumentation patches what require() loads, so the client must come that way and after it.
const require = createRequire(import.meta.url);
const { OpenAI: Client } = require('openai') as { OpenAI: typeof OpenAI };
const client = new Client({ apiKey: 'notreal' });
for (const ticket of TICKETS) {
  model.script({ text: `In short: ${ticket.split(': ')[1]}.` });
  await client.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'Shorten this ticket to one line.' },
      { role: 'user', content: ticket },
    ],
  });
}

collector.name = 'otlp-ticket-summary-logs';
await loggerProvider.forceFlush();
collector.name = 'otlp-ticket-summary-traces';
const spans = await batch.send(new OTLPTraceExporter({ url: `${collector.origin}/v1/traces` }));
process.stderr.write(`ticket-summary: ${spans} spans\n`);
await loggerProvider.shutdown();
server.close();
collector.close();
