import { organizationSign } from '#access';
import type { Evidence, Gap, PolicyFact } from '#model';
import { awsAccounts } from './aws-answers.ts';
import type { GraphIndex } from './graph-index.ts';

/** Accounts that the configuration declares standalone and an export shows below an organisation, each with both sources. */
export function standaloneConflicts(index: GraphIndex, policies: readonly PolicyFact[]): readonly Gap[] {
  return awsAccounts(index).flatMap((account) => {
    const sign = account.standalone === true ? organizationSign(account, policies) : null;
    if (sign === null) return [];
    const shown = sign.by === 'policy' ? sign.policy.evidence : evidenceOf(index, account.id, sign.by);
    const declared = placeOf(evidenceOf(index, account.id, 'standalone'));
    const what = sign.by === 'policy' ? `policy ${sign.policy.policy} attached to it` : WORDS[sign.by];
    const detail = `${declared} declares it standalone, but ${placeOf(shown)} shows ${what}: the export counts`;
    return [{ where: `account ${account.id}`, reason: 'unresolved', detail }];
  });
}

const WORDS = {
  organization: 'its organisation',
  parents: 'its place in an organisation',
  parentsInPart: 'that it is placed below an organisation',
};

function evidenceOf(index: GraphIndex, id: string, name: string): readonly Evidence[] {
  const node = index.node(id);
  const said = node === null ? null : index.attribute(node, name);
  return said?.kind === 'known' ? said.evidence : [];
}

/** One of them: a reader needs a place to look, not all. */
function placeOf([first]: readonly Evidence[]): string {
  if (first === undefined) return 'a source';
  const { at, target } = first;
  return `${target}/${at.path}${'startLine' in at ? `:${String(at.startLine)}` : ''}`;
}
