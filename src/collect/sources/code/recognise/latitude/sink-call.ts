import type { SinkEntry } from '../catalog/sink-schema.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import type { BodyReach } from './body-reach.ts';
import type { Evaluation } from './evaluation.ts';

/** One call of the catalogue, the row that it fits, and what its tool can do so far, to which it adds. */
export interface SinkCall {
  readonly recognition: Recognition;
  readonly call: LocatedCall;
  readonly entry: SinkEntry;
  readonly reach: BodyReach;
  readonly evaluation: Evaluation;
}
