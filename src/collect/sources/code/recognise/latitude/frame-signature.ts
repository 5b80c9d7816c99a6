import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { BodyFrame } from './body-frame.ts';

/** Longer texts are told apart by where they stand. */
const MAX_TEXT = 200;

const numbers = new WeakMap<Expr, number>();
let last = 0;

/** What is put together is told apart by where it stands. */
function numberOf(expr: Expr): number {
  const known = numbers.get(expr);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(expr, last);
  return last;
}

const known = new WeakMap<BodyFrame, ReadonlyMap<string, string>>();

/** What was passed, by parameter; what is put together begins with `#`. */
function partsOf(frame: BodyFrame): ReadonlyMap<string, string> {
  const before = known.get(frame);
  if (before !== undefined) return before;
  const parts = new Map<string, string>();
  known.set(frame, parts);
  for (const [name, { at, frame: outer }] of frame.passed) parts.set(name, part(at, outer));
  if (frame.object !== undefined) parts.set('self', put(frame.object.made.expr, frame.object.frame));
  return parts;
}

function part({ module, scope, expr }: Located, frame: BodyFrame): string {
  switch (expr.kind) {
    case 'string':
      return expr.value.length > MAX_TEXT ? put(expr, frame) : JSON.stringify(expr.value);
    case 'number':
    case 'boolean':
      return String(expr.value);
    case 'null':
      return 'null';
    case 'name':
      return partsOf(frame).get(expr.name) ?? `${expr.name} ${module.path} ${String(scope)}`;
    default:
      return put(expr, frame);
  }
}

/** With what was passed plainly beside it, and not with what was put together before: a recursion would grow it without end. */
function put(expr: Expr, frame: BodyFrame): string {
  const plain = [...partsOf(frame)].filter(([, one]) => !one.startsWith('#'));
  return `#${String(numberOf(expr))}[${plain.map(([name, one]) => `${name}=${one}`).join()}]`;
}

/** Tells apart the calls of one function by what they pass it, and by the object that they are made on. */
export function signatureOf(frame: BodyFrame): string {
  const parts = [...partsOf(frame)].map(([name, one]) => `${name}=${one}`);
  return `${frame.isOpen === true ? '*' : ''}${parts.join()}`;
}
