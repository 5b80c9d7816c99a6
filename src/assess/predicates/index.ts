import type { Predicate } from '../rule-context.ts';
import { administrativeOrWildcard } from './administrative-or-wildcard.ts';
import { answeredForDeclared } from './answered-for-declared.ts';
import { approvedFor } from './approved-for.ts';
import { askedByAnyone } from './asked-by-anyone.ts';
import { exposedToUntrustedContent } from './exposed-to-untrusted-content.ts';
import { keysInEnvironment } from './keys-in-environment.ts';
import { mayGainRights } from './may-gain-rights.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { outsideCharter } from './outside-charter.ts';
import { runsAnAiAsset } from './runs-an-ai-asset.ts';

/**
 * Every predicate a rule may name. One file each; content may not reach past this list. A rule is checked against
 * it when it is loaded (rule-problems.ts).
 */
export const PREDICATES: Readonly<Record<string, Predicate>> = {
  'administrative-or-wildcard': administrativeOrWildcard,
  'answered-for-declared': answeredForDeclared,
  'approved-for': approvedFor,
  'asked-by-anyone': askedByAnyone,
  'exposed-to-untrusted-content': exposedToUntrustedContent,
  'keys-in-environment': keysInEnvironment,
  'may-gain-rights': mayGainRights,
  'open-to-anyone': openToAnyone,
  'outside-charter': outsideCharter,
  'runs-an-ai-asset': runsAnAiAsset,
};

/** @throws Where no such predicate exists: the rule was not checked on loading, which is a bug of ours. */
export function predicateNamed(name: string): Predicate {
  const predicate = Object.hasOwn(PREDICATES, name) ? PREDICATES[name] : undefined;
  if (predicate === undefined) throw new Error(`no predicate is called ${name}`);
  return predicate;
}
