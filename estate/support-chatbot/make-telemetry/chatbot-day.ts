/**
 * Half of the chatbot's day: `node chatbot-day.ts legacy` is 00:00 to 12:00, `current` is 12:00 to 24:00. Runs the agent of
 * ../repo/app as it is, against servers on loopback, with the AI SDK's own telemetry in its legacy or its current form.
 */
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

import { AuditTrail } from './audit-trail.ts';
import { conversationsOfTheDay, type Conversation } from './conversations.ts';
import { DayClock } from './day-clock.ts';
import { listen, routeFetch } from './loopback.ts';
import { ModelServer } from './model-server.ts';
import { ordersServer } from './orders-server.ts';
import { Batch, SeededIds, startCollector, TELEMETRY } from './otlp.ts';
import { page, s3, tickets } from './shop-services.ts';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:support-chatbot';
const ORDERS_HOST = 'q7w2kx4nd3uvh5r6ztfmcb2ae40lyjsp.lambda-url.eu-west-1.on.aws';
const QUARTER = 360;

const form = process.argv[2];
if (form !== 'legacy' && form !== 'current') throw new Error('legacy or current?');

const clock = new DayClock();
const trail = new AuditTrail(clock);
const model = new ModelServer(clock);
const collector = await startCollector();
const servers = await Promise.all([
  listen(model.answer),
  listen(ordersServer(trail)),
  listen(tickets()),
  listen(page),
  listen(s3(trail)),
]);
const [modelServer, orders, ticketSystem, web, bucket] = servers;

routeFetch(
  new Map([
    ['api.mistral.ai', modelServer.origin],
    [ORDERS_HOST, orders.origin],
    ['fennelrook.ticketbarn.example', ticketSystem.origin],
    ['www.tidyhome.example', web.origin],
  ]),
);
Object.assign(process.env, {
  AWS_REGION: 'eu-west-1',
  AWS_ENDPOINT_URL_S3: bucket.origin,
  AWS_ACCESS_KEY_ID: 'ASIANOTREALNOTREAL00',
  AWS_SECRET_ACCESS_KEY: 'notreal',
  AWS_SESSION_TOKEN: 'notreal',
  MISTRAL_API_KEY: 'notreal0notreal1notreal2notreal3',
  TICKETS_API_TOKEN: 'tbarn_notreal_8c1f6b2d9e4a7053',
});

const batch = new Batch(clock);
const provider = new NodeTracerProvider({
  idGenerator: new SeededIds(form),
  spanProcessors: [batch],
  resource: resourceFromAttributes({
    'service.name': 'support-chatbot',
    'service.version': '2.8.1',
    'cloud.provider': 'aws',
    'cloud.platform': 'aws_lambda',
    'cloud.region': 'eu-west-1',
    'cloud.account.id': '111122223333',
    'cloud.resource_id': FUNCTION_ARN,
    'faas.name': 'support-chatbot',
    'faas.version': '$LATEST',
    'deployment.environment.name': 'production',
  }),
});
provider.register();

// The application's own copies: telemetry must be registered with the very module that the agent imports.
const app = createRequire(new URL('../repo/app/package.json', import.meta.url));
async function fromApp<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(app.resolve(name)).href)) as T;
}
type Registry = { registerTelemetry: (integration: unknown) => void };
type Forms = Record<'OpenTelemetry' | 'LegacyOpenTelemetry', new () => unknown>;
const { registerTelemetry } = await fromApp<Registry>('ai');
const { LegacyOpenTelemetry, OpenTelemetry } = await fromApp<Forms>('@ai-sdk/otel');
registerTelemetry(form === 'legacy' ? new LegacyOpenTelemetry() : new OpenTelemetry());

const { startSupportAgent } = await import('../repo/app/src/agent.ts');
const { summarise } = await import('../repo/app/src/summary.ts');

async function converse(conversation: Conversation): Promise<void> {
  const { question, calls, answer, finished } = conversation;
  clock.startAt(conversation.minute);
  model.script(...calls.map((call) => ({ calls: [call] })), { text: answer });
  const { agent, close } = await startSupportAgent();
  const { text } = await agent.generate({ messages: [{ role: 'user', content: question }] });
  if (text !== answer) throw new Error(`unexpected answer: ${text}`);
  await close();
  if (!finished) return;
  model.script({ text: `The customer asked: ${question} Answered.` });
  await summarise(`customer: ${question}\nassistant: ${text}`);
}

const half = form === 'legacy' ? 0 : 2;
for (const quarter of [half, half + 1]) {
  const today = conversationsOfTheDay().filter(({ minute }) => Math.floor(minute / QUARTER) === quarter);
  const hour = String(quarter * 6).padStart(2, '0');
  clock.startAt(today[0]?.minute ?? 0);
  trail.startFunction('support-chatbot', 'support-chatbot-app');
  trail.startFunction('support-orders-mcp', 'support-orders-mcp');
  for (const conversation of today) await converse(conversation);
  collector.name = `otlp-support-chatbot-${hour}`;
  const exporter =
    quarter % 2 === 0
      ? new JsonExporter({ url: `${collector.origin}/v1/traces` })
      : new ProtobufExporter({ url: `${collector.origin}/v1/traces` });
  const spans = await batch.send(exporter);
  writeFileSync(new URL(`cloudtrail-${hour}.json`, TELEMETRY), trail.take());
  process.stderr.write(`${form} ${hour}: ${today.length} conversations, ${spans} spans\n`);
}
for (const server of [...servers, collector]) server.close();
