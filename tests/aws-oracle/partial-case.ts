import type { AwsCase } from './aws-case.ts';

/**
 * A case of which not everything was handed over. `known` holds what was: policies that were read, facts that were
 * seen. Each open piece says what else there may be.
 */
export interface PartialCase {
  readonly known: AwsCase;
  readonly open: readonly OpenPiece[];
}

/** `unseen`: nobody looked whether there are more; `unread`: one more is there and could not be read. */
export type How = 'unseen' | 'unread';

export type OpenPiece =
  /** More identity policies than those listed, or the one boundary or resource policy where none is listed. */
  | { readonly piece: 'identity' | 'boundary' | 'resource'; readonly how: How }
  /** More SCPs or RCPs at this level (0 is the root) than those listed. */
  | { readonly piece: 'scp' | 'rcp'; readonly level: number; readonly how: How }
  /** Levels between the root (itself unknown) and the first one listed. */
  | { readonly piece: 'caller-levels' | 'owner-levels' }
  /** Whether the account is in an organisation at all; no level is listed then. */
  | { readonly piece: 'caller-organization' | 'owner-organization' }
  /** Which organisation the caller's account is in, where its levels are known. */
  | { readonly piece: 'organization-id' }
  /** Whether the account is the management account of its organisation; in one account the caller's piece speaks of both. */
  | { readonly piece: 'management' | 'owner-management' }
  | { readonly piece: 'abac' | 'tags' }
  | { readonly piece: 'url-auth-type' | 'url-age' }
  /** A key that the action has and of which the request's value is not known. */
  | { readonly piece: 'key'; readonly key: string };
