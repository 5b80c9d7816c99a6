import { OpenTelemetry } from '@ai-sdk/otel';
import { registerTelemetry } from 'ai';

/** The Lambda layer of our collector sets up the tracer provider and the exporter; here we only hand it our spans. */
export function startTelemetry(): void {
  registerTelemetry(new OpenTelemetry());
}
