import type { GraphNode } from '#graph';
import { attributeText } from '../attribute-text.ts';
import { cannotTell, NO, yes } from '../answer.ts';
import type { Predicate, RuleContext, SubjectAnswer } from '../rule-context.ts';

/** A live approval covers this start (itself, or the system that contains it) and this sink. */
export const approvedFor: Predicate = (node, context, sink) => {
  if (sink === null) return whole(cannotTell('an approval is asked for a pair of agent and store'));
  const approvals = approvalsOf(node, context);
  for (const approval of approvals) {
    const expiry = context.view.attribute(approval, 'expiresAt');
    if (
      expiry.kind === 'known' &&
      expiry.value !== null &&
      attributeText(expiry.value) < context.now.slice(0, 10)
    )
      continue;
    const stores = context.view.attribute(approval, 'stores');
    if (
      stores.kind === 'known' &&
      Array.isArray(stores.value) &&
      names(sink).some((name) => (stores.value as readonly string[]).includes(name))
    ) {
      return whole(yes(approval.evidence, `approved by ${approval.name}`));
    }
  }
  const enumerated = context.view.complete(node, { kind: 'approval' }).length > 0;
  return whole(
    enumerated ? NO : cannotTell(`no register of approvals was handed over for ${node.kind} ${node.name}`),
  );
};

function whole(answer: SubjectAnswer['answer']): readonly SubjectAnswer[] {
  return [{ subject: null, answer }];
}

function approvalsOf(node: GraphNode, { view }: RuleContext): readonly GraphNode[] {
  const holders = [node.id, ...view.into(node.id, 'contains').map((edge) => edge.from)];
  return holders
    .flatMap((id) => view.into(id, 'applies-to'))
    .flatMap((edge) => view.node(edge.from) ?? [])
    .filter((from) => from.kind === 'approval');
}

function names(sink: GraphNode): readonly string[] {
  return [sink.id, sink.name, ...sink.aliases];
}
