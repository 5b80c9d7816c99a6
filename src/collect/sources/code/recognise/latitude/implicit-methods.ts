import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import { methodOf } from '../calls/methods.ts';
import { callsIn, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { pieces } from '../values/taint.ts';
import type { BodyFrame } from './body-frame.ts';

/** A method that runs without being called by its name, and the call that this comes to. */
interface ImplicitCall {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  readonly call: LocatedCall;
}

/** Whoever makes one of a class that is entered is taken to enter it. */
const WHEN_MADE: readonly string[] = [
  '__new__',
  '__post_init__',
  'model_post_init',
  '__enter__',
  '__exit__',
  '__aenter__',
  '__aexit__',
];
const WHEN_LOOPED: readonly string[] = ['__iter__', '__next__', '__aiter__', '__anext__', '__getitem__'];
const WHEN_INDEXED: readonly string[] = ['__getitem__'];
const WHEN_CALLED: readonly string[] = ['__call__'];
const SPECIAL = new Set([...WHEN_MADE, ...WHEN_LOOPED, ...WHEN_INDEXED, ...WHEN_CALLED]);

/** Names of the getters and special methods that classes of the program have: most have none, and then nothing is looked for. */
const declared = new WeakMap<Recognition['program'], ReadonlySet<string>>();

function declaredIn({ program }: Recognition): ReadonlySet<string> {
  const known = declared.get(program);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const { declaring } of program.modules.values())
    for (const { methods } of declaring.flatMap(({ classes }) => classes))
      for (const { name, isGetter } of methods)
        if (name !== null && (isGetter === true || SPECIAL.has(name))) found.add(name);
  declared.set(program, found);
  return found;
}

/** The expressions of a body, each with the scope of its names; a call that stands in another has a place of its own. */
function* expressionsOf(frame: BodyFrame): Generator<{ readonly scope: number; readonly expr: Expr }> {
  const { module, fn } = frame;
  for (const { scope, expr } of callsIn(module, fn)) {
    yield { scope, expr };
    for (const piece of pieces(expr)) yield* partsOf(scope, piece);
  }
  for (const expr of fn.returns) yield* partsOf(fn.scope, expr);
  for (const { scope, value } of fn.assignments) yield* partsOf(scope, value);
}

function* partsOf(scope: number, expr: Expr): Generator<{ readonly scope: number; readonly expr: Expr }> {
  if (expr.kind === 'call') return;
  yield { scope, expr };
  const inner = expr.kind === 'function' ? expr.fn.scope : scope;
  for (const piece of pieces(expr)) yield* partsOf(inner, piece);
}

/** Getters that are read, and the special methods of what is made, looped over, indexed or handed over to be called. */
export function implicitCalls(recognition: Recognition, frame: BodyFrame): readonly ImplicitCall[] {
  const names = declaredIn(recognition);
  if (names.size === 0) return [];
  const found: ImplicitCall[] = [];
  for (const { scope, expr } of expressionsOf(frame)) {
    const at = { module: frame.module, scope, expr };
    for (const { object, methods, args } of usesOf(expr)) {
      const meant = methods.filter((name) => names.has(name));
      const own = meant.length === 0 ? null : recognition.resolver.cls(within(at, object));
      if (own === null) continue;
      for (const name of meant) {
        const method = methodOf(recognition, own, [name]);
        // A method that is read is called where it is called.
        if (method === null || (expr.kind === 'member' && method.fn.isGetter !== true)) continue;
        found.push({ ...method, call: { ...at, expr: callOf(object, name, args) } });
      }
    }
  }
  return found;
}

interface Use {
  readonly object: Expr;
  /** Methods of the object's class that this may run. */
  readonly methods: readonly string[];
  readonly args: readonly Expr[];
}

function usesOf(expr: Expr): readonly Use[] {
  switch (expr.kind) {
    case 'member':
      return [{ object: expr.object, methods: [expr.property], args: [] }];
    case 'index': {
      const isLoop = expr.index.kind === 'unknown';
      return [{ object: expr.object, methods: isLoop ? WHEN_LOOPED : WHEN_INDEXED, args: [expr.index] }];
    }
    case 'call': {
      const given = [...expr.args, ...expr.named.map(({ value }) => value)];
      const objects = given.filter(({ kind }) => kind === 'name' || kind === 'member' || kind === 'call');
      return [
        { object: expr, methods: WHEN_MADE, args: expr.args },
        // `map(shell, texts)`: it is called with what else is handed over.
        ...objects.map((object) => ({
          object,
          methods: WHEN_CALLED,
          args: given.filter((one) => one !== object),
        })),
      ];
    }
    default:
      return [];
  }
}

function callOf(object: Expr, property: string, args: readonly Expr[]): LocatedCall['expr'] {
  const { span } = object;
  const callee: Expr = { kind: 'member', object, property, span };
  return { kind: 'call', callee, args, named: [], spreads: [], isNew: false, complete: true, span };
}
