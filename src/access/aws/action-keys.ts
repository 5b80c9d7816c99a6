import type { KeyActions } from './catalogue.ts';
import type { ReadKey } from './condition.ts';
import type { Statement } from './document.ts';
import type { AwsResource } from './estate.ts';
import { matches } from './wildcard.ts';

/** The type of the URL that is called: the function's own says it. */
const URL_TYPE = 'lambda:functionurlauthtype';

/**
 * Keys as the action's requests hold them: one that only other actions have is never there, so that an allow under it is none and
 * a negated or IfExists condition on it always holds.
 *
 * @param action Lower case.
 */
export function forAction(
  keyActions: KeyActions,
  action: string,
  resource: AwsResource | null,
  read: ReadKey,
): ReadKey {
  return (key) => {
    const having = keyActions(key);
    if (having !== null && !having.some((one) => matches(one, action))) return { is: 'absent' };
    const type =
      key === URL_TYPE && action === 'lambda:invokefunctionurl' ? resource?.functionUrl?.authType : null;
    return typeof type === 'string' ? { is: 'known', values: [type] } : read(key);
  };
}

/**
 * Whether what the key reads depends on the action, and so differs between the columns that a statement of these actions is about. A
 * pattern that takes another's text, whose wildcards it meets with its own `*`, takes all that the other does.
 */
export function differsByAction(
  keyActions: KeyActions,
  key: string,
  { actions, notAction }: Pick<Statement, 'actions' | 'notAction'>,
): boolean {
  if (key === URL_TYPE) return true;
  const having = keyActions(key);
  if (having === null) return false;
  return notAction || !actions.every(({ source }) => having.some((one) => matches(one, source)));
}
