import type { Call } from './call.ts';

/** The tree of one or more organisations, as far as it was handed over. */
export interface OrganizationTree {
  /** Child (account or organisational unit) → parent. */
  readonly parents: ReadonlyMap<string, string>;
  /** Child → organisation that was asked: tells the organisations of one export apart. */
  readonly organizationOf: ReadonlyMap<string, string | null>;
  /** Child → the call that says where it is. */
  readonly saidBy: ReadonlyMap<string, Call>;
  /** Root id → policy types that are switched on there. */
  readonly roots: ReadonlyMap<string, readonly string[]>;
}
