import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { LocatedCall } from '../recognition/recognition.ts';

/** Whether an expression is an open file or one of its lines, or holds it. */
function holds(expr: Expr, file: string): boolean {
  switch (expr.kind) {
    case 'name':
      return expr.name === file;
    case 'index':
      return holds(expr.object, file);
    case 'list':
      return [...expr.items, ...expr.spreads].some((one) => holds(one, file));
    case 'either':
      return expr.options.some((one) => holds(one, file));
    default:
      return false;
  }
}

/**
 * Whether a call reads an open file from its beginning: `file.readline()`, `next(file)`, a loop over its lines and whatever else is
 * handed it before take something away.
 *
 * @param file What the call reads from: a call that opens it, or the name that it has.
 * @param opened The call that opens it.
 */
export function isReadWhole(read: LocatedCall, file: Located, opened: Located): boolean {
  if (file.expr.kind !== 'name') return file.expr === opened.expr;
  const { module, scope } = read;
  // Elsewhere it is not known what came before.
  if (opened.module !== module || opened.scope !== scope) return false;
  const { name } = file.expr;
  const first = opened.expr.span.startLine;
  const last = read.expr.span.endLine;
  const isBetween = ({ span }: { readonly span: Expr['span'] }): boolean =>
    span.startLine >= first && span.startLine <= last;
  const isUsed = module.callSites.some(({ call, scope: at }) => {
    if (at !== scope || call === read.expr || !isBetween(call)) return false;
    const { callee, args, named, spreads } = call;
    const handed = [...args, ...named.map(({ value }) => value), ...spreads];
    return (callee.kind === 'member' && holds(callee.object, name)) || handed.some((one) => holds(one, name));
  });
  // Another name for it, and the variable of a loop.
  const sets = module.scopes[scope]?.assignments ?? [];
  return !isUsed && !sets.some((set) => isBetween(set) && holds(set.value, name));
}
