import { counted, type MarkOnPlane } from '#model';
import type { UnloggedUse } from '#graph';
import type { Line } from './plane-lines.ts';
import type { RuleContext } from './rule-context.ts';

/** Clauses of one line that are told; more would hide the first. */
const MAX_TOLD = 3;

/** Calls while nobody claims to have watched contradict nothing. */
function isWatched({ first, last }: UnloggedUse['calls'], marks: readonly MarkOnPlane[]): boolean {
  return marks.some(
    ({ from, to }) =>
      from !== null &&
      to !== null &&
      Date.parse(first) <= Date.parse(to) &&
      Date.parse(last) >= Date.parse(from),
  );
}

/**
 * Why a log's silence about an access proves nothing, one clause each: traces contradict the log, or parts of it are known to be
 * missing (docs/decisions/0031). Empty where nothing speaks against it.
 *
 * @param marks Of logs that claim to be whole: where there is one, what was lost elsewhere is no doubt about it.
 */
export function doubtsOver(
  { from, edge, to }: Line,
  marks: readonly MarkOnPlane[],
  { view, lost = [] }: RuleContext,
): readonly string[] {
  const missing = lost.filter(({ plane, edges }) => plane === 'observed' && edges.includes(edge));
  const doubts = [
    ...view.doubts(from, { edge, plane: 'observed', toKind: to.kind }),
    ...view.doubts(to, { edge, plane: 'observed', kind: to.kind }),
    ...view
      .unlogged(from.id, to.id)
      .filter(({ calls }) => isWatched(calls, marks))
      .map(unloggedText),
    ...(marks.length > 0 ? [] : missing.map(({ why }) => why)),
  ];
  const distinct = [...new Set(doubts)];
  const rest = distinct.length - MAX_TOLD;
  return rest > 0 ? [...distinct.slice(0, MAX_TOLD), `and ${String(rest)} more`] : distinct;
}

function unloggedText({ tool, edge, store, identity, calls }: UnloggedUse): string {
  const verb = edge.slice('can-'.length);
  return `traces show ${counted(calls.count, 'call')} of ${tool.name}, built to ${verb} ${store.name}, and the log has nothing of ${identity.name} there`;
}
