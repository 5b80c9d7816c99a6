import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter, SpanProcessor, IdGenerator } from '@opentelemetry/sdk-trace-node';
import type { LogRecordProcessor, SdkLogRecord } from '@opentelemetry/sdk-logs';

import type { DayClock } from './day-clock.ts';
import { listen } from './loopback.ts';

export const TELEMETRY = new URL('../telemetry/', import.meta.url);

/** A collector that keeps each request body as it came, as telemetry/<name>.json or .pb. */
export async function startCollector() {
  const collector = {
    name: '',
    received: 0,
    close: () => {},
    origin: '',
  };
  const { origin, close } = await listen(({ headers, body }) => {
    const extension = headers['content-type'] === 'application/x-protobuf' ? 'pb' : 'json';
    writeFileSync(new URL(`${collector.name}.${extension}`, TELEMETRY), body);
    collector.received += 1;
    return { body: '{}' };
  });
  return Object.assign(collector, { origin, close });
}

/** Keeps finished spans, moved to the watched day, until `send` hands them to an exporter in one request. */
export class Batch implements SpanProcessor {
  readonly #clock: DayClock;
  #spans: ReadableSpan[] = [];

  constructor(clock: DayClock) {
    this.#clock = clock;
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    const shift = this.#clock.shift.bind(this.#clock);
    this.#spans.push(
      Object.create(span, {
        startTime: { value: shift(span.startTime) },
        endTime: { value: shift(span.endTime) },
        events: { value: span.events.map((event) => ({ ...event, time: shift(event.time) })) },
      }) as ReadableSpan,
    );
  }

  async send(exporter: SpanExporter): Promise<number> {
    const spans = this.#spans;
    this.#spans = [];
    const { code, error } = await new Promise<ExportResult>((done) => exporter.export(spans, done));
    if (code !== ExportResultCode.SUCCESS) throw error ?? new Error('not exported');
    return spans.length;
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Moves log records to the watched day before the next processor sees them. */
export class DayOfLogs implements LogRecordProcessor {
  readonly #clock: DayClock;

  constructor(clock: DayClock) {
    this.#clock = clock;
  }

  onEmit(record: SdkLogRecord): void {
    Object.assign(record, {
      hrTime: this.#clock.shift(record.hrTime),
      hrTimeObserved: this.#clock.shift(record.hrTimeObserved),
    });
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Ids that are the same each time, so that two runs differ in their durations alone. */
export class SeededIds implements IdGenerator {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  generateTraceId = (): string => this.#next().slice(0, 32);
  generateSpanId = (): string => this.#next().slice(0, 16);

  #next(): string {
    this.#count += 1;
    return createHash('sha256').update(`${this.#seed} ${this.#count}`).digest('hex');
  }
}
