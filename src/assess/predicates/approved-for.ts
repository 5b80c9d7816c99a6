import type { AttributeValue } from '#model';
import type { GraphNode } from '#graph';
import { attributeText } from '../attribute-text.ts';
import { cannotTell, NO, yes } from '../answer.ts';
import { noRegister } from '../missing-text.ts';
import type { Excuse, Predicate, RuleContext, SubjectAnswer } from '../rule-context.ts';

/** A live approval covers this start (itself, or the system that contains it), this store and this verb. */
export const approvedFor: Predicate = (node, context, excuse) => {
  // Asked as a condition of an asset there is no store to approve.
  if (excuse === null)
    return whole(
      cannotTell({
        kind: 'other',
        what: 'an approval is asked for a pair of agent and store',
        at: node.id,
      }),
    );
  const covering = approvalsOf(node, context).find((approval) => covers(approval, excuse, context));
  if (covering !== undefined) return whole(yes(covering.evidence, `approved by ${covering.name}`));
  // No approval is a finding only where a register was read to its end; else it may be kept elsewhere.
  const enumerated = context.view.complete(node, { kind: 'approval' }).length > 0;
  return whole(enumerated ? NO : cannotTell(noRegister('approvals')));
};

function covers(approval: GraphNode, { sink, verb }: Excuse, { view, now }: RuleContext): boolean {
  const expiry = view.attribute(approval, 'expiresAt');
  // Both are ISO 8601, so text order is time order; the last day still counts.
  if (expiry.kind === 'known' && expiry.value !== null && attributeText(expiry.value) < now.slice(0, 10))
    return false;
  const verbs = view.attribute(approval, 'verbs');
  // An approval that names no verbs covers the store as a whole; one that names some covers those alone.
  if (verbs.kind === 'known' && verbs.value !== null && !listed(verbs.value, verb)) return false;
  const stores = view.attribute(approval, 'stores');
  return (
    stores.kind === 'known' &&
    // People write names, exports write ARNs: any of the three identifies the store.
    [sink.id, sink.name, ...sink.aliases].some((name) => listed(stores.value, name))
  );
}

function listed(value: AttributeValue, name: string): boolean {
  return Array.isArray(value) && value.includes(name);
}

function whole(answer: SubjectAnswer['answer']): readonly SubjectAnswer[] {
  return [{ subject: null, answer }];
}

/** Its own, and those of the system it belongs to. */
function approvalsOf(node: GraphNode, { view }: RuleContext): readonly GraphNode[] {
  const holders = [node.id, ...view.into(node.id, 'contains').map((edge) => edge.from)];
  return holders
    .flatMap((id) => view.into(id, 'applies-to'))
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter((from) => from.kind === 'approval');
}
