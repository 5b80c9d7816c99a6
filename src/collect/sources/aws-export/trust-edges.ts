import {
  edgeFact,
  globalId,
  nodeFact,
  type AwsPolicyDocument,
  type AwsStatement,
  type NodeFact,
} from '#model';
import type { SourceRun } from '../../source-run.ts';
import { parseArn } from './aws-arn.ts';
import { arnNode, conditionText } from './export-run.ts';

/** Where the trust policy stands in the export. */
interface At {
  readonly path: string;
  readonly pointer: string;
}

/**
 * One trusts edge for each principal that an Allow of the trust policy names: what the role says, not yet what somebody
 * can do. Conditions are carried as guards; Deny and the caller's own side are the business of access/.
 */
export function addTrustEdges(run: SourceRun, role: string, trust: AwsPolicyDocument, at: At): void {
  for (const [i, statement] of trust.statements.entries()) {
    if (statement.effect !== 'Allow' || statement.principals === null) continue;
    const evidence = run.pointer(at.path, at.pointer, `statement ${statement.sid ?? `#${String(i + 1)}`}`);
    // Everybody but a few: whom it lets in cannot be listed as edges.
    if (statement.principals.not) {
      run.gap(
        `${at.path}#${at.pointer}`,
        'unsupported',
        `the trust policy of ${role} allows by NotPrincipal`,
      );
      continue;
    }
    const guards = statement.conditions.map(conditionText);
    for (const principal of principalNodes(run, role, statement, at)) {
      // The node again for each role that names it: facts of one id merge, and each keeps the place that said so.
      run.facts.push({ ...principal, evidence });
      const effect = guards.length === 0 ? 'allow' : 'conditional';
      run.facts.push(edgeFact({ from: role, edge: 'trusts', to: principal.id, effect, guards, evidence }));
    }
  }
}

/** Without evidence of their own: the caller adds the statement that names them. */
function principalNodes(run: SourceRun, role: string, statement: AwsStatement, at: At): NodeFact[] {
  const set = statement.principals;
  if (set === null) return [];
  const nodes: NodeFact[] = [];
  const plain = { evidence: [], attributes: {} };
  // `*` here is anybody in any account, unless a condition narrows it.
  if (set.any)
    nodes.push(
      nodeFact({
        ...plain,
        kind: 'third-party',
        id: globalId('third-party', 'aws', '*'),
        name: 'any AWS principal',
      }),
    );
  for (const service of set.services) {
    nodes.push(
      nodeFact({
        ...plain,
        kind: 'cloud-service',
        id: globalId('cloud-service', 'aws', service),
        name: service,
      }),
    );
  }
  // The provider's ARN, or the host of a built-in one such as accounts.google.com.
  for (const provider of set.federated) {
    nodes.push(nodeFact({ ...plain, kind: 'federated-trust', id: provider, name: provider }));
  }
  for (const principal of set.aws) {
    const node = awsPrincipal(run, principal);
    if (node === null)
      run.gap(`${at.path}#${at.pointer}`, 'unresolved', `${role} trusts a principal that was since deleted`);
    else nodes.push(node);
  }
  return nodes;
}

/** A deleted principal stands as its unique id (AIDA…, AROA…): nobody can use it any more. */
function awsPrincipal(run: SourceRun, principal: string): NodeFact | null {
  // Digits and `:root` both mean the whole account (IAM user guide, "AWS JSON policy elements: Principal").
  const account = /^\d{12}$/.test(principal) ? principal : rootAccount(principal);
  if (account !== null)
    return nodeFact({ kind: 'account', id: account, name: account, attributes: {}, evidence: [] });
  const arn = parseArn(principal);
  if (arn === null) return null;
  const kind = arn.service === 'iam' && arn.resource.startsWith('user/') ? 'cloud-user' : 'cloud-role';
  // A session is gone tomorrow; the role behind it is what holds the rights.
  const id = arn.service === 'sts' ? roleOfSession(principal) : principal;
  const name = id.split('/').at(-1) ?? id;
  return arnNode(run, { kind, id, name, attributes: { account: arn.account }, evidence: [] });
}

/** The account whose `:root` this is; null for every other principal. */
function rootAccount(principal: string): string | null {
  const arn = parseArn(principal);
  return arn !== null && arn.service === 'iam' && arn.resource === 'root' ? arn.account : null;
}

/** `arn:aws:sts::…:assumed-role/<role>/<session>`: the role behind the session. */
function roleOfSession(principal: string): string {
  const [, head, role] = /^(arn:[^:]+):sts::(?:\d{12}):assumed-role\/([^/]+)\//.exec(principal) ?? [];
  const account = parseArn(principal)?.account ?? '';
  return head === undefined || role === undefined ? principal : `${head}:iam::${account}:role/${role}`;
}
