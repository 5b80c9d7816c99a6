import type { Located } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { valueIn, type BodyFrame } from './body-frame.ts';
import { alternatives } from './client-makers.ts';

/** One of several tools that a function runs, which it tells apart by the name that it is handed. */
export interface CalledTool {
  readonly name: string;
  /** What stands for the name that is handed over: itself, wherever it is passed on to. */
  readonly marker: Located;
}

/** Whether something is so; maybe where it may be either. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** Whether a value is the name of the tool that is called; maybe where it may be another. */
export function isToolName(
  recognition: Recognition,
  frame: BodyFrame,
  tool: CalledTool,
  at: Located,
): Verdict {
  const options = alternatives(valueIn(recognition, recognition.resolver.value(at), frame));
  // What stands in for a name that is missing is no other tool's: `name ?? ''`.
  const names = options.filter((option) => option.kind !== 'known' || !isNothing(option.value));
  const own = names.filter((option) => option.at.expr === tool.marker.expr);
  if (own.length === 0) return 'no';
  return own.length === names.length ? 'yes' : 'maybe';
}

function isNothing(value: string | number | boolean | null): boolean {
  return value === null || value === '';
}
