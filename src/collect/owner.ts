import { globalId, nodeFact, type Evidence, type NodeFact } from '#model';

/**
 * The person or team behind a name as people write it: an address or a bare `@login` is a person, `@organisation/team`
 * and a plain name are a group.
 */
export function ownerNode(written: string, evidence: readonly Evidence[]): NodeFact<'human' | 'group'> {
  const name = written.replace(/^@/, '');
  const isTeam = !written.includes('@') || (written.startsWith('@') && written.includes('/'));
  const kind = isTeam ? 'group' : 'human';
  // Logins and team names are compared without case (GitHub), so their ids are written in one.
  return nodeFact({ id: globalId(kind, name.toLowerCase()), kind, name, attributes: {}, evidence });
}
