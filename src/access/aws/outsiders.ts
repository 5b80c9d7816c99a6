import { bucketAcl } from './bucket-acl.ts';
import type { EstateIndex } from './estate-index.ts';
import { isAccount } from './principal-match.ts';

/** Principals that a resource's own policy names and that the estate does not list: other accounts, services, `*`. */
export function outsidersNamedFor(index: EstateIndex, arn: string): readonly string[] {
  const resource = index.resource(arn)?.arn ?? arn;
  const acl = bucketAcl(index, index.resource(arn));
  const attachments = [
    ...index.attached('resource', resource),
    ...index.attached('trust', resource),
    ...(acl?.attachments ?? []),
  ];
  const owner = index.resource(arn)?.account ?? arn.split(':', 5)[4] ?? null;
  const listed = new Set(index.estate.principals.map((principal) => principal.arn));
  const found = new Set<string>();
  for (const { document } of attachments) {
    for (const { effect, principals } of document.statements) {
      if (effect === 'Deny' || principals === null) continue;
      // NotPrincipal names everyone but its list: somebody outside is surely among them.
      if (principals.any || principals.not) found.add('*');
      if (principals.not) continue;
      for (const name of principals.aws) {
        const root = /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
        // Naming its own account hands the decision to identity policies: those are asked anyway.
        if (!listed.has(root) && !isAccount(root, owner)) found.add(root);
      }
      for (const name of [...principals.services, ...principals.federated]) found.add(name);
    }
  }
  return [...found].sort();
}
