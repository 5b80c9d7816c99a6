import type { Predicate } from '../rule-context.ts';
import { absentFromInventory } from './absent-from-inventory.ts';
import { administrativeOrWildcard } from './administrative-or-wildcard.ts';
import { approvedFor } from './approved-for.ts';
import { exposedToUntrustedContent } from './exposed-to-untrusted-content.ts';
import { grantedNeverObserved } from './granted-never-observed.ts';
import { hasCharter, outsideCharter } from './outside-charter.ts';
import { runsAnAiAsset } from './runs-an-ai-asset.ts';

/**
 * Every predicate a rule may name. One file each; content may not reach past this list. A rule is checked against
 * it when it is loaded (rule-problems.ts).
 */
export const PREDICATES: Readonly<Record<string, Predicate>> = {
  'absent-from-inventory': absentFromInventory,
  'administrative-or-wildcard': administrativeOrWildcard,
  'approved-for': approvedFor,
  'exposed-to-untrusted-content': exposedToUntrustedContent,
  'granted-never-observed': grantedNeverObserved,
  'has-charter': hasCharter,
  'outside-charter': outsideCharter,
  'runs-an-ai-asset': runsAnAiAsset,
};
