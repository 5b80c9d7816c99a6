import type { NodeId } from '#model';
import type { GraphView } from '#graph';
import { runningAs } from '../narrowed-statements.ts';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';

/** Who is met by a change of an identity's policy: whatever runs as it. That nobody else was seen is no proof that nobody is. */
export function usersText(identity: NodeId, view: GraphView): string {
  const names = [...new Set(runningAs(identity, view).map(({ id }) => nameOf(id, view)))];
  if (names.length === 0) return 'nothing was seen to run as it';
  if (names.length === 1) return `only ${names.join('')} was seen to run as it`;
  return `${listed(names)} run as it: the change meets all of them`;
}
