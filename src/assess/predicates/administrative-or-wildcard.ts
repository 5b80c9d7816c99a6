import type { AwsStatement, PolicyFact } from '#model';
import type { GraphNode } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { missingOfVerdict, policiesUnseen } from '../missing-text.ts';
import { listOf, type Predicate, type RuleContext } from '../rule-context.ts';

/**
 * An identity policy that allows `*` or a whole service on every resource, and that nothing above it stops. What it says is
 * read from the policy; whether it holds is asked of access/, with probes for each service it opens, any of
 * which proves it, from the rule's parameter `probes` ("service action resource").
 */
export const administrativeOrWildcard: Predicate = (node, context) => {
  const answers = context.view
    .policies(node.id)
    .filter((policy) => policy.policyType === 'identity')
    .flatMap((policy) =>
      policy.document.statements.map((statement, index) => wildcard(node, policy, statement, index, context)),
    );
  // Without the policies nothing can be found in them: that is no all-clear.
  const seen = context.view.complete(node, { kind: 'policy' }).some((mark) => mark.policyType === 'identity');
  const unseen = seen ? [] : [cannotTell(policiesUnseen(node))];
  return [{ subject: null, answer: anyOf([...answers, ...unseen]) }];
};

function wildcard(
  node: GraphNode,
  policy: PolicyFact,
  statement: AwsStatement,
  index: number,
  context: RuleContext,
): Answer {
  if (statement.effect !== 'Allow' || !isOnAll(statement)) return NO;
  const whole = statement.actions.not ? ['*'] : statement.actions.patterns.filter(isWhole);
  if (whole.length === 0) return NO;
  // NotAction allows whatever it does not list: probes of what it does list would ask another statement.
  const listed = statement.actions.not ? statement.actions.patterns.filter(isWhole).map(serviceOf) : [];
  const said = statement.actions.not ? `all but ${statement.actions.patterns.join(', ')}` : whole.join(', ');
  const probes = probesFor(whole, context).filter(
    ([service, action]) =>
      !listed.includes(service) && !(statement.actions.not && statement.actions.patterns.includes(action)),
  );
  const verdicts = probes.map(([, action, resource]) => context.view.access(node.id, { action }, resource));
  const name = statement.sid === null ? `statement ${String(index + 1)}` : `statement "${statement.sid}"`;
  // A service without a probe is not known to be harmless.
  if (verdicts.length === 0)
    return cannotTell({
      kind: 'other',
      what: `how much harm ${said} in policy ${policy.policy} can do is not known: the rule has no probe for that service`,
      at: node.id,
    });
  // One probe that goes through proves the grant; a boundary or SCP that stops all of them makes it harmless.
  if (verdicts.some((verdict) => verdict.kind === 'allow' || verdict.kind === 'conditional')) {
    return yes(
      policy.evidence,
      `${name} in policy ${policy.policy.slice(policy.policy.lastIndexOf('/') + 1)} allows ${said} on every resource`,
    );
  }
  const missing = verdicts.flatMap((verdict) => missingOfVerdict(verdict, node));
  return verdicts.some((verdict) => verdict.kind === 'unknown') ? cannotTell(...missing) : NO;
}

/** Only the literal `*`: a pattern that ends in one may still name a single bucket. */
function isOnAll({ resources }: AwsStatement): boolean {
  return resources !== null && !resources.not && resources.patterns.includes('*');
}

/** The action grammar of IAM: `*`, or a service prefix and `:*` (IAM user guide, "Action"). */
function isWhole(pattern: string): boolean {
  return pattern === '*' || /^[a-z0-9-]+:\*$/i.test(pattern);
}

/** IAM compares service prefixes without case. */
function serviceOf(pattern: string): string {
  return pattern.split(':')[0]?.toLowerCase() ?? '';
}

function probesFor(
  whole: readonly string[],
  context: RuleContext,
): readonly (readonly [string, string, string])[] {
  const services = new Set(whole.map(serviceOf));
  return listOf('$probes', context)
    .map((probe) => String(probe).split(' '))
    .flatMap(([service, action, resource]) =>
      service !== undefined &&
      action !== undefined &&
      resource !== undefined &&
      (services.has('*') || services.has(service))
        ? [[service, action, resource] as const]
        : [],
    );
}
