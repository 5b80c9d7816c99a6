import { cannotTell, NO, yes } from '../answer.ts';
import { approvalsOver, type ApprovalOver } from '../approvals.ts';
import { noRegister } from '../missing-text.ts';
import type { Predicate, SubjectAnswer } from '../rule-context.ts';

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
  const { view, now } = context;
  // One that names no verbs covers the store as a whole; one that names some covers those alone.
  const over = (approvalsOver(node, excuse.sink, view, now) ?? []).filter(
    ({ verbs }) => verbs === null || verbs.includes(excuse.verb),
  );
  const live = over.find(({ stands }) => stands.is === 'live');
  if (live !== undefined) return whole(yes(live.approval.evidence, `approved by ${live.approval.name}`));
  // Whether it holds is asked of who keeps the register; until then it is neither an approval nor none.
  const unclear = over.flatMap(({ stands }) => (stands.is === 'unclear' ? stands.missing : []));
  if (unclear.length > 0) return whole(cannotTell(...unclear));
  // No approval is a finding only where a register was read to its end; else it may be kept elsewhere.
  const enumerated = view.complete(node, { kind: 'approval' }).length > 0;
  const [told] = over.flatMap(standingText).sort().reverse();
  return whole(enumerated ? NO : cannotTell(noRegister('approvals')), told);
};

/** Who looks into the register finds it there: that nobody ever approved would be wrong. */
function standingText({ stands }: ApprovalOver): readonly string[] {
  switch (stands.is) {
    case 'live':
    case 'unclear':
      return [];
    case 'lapsed':
      return [`approved until ${stands.until}, lapsed`];
    case 'not-yet':
      return [`approved from ${stands.from} on, not yet`];
  }
}

function whole(answer: SubjectAnswer['answer'], told?: string): readonly SubjectAnswer[] {
  return [{ subject: null, answer, ...(told === undefined ? {} : { told }) }];
}
