import { isGrantUnseen } from '#assess';
import type { AccessVerdict } from '#model';
import type { LineOfSight, Sight } from '../line-of-sight.ts';

/** `read by a, b; write by b`. */
export function builtText({ builtTo }: Sight): string {
  const verbs = [...new Set(builtTo.map(({ verb }) => verb))];
  return verbs
    .map((verb) => {
      const tools = builtTo.filter((one) => one.verb === verb).map(({ tool }) => tool.name);
      return `${verb} by ${[...new Set(tools)].join(', ')}`;
    })
    .join('; ');
}

/** What the agent can be made to do by its tools: less than its identity may, unless one of them runs any code. */
export function verbsReached({ asset }: Sight, { paths, unknown }: LineOfSight): string {
  const all = paths.filter((path) => path.sink === asset.id);
  const mine = all.filter((path) => path.certainty !== 'unknown');
  const verbs = ['read', 'write', 'admin'].flatMap((verb) => {
    const ways = mine.filter((path) => path.verb === verb);
    if (ways.length === 0) return [];
    if (ways.some((path) => path.certainty === 'certain')) return [verb];
    return [ways.every(isGrantUnseen) ? `${verb}, as seen` : `${verb} under conditions`];
  });
  // A dash is a no. Behind what stopped the search may be a way to any store.
  const isOpen = unknown.length > 0 || all.length > mine.length;
  return verbs.join(', ') || (isOpen ? '?' : '–');
}

/** What some identity may do, in the words of `verbsReached`; that the agent can do all of it is seen at a glance. */
export function verbsGranted({ may }: Sight): string {
  const verbs = ['read', 'write', 'admin'].flatMap((verb) => {
    const kinds = may.filter((one) => one.verb === verb).map((one) => one.verdict.kind);
    if (kinds.includes('allow')) return [verb];
    return kinds.includes('conditional') ? [`${verb} under conditions`] : [];
  });
  return verbs.join(', ');
}

/** Without it nothing is known of what the agent's own rights are. */
export function ownIdentityKnown({ identities }: LineOfSight): boolean {
  return identities.some((one) => one.through === null);
}

/** What each identity may do, identities by the number they have above; those that may do the same stand together. */
export function mayText(sight: Sight, line: LineOfSight): string {
  const byWhat = new Map<string, string[]>();
  for (const [index, { identity }] of line.identities.entries()) {
    const verbs = new Map<string, string[]>();
    for (const one of sight.may.filter((may) => may.identity.id === identity.id)) {
      const how = verdictText(one.verdict);
      verbs.set(how, [...(verbs.get(how) ?? []), one.verb]);
    }
    const what = [...verbs].map(([how, all]) => `${all.join(', ')}${how}`).join('; ');
    if (what !== '') byWhat.set(what, [...(byWhat.get(what) ?? []), `[${String(index + 1)}]`]);
  }
  return (
    [...byWhat].map(([what, who]) => `${what} ${who.join('')}`).join('; ') ||
    // What no verb means, such as listing the names in a bucket, it may still do.
    (ownIdentityKnown(line) ? 'no read, write or admin' : '?')
  );
}

/** Behind the verb it speaks of; an allow needs no word. */
function verdictText(verdict: AccessVerdict): string {
  switch (verdict.kind) {
    case 'allow':
      return '';
    case 'conditional':
      return ' under conditions';
    case 'unknown':
      return ': cannot tell';
    case 'deny': {
      // An implicit deny has no statement: the last layer that was asked is the one that gave nothing.
      const decisive = verdict.proof.find((step) => step.effect === 'deny') ?? verdict.proof.at(-1);
      return ` stopped by ${decisive === undefined ? 'no grant' : decisive.policyType}`;
    }
  }
}
