import type { Located } from '../../resolve/resolver.ts';
import { calledSymbol, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { argument } from './arguments.ts';

/** What declares a field of pydantic's models and of dataclasses. */
const FIELD = /^(pydantic\.(fields\.)?Field|dataclasses\.field)$/;

/**
 * `model: str = Field(default="…")`: the default, as of any parameter, since whoever makes the object may say another. Null for
 * every other call, and where no default is written.
 */
export function fieldDefault(recognition: Recognition, call: LocatedCall): Located | null {
  if (!FIELD.test(calledSymbol(recognition, call)?.symbol ?? '')) return null;
  const value = argument(recognition, call, ['default', '0']);
  return value.kind === 'given' ? value.at : null;
}
