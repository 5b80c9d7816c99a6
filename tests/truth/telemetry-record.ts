import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { decodeJson } from '../../src/runtime/otlp/decode-json.ts';
import { DecodeProblems } from '../../src/runtime/otlp/decode-problem.ts';
import { decodeProtobuf } from '../../src/runtime/otlp/decode-protobuf.ts';
import type { TelemetrySpan } from '../../src/runtime/otlp/telemetry-span.ts';

/** Counted from the files themselves, without dialects, sessions or facts. */
export interface TelemetryRecord {
  /** Runs of the agent by name. */
  readonly runs: ReadonlyMap<string, number>;
  /** Calls by the name of the model that was asked for. */
  readonly modelCalls: ReadonlyMap<string, number>;
  /** `<principal> <action> <resource>` → records of the trail. */
  readonly trail: ReadonlyMap<string, number>;
}

const Trail = z.object({
  Records: z.array(
    z.object({
      eventSource: z.string(),
      eventName: z.string(),
      userIdentity: z.object({
        invokedBy: z.string().optional(),
        sessionContext: z.object({ sessionIssuer: z.object({ userName: z.string() }) }).optional(),
      }),
      requestParameters: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** Where event and action differ: "Actions, resources, and condition keys for Amazon S3" of the service authorization reference. */
const ACTION_OF_EVENT: Readonly<Record<string, string>> = { 's3:ListObjects': 's3:ListBucket' };

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function attribute(span: TelemetrySpan, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = span.attributes.get(name);
    if (typeof value === 'string') return value;
  }
  return null;
}

/** Whatever one call asked for: bucket, table, log group, or the role's name of its ARN. */
function resourceOf(parameters: Readonly<Record<string, unknown>>): string {
  const { bucketName, tableName, logGroupName, roleArn } = parameters;
  const named = [bucketName, tableName, logGroupName].find((one) => typeof one === 'string');
  if (typeof named === 'string') return named;
  return typeof roleArn === 'string' ? (roleArn.split('/').at(-1) ?? '') : '';
}

function addTrail(map: Map<string, number>, text: string): void {
  for (const { eventSource, eventName, userIdentity, requestParameters } of Trail.parse(JSON.parse(text))
    .Records) {
    const who = userIdentity.sessionContext?.sessionIssuer.userName ?? userIdentity.invokedBy ?? 'nobody';
    const event = `${eventSource.replace(/\.amazonaws\.com$/, '')}:${eventName}`;
    count(map, `${who} ${ACTION_OF_EVENT[event] ?? event} ${resourceOf(requestParameters)}`);
  }
}

/** The form of AI SDK and OpenTelemetry: a run names the agent, a call the model; whatever is around or between is neither. */
function addSpan(runs: Map<string, number>, modelCalls: Map<string, number>, span: TelemetrySpan): void {
  const operation = attribute(span, 'gen_ai.operation.name', 'ai.operationId') ?? '';
  const agent = attribute(span, 'gen_ai.agent.name', 'ai.telemetry.functionId');
  if (/^(invoke_agent|ai\.generateText)$/.test(operation) && agent !== null) count(runs, agent);
  const model = attribute(span, 'gen_ai.request.model');
  if (/^(chat|ai\.generateText\.doGenerate)$/.test(operation) && model !== null) count(modelCalls, model);
}

/** Reads every file of a telemetry folder that has spans or trail records in it. */
export function readTelemetry(folder: string): TelemetryRecord {
  const [runs, modelCalls, trail] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const problems = new DecodeProblems();
  const sink = {
    span: (span: TelemetrySpan): void => {
      addSpan(runs, modelCalls, span);
    },
    log: (): void => undefined,
  };
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    if (/^cloudtrail-\d+\.json$/.test(name)) addTrail(trail, bytes.toString('utf8'));
    else if (/^otlp-.*\.json$/.test(name)) decodeJson(JSON.parse(bytes.toString('utf8')), sink, problems);
    else if (/^otlp-.*\.pb$/.test(name)) decodeProtobuf(bytes, 'traces', sink, problems);
  }
  return { runs, modelCalls, trail };
}
