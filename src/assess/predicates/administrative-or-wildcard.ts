import type { AwsStatement, Evidence, Missing, ProofStep } from '#model';
import type { GraphNode, WideGrant } from '#graph';
import { anyOf, cannotTell, yes, type Answer } from '../answer.ts';
import { missingOfVerdict, policiesUnseen } from '../missing-text.ts';
import type { Predicate, RuleContext } from '../rule-context.ts';

/**
 * An identity that may do everything of a service to all resources of a type. access/ says which services those are, after
 * all that limits and denies (docs/decisions/0003); here each statement that gives such a right is told in its own words.
 */
export const administrativeOrWildcard: Predicate = (node, context) => {
  const seen = context.view.complete(node, { kind: 'policy' }).some((mark) => mark.policyType === 'identity');
  const answers: Answer[] = seen ? [] : [cannotTell(policiesUnseen(node))];
  const sure: WideGrant[] = [];
  for (const grant of context.view.wideGrants(node.id)) {
    const missing = missingOf(grant, node, seen);
    if (missing === null) sure.push(grant);
    else if (missing.length > 0) answers.push(cannotTell(...missing));
  }
  return [{ subject: null, answer: anyOf([...answers, ...tellStatements(sure, context)]) }];
};

/** null where the grant is sure; empty where nothing speaks for it but policies that were not seen, which is told once for all. */
function missingOf(grant: WideGrant, node: GraphNode, seen: boolean): readonly Missing[] | null {
  const { service, types, verdict } = grant;
  const other = (what: string): readonly Missing[] => [{ kind: 'other', what, at: node.id }];
  if (verdict.kind === 'unknown') {
    return seen || grantingSteps(grant).length > 0 ? missingOfVerdict(verdict, node) : [];
  }
  if (types.length === 0)
    return other(
      `how much harm ${service}:* can do is not known: no resources of ${service} are in Sightline's catalogue`,
    );
  const narrowing = verdict.kind === 'conditional' ? verdict.guards.find(tellsResourcesApart) : undefined;
  if (narrowing === undefined) return null;
  return other(
    `${service}:* is allowed under a condition on ${narrowing.key}: how many resources meet it is not known`,
  );
}

/**
 * Keys whose value is the resource's, or a part of it: such a condition may leave one resource or all of them (global condition
 * keys and the keys of S3, DynamoDB and Secrets Manager, IAM user guide).
 */
const OF_THE_RESOURCE =
  /resourcetag\/|existingobjecttag\/|^s3:prefix$|^dynamodb:leadingkeys$|^secretsmanager:(secretid|name)$/;

function tellsResourcesApart({
  key,
  mustHold,
}: {
  readonly key: string;
  readonly mustHold: boolean;
}): boolean {
  return mustHold && OF_THE_RESOURCE.test(key.toLowerCase());
}

function grantingSteps({ verdict }: WideGrant): readonly ProofStep[] {
  return verdict.proof.filter(({ policyType, effect }) => policyType === 'identity' && effect === 'allow');
}

interface Granting {
  readonly step: ProofStep;
  readonly grants: WideGrant[];
}

/** One answer for each statement, in the order in which they were met: who repairs it edits statements. */
function tellStatements(grants: readonly WideGrant[], context: RuleContext): readonly Answer[] {
  const statements = new Map<string, Granting>();
  for (const grant of grants) {
    for (const step of grantingSteps(grant)) {
      const key = `${step.attachedTo}\n${step.policy ?? ''}\n${step.statement ?? ''}`;
      const one = statements.get(key) ?? { step, grants: [] };
      statements.set(key, one);
      one.grants.push(grant);
    }
  }
  return [...statements.values()].map((one) => tellStatement(one, context));
}

function tellStatement({ step, grants }: Granting, { view }: RuleContext): Answer {
  const policy = step.policy ?? '';
  const label = step.statement ?? '';
  const statement = view
    .policies(step.attachedTo)
    .filter((fact) => fact.policyType === 'identity' && fact.policy === policy)
    .flatMap(({ document }) => document.statements)
    .find(({ sid }, at) => (sid ?? `#${String(at + 1)}`) === label);
  const name = label.startsWith('#') ? `statement ${label.slice(1)}` : `statement "${label}"`;
  const what =
    statement === undefined ? listed(grants.map(({ service }) => `${service}:*`)) : said(statement, grants);
  const evidence: readonly Evidence[] = step.evidence;
  const where = policy.slice(policy.lastIndexOf('/') + 1);
  return yes(evidence, `${name} in policy ${where} allows ${what}${conditionText(grants)}`);
}

/** Under which keys all of it stands; empty where some of it stands without. */
function conditionText(grants: readonly WideGrant[]): string {
  const keys = grants.map(({ verdict }) =>
    verdict.kind === 'conditional' ? verdict.guards.map(({ key }) => key) : [],
  );
  if (keys.some((own) => own.length === 0)) return '';
  return `, under a condition on ${listed([...new Set(keys.flat())].sort())}`;
}

function said({ actions, resources }: AwsStatement, grants: readonly WideGrant[]): string {
  const services = new Set(grants.map(({ service }) => service));
  const wide = actions.patterns.filter((pattern) => speaksOf(pattern, services));
  const what = actions.not
    ? `all but ${listed(actions.patterns)}`
    : listed(wide.length > 0 ? wide : actions.patterns);
  if (resources === null || (!resources.not && resources.patterns.includes('*')))
    return `${what} on every resource`;
  if (resources.not) return `${what} on everything but ${listed(resources.patterns)}`;
  const types = [...new Set(grants.flatMap((grant) => grant.types))];
  return `${what} on every ${listed(types)} (${listed(resources.patterns)})`;
}

/** A wildcard in the service's place may stand for any. */
function speaksOf(pattern: string, services: ReadonlySet<string>): boolean {
  const service = pattern.split(':', 1)[0]?.toLowerCase() ?? '';
  return /[*?]/.test(service) || services.has(service);
}

/** Most patterns that one sentence names. */
const MOST_NAMED = 4;

function listed(all: readonly string[]): string {
  const more = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED), ...(more > 0 ? [`${String(more)} more`] : [])].join(', ');
}
