import { cloudTrailSource } from './cloudtrail/cloudtrail-source.ts';
import { otlpSource } from './otlp-source.ts';
import type { TelemetrySource } from './source.ts';

/** The sources of the observed plane, in the order in which they run. Of the clock they ask only whether a time can be true. */
export const RUNTIME_SOURCES: readonly TelemetrySource[] = [cloudTrailSource(Date.now), otlpSource(Date.now)];

export type { TelemetryInput, TelemetrySource } from './source.ts';
