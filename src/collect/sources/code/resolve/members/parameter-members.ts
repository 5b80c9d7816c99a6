import type { Expr } from '../../ir.ts';
import { extendSymbol, type Entity, type EntityFollower } from '../entity.ts';
import type { Located } from '../resolver.ts';
import { classMember } from './class-members.ts';

type Parameter = Entity & { kind: 'param' };

/** A parameter whose annotation names a class: its members are those of an instance. */
export function parameterMember(
  entities: EntityFollower,
  at: Located,
  from: Parameter,
  property: string,
): Entity {
  const instance = instanceOfAnnotation(from);
  if (instance === null) return memberOfPassed(from, property);
  const cls = entities.entity(instance);
  // A type that no import explains is an interface of the program or the language: it says nothing of its members.
  if (cls.kind === 'package' && !/^(globalThis|builtins)$/.test(cls.symbol.package)) {
    const made = extendSymbol(cls.symbol, '()', at, null);
    return { kind: 'package', symbol: extendSymbol(made, property, at, null), at };
  }
  if (cls.kind === 'expr' && cls.at.expr.kind === 'class') {
    return (
      classMember(entities, at, cls.at.module, cls.at.expr.cls, property, 0) ?? memberOfPassed(from, property)
    );
  }
  return memberOfPassed(from, property);
}

/** Which member it is stays with the parameter, for those who know what is passed. */
function memberOfPassed({ name, path, default: whole, at }: Parameter, property: string): Entity {
  const { span } = at.expr;
  return {
    kind: 'param',
    name,
    path: [...path, property],
    // The annotation was of the whole.
    type: null,
    default: whole === null ? null : { kind: 'member', object: whole, property, span: whole.span },
    at: { module: at.module, scope: at.scope, expr: { kind: 'member', object: at.expr, property, span } },
  };
}

/**
 * The class that a plain annotation names: `OpenAI`, `openai.OpenAI | None`, `Optional[OpenAI]`. Null for every other
 * annotation: unions, callables and containers say too little of what is inside.
 */
export function instanceOfAnnotation(param: Parameter): Located | null {
  const text = param.type?.trim().replace(/^Optional\[(.*)\]$/, '$1');
  const [, dotted] =
    /^["']?([A-Za-z_][\w.]*)["']?(?:\s*\|\s*(?:None|null|undefined))?$/.exec(text ?? '') ?? [];
  if (dotted === undefined) return null;
  const { span } = param.at.expr;
  const [first = '', ...rest] = dotted.split('.');
  let expr: Expr = { kind: 'name', name: first, span };
  for (const property of rest) expr = { kind: 'member', object: expr, property, span };
  return { ...param.at, expr };
}
