import type { Evidence, Missing, NodeId } from '#model';
import type { ReachPath } from '#graph';
import type { FindingCut } from './finding-cut.ts';
import type { Priority } from './priority.ts';
import type { Severity } from './rule-schema.ts';

/**
 * What is reported of one rule and one asset. Texts are filled in and redacted already: a format prints them as
 * they are.
 */
export interface Finding {
  /** `f-` and 10 hex digits over rule, asset and subject: stable while those are. */
  readonly id: string;
  /** `SL-<FAMILY>-<NNN>`, or a customer's own prefix. */
  readonly rule: string;
  readonly verdict: 'fires' | 'cannot-tell';
  readonly severity: Severity;
  /** Null for cannot-tell: there is nothing to rank yet. */
  readonly priority: Priority | null;
  readonly asset: NodeId;
  /** What it is about besides the asset: a store, a tool; null where it speaks of the asset as a whole. */
  readonly subject: string | null;
  readonly title: string;
  /** One sentence about this asset; the title is about all of them. */
  readonly message: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** What would settle a cannot-tell; empty where it fires. */
  readonly missing: readonly Missing[];
  /** What the next scan must see for the finding to go. */
  readonly clears: string;
  readonly fix: string;
  /** Empty where nobody is named anywhere near: itself worth fixing, and never filled with a guess. */
  readonly owners: readonly { readonly who: string; readonly evidence: readonly Evidence[] }[];
  /** Control ids by framework id. */
  readonly frameworks: Readonly<Record<string, readonly string[]>>;
  /** Always null until exceptions exist; kept, so that the result contract need not change for them. */
  readonly suppressed: null;
  /** Proof of reach, entry to sink; empty where the rule asks nothing of paths. */
  readonly paths: readonly ReachPath[];
  /** Tried on the graph; null where no path is shown, and where more findings fire than are tried. */
  readonly cut: FindingCut | null;
}

/** The published 64-bit parameters (draft-eastlake-fnv). */
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/** FNV-1a, 64 bits: a name, not a proof of integrity, so no cryptography is needed in a pure room. */
export function findingId(rule: string, asset: NodeId, subject: string | null): string {
  let hash = FNV_OFFSET;
  for (const character of `${rule}\n${asset}\n${subject ?? ''}`) {
    hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * FNV_PRIME) & MASK;
  }
  return `f-${hash.toString(16).padStart(16, '0').slice(0, 10)}`;
}
