import type { GraphIndex } from './graph-index.ts';
import type { GrantedAccess } from './access-answers.ts';
import { parseArn } from './merge/aws-arn.ts';

/**
 * Accounts whose roles and users were all listed, by number. Both lists must be closed: a user whom nobody listed may
 * be the one that the account lets in.
 */
export function listedAccounts(index: GraphIndex): (account: string) => boolean {
  const listed = new Map<string, boolean>();
  for (const node of [...index.nodes('cloud-role'), ...index.nodes('cloud-user')]) {
    const account = parseArn(node.id)?.account;
    if (account === undefined || listed.has(account)) continue;
    const kinds = ['cloud-role', 'cloud-user'] as const;
    listed.set(
      account,
      kinds.every((kind) => index.complete(node, { kind }).length > 0),
    );
  }
  return (account) => listed.get(account) === true;
}

/** Twelve digits, where a policy names the account itself (`arn:aws:iam::…:root`); null for every other principal. */
function accountOf(principal: string): string | null {
  return /^arn:[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? null;
}

/**
 * A policy that names an account leaves it to that account which of its identities may ("AWS account principals", IAM user
 * guide). Where they are all listed they answer for themselves; where not, who they are is what is unknown.
 */
export function resolveDelegation(
  found: readonly GrantedAccess[],
  isListed: (account: string) => boolean,
): readonly GrantedAccess[] {
  return found.flatMap((one) => {
    const account = accountOf(one.principal);
    if (account === null || one.verdict.kind === 'deny') return [one];
    if (isListed(account)) return [];
    const why = `which identities of account ${account} it is delegated to was not seen`;
    const { proof, missing } = one.verdict;
    return [
      { ...one, verdict: { kind: 'unknown' as const, proof, missing: [...new Set([...missing, why])] } },
    ];
  });
}
