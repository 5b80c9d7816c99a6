import type { Coverage, FactBatch, Gap } from '#model';
import { OtlpCollection } from './otlp-collection.ts';
import { decodeJson } from './otlp/decode-json.ts';
import { DecodeProblems } from './otlp/decode-problem.ts';
import { decodeProtobuf } from './otlp/decode-protobuf.ts';
import { requestKind } from './otlp/request-kind.ts';
import type { TelemetrySink } from './otlp/telemetry-span.ts';
import { providerNames, type ProviderNames } from './provider-names.ts';
import type { ReadCatalogue } from './read-catalogue.ts';
import { LOST_RECORDS, type TelemetryInput, type TelemetrySource } from './source.ts';
import {
  frames,
  jsonDocuments,
  reportsBroken,
  telemetryFiles,
  type TelemetryFile,
} from './telemetry-file.ts';

const NAME = 'otlp';

/** What `sightline sources` prints. Nothing is enumerated: sampled telemetry proves no absence. */
const DECLARATION: TelemetrySource['declaration'] = {
  name: NAME,
  plane: 'observed',
  targetKinds: ['telemetry'],
  needs: [
    'OTLP request bodies or files of the OpenTelemetry Collector, as JSON, JSON lines or protobuf, gzip or not',
  ],
  reads: [
    'spans of OpenTelemetry GenAI (current and deprecated), of MCP and of the Vercel AI SDK (both forms)',
    'resource attributes, to say which workload spoke',
    'captured prompts and answers, only to look for secrets; nothing of their text is kept',
  ],
  enumerates: [],
  cannotSee: [
    'what was not instrumented, sampled away or not handed over: absence here means nothing',
    'content, where the application does not capture it',
    'metrics, and the dialects of OpenInference, OpenLLMetry and Langfuse',
  ],
  nodeKinds: [
    'agent',
    'tool',
    'model',
    'mcp-server',
    'knowledge-base',
    'bucket',
    'table',
    'third-party',
    'function',
    'signal',
    ...(['access-key', 'api-key', 'token', 'certificate'] as const),
  ],
  edgeKinds: [
    'calls-tool',
    'uses-model',
    'connects-to',
    'provides-tool',
    'retrieves-from',
    'delegates-to',
    'egresses-to',
    'deployed-as',
    'has-secret',
  ],
  loses: { by: LOST_RECORDS, kinds: ['agent', 'tool', 'model', 'mcp-server'] },
};

/**
 * OpenTelemetry data in files: request bodies as exporters send them, or as the Collector's file exporter keeps them.
 *
 * @param now Epoch ms, read once a collection: spans from the future are refused by it.
 */
export function otlpSource(now: () => number, read: ReadCatalogue): TelemetrySource {
  let providers: ProviderNames | null = null;
  return {
    declaration: DECLARATION,
    collect: (input) => {
      // Read at the first target of telemetry, and once.
      providers ??= providerNames(read);
      return Promise.resolve(collect(input, providers, now()));
    },
  };
}

function collect(
  { target, files, inspector }: TelemetryInput,
  providers: ProviderNames,
  now: number,
): FactBatch {
  const collection = new OtlpCollection({ source: NAME, target: target.id }, { inspector, providers, now });
  const gaps: Gap[] = [];
  let [read, bytes] = [0, 0];
  for (const file of telemetryFiles(files, 'otlp')) {
    if (!file.ok) {
      if (reportsBroken('otlp', file.error)) gaps.push(file.error);
      continue;
    }
    // Read counts what could be unpacked; what of it is broken or unknown is told by the gaps below.
    read += 1;
    bytes += file.value.size;
    const problems = new DecodeProblems();
    gaps.push(...decodeFile(file.value, collection.sink(file.value.path, problems), problems));
    gaps.push(...problems.gaps(file.value.path));
  }
  const finished = collection.finish();
  const coverage: Coverage = {
    source: NAME,
    plane: 'observed',
    target: target.id,
    window: collection.window.range(),
    files: { seen: files.paths.length, read, bytes },
    // Instrumentation may be partial and spans sampled away: what was not seen may still have happened.
    complete: [],
    gaps: [...gaps, ...finished.gaps],
  };
  return { facts: finished.facts, coverage: [coverage] };
}

/** Decodes one file; the gaps are about the file as a whole, those inside it go to `problems`. */
function decodeFile(file: TelemetryFile, sink: TelemetrySink, problems: DecodeProblems): readonly Gap[] {
  switch (file.format) {
    case 'otlp-json': {
      const { documents, gaps } = jsonDocuments(file.path, file.content);
      for (const document of documents) decodeJson(document, sink, problems);
      return gaps;
    }
    case 'otlp-protobuf':
      decodeProtobuf(file.content, requestKind(file.content) ?? 'traces', sink, problems);
      return [];
    // Each frame is a request of its own; one that is unknown costs itself alone.
    case 'otlp-framed-protobuf':
      for (const frame of frames(file.content)) {
        const kind = requestKind(frame);
        if (kind === null) problems.add('unsupported', 'a message holds neither traces nor logs');
        else decodeProtobuf(frame, kind, sink, problems);
      }
      return [];
    case 'cloudtrail-records':
    case 'cloudtrail-digest':
    case 'aws-envelope':
    case 'unknown':
    default:
      return [{ where: file.path, reason: 'unsupported', detail: 'not telemetry that is known here' }];
  }
}
