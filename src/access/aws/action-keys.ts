import type { KeyActions } from './catalogue.ts';
import type { ReadKey } from './condition.ts';
import type { AwsResource } from './estate.ts';

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
    if (keyActions.get(key)?.has(action) === false) return { is: 'absent' };
    const type =
      key === URL_TYPE && action === 'lambda:invokefunctionurl' ? resource?.functionUrl?.authType : null;
    return typeof type === 'string' ? { is: 'known', values: [type] } : read(key);
  };
}

/** Whether what the key reads depends on the action, and so differs from column to column. */
export function differsByAction(keyActions: KeyActions, key: string): boolean {
  return key === URL_TYPE || keyActions.has(key);
}
