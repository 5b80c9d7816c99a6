import type { GraphNode } from '#graph';
import { NO, yes } from '../answer.ts';
import type { Predicate, RuleContext } from '../rule-context.ts';

/**
 * Excuses reading what is declared public: that is no privilege. Changing it is one, and a store that nobody classified is not
 * public, so the answer is never cannot-tell.
 */
export const openToAnyone: Predicate = (node, context, excuse) => {
  const open = isOpen(excuse?.sink ?? node, excuse?.verb ?? 'read', context);
  return [{ subject: null, answer: open ? yes([], 'declared public') : NO }];
};

/** Whether anyone may do this to it anyway. */
export function isOpen(sink: GraphNode, verb: string, { view }: RuleContext): boolean {
  const reading = view.attribute(sink, 'sensitivity');
  return verb === 'read' && reading.kind === 'known' && reading.value === 'public';
}
