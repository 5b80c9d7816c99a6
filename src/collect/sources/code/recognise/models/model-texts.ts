import type { Located, Resolved } from '../../resolve/resolver.ts';
import { textOf, textsOf } from '../calls/arguments.ts';

/** `settings.get("model", "gpt-4.1")`: what is taken where nobody says another; null for every other call. */
export function defaultOfRead({ expr }: Located): string | null {
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'get') return null;
  const [, fallback] = expr.args;
  return fallback?.kind === 'string' && expr.args.length === 2 ? fallback.value : null;
}

/** Every text that can stand there, each once, where it is written. */
export function textsAt(resolved: Resolved): readonly { readonly text: string; readonly at: Located }[] {
  if (resolved.kind === 'either') {
    const all = resolved.options.flatMap(textsAt);
    return all.filter(({ text }, index) => all.findIndex((other) => other.text === text) === index);
  }
  if (resolved.kind === 'parameter' && resolved.default !== null) return textsAt(resolved.default);
  const left = defaultOfRead(resolved.at);
  if (left !== null) return [{ text: left, at: resolved.at }];
  const text = textOf(resolved);
  return text === null ? [] : [{ text, at: resolved.at }];
}

/** Whether every alternative has a text. */
export function isWhole(resolved: Resolved): boolean {
  return resolved.kind === 'either' ? resolved.options.every(isWhole) : textsOf(resolved).length > 0;
}
