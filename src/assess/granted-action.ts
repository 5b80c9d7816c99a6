import { kindText, type AccessVerdict, type Missing, type NodeId } from '#model';
import type { GraphNode, GraphView } from '#graph';
import { cannotTell, NO, yes, type Answer } from './answer.ts';
import { missingOfVerdict } from './missing-text.ts';

/**
 * What a verdict about a native action comes to. Under a condition nobody worked out what is left of it: an action may be bound to
 * one harmless policy that way. Where nothing that was seen allows it, what was not seen is told once for all actions.
 *
 * @param what The action, and on what, as the finding names it.
 */
export function answerOf(node: GraphNode, verdict: AccessVerdict, what: string): Answer {
  switch (verdict.kind) {
    case 'allow':
      return yes(
        verdict.proof
          .filter(({ effect }) => effect === 'allow')
          .flatMap(({ evidence }) => evidence.slice(0, 1)),
        what,
      );
    case 'conditional': {
      const keys = [...new Set(verdict.guards.map(({ key }) => key))].join(' and ');
      const left = `${kindText(node.kind)} ${node.name} is allowed ${what} under a condition on ${keys}: what that leaves was not worked out`;
      return cannotTell({ kind: 'other', what: left, at: node.id });
    }
    case 'unknown': {
      const isGranted = verdict.proof.some(({ effect }) => effect === 'allow');
      return isGranted ? cannotTell(...missingOfVerdict(verdict, node)) : NO;
    }
    case 'deny':
      return NO;
  }
}

/** What keeps it open whether an identity may do everything of IAM; empty where it may, null where it may not. */
export function administrator(id: NodeId, view: GraphView): readonly Missing[] | null {
  const node = view.node(id);
  const grants = view.wideGrants(id).filter(({ service, how }) => service === 'iam' && how === 'service');
  if (node === null || grants.length === 0) return null;
  if (grants.some(({ verdict }) => verdict.kind === 'allow')) return [];
  const what = `whether ${kindText(node.kind)} ${node.name} may do everything of IAM hangs on conditions`;
  return grants.flatMap(({ verdict }) =>
    verdict.kind === 'unknown' ? missingOfVerdict(verdict, node) : [{ kind: 'other' as const, what, at: id }],
  );
}
