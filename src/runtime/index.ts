import { cloudTrailSource } from './cloudtrail/cloudtrail-source.ts';
import { otlpSource } from './otlp-source.ts';
import type { ReadCatalogue } from './read-catalogue.ts';
import type { TelemetrySource } from './source.ts';

/** The sources of the observed plane, in the order in which they run. Of the clock they ask only whether a time can be true. */
export function runtimeSources(read: ReadCatalogue): readonly TelemetrySource[] {
  return [cloudTrailSource(Date.now, read), otlpSource(Date.now, read)];
}

export type { TelemetryInput, TelemetrySource } from './source.ts';
export { mayBeTelemetry } from './telemetry-file.ts';
