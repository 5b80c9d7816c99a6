import type { AwsStatement, PolicyFact } from '#model';
import type { GraphNode } from '#graph';
import { anyOf, cannotTell, NO, yes, type Answer } from '../answer.ts';
import { missingOfVerdict, policiesUnseen } from '../missing-text.ts';
import { listOf, type Predicate, type RuleContext } from '../rule-context.ts';

/**
 * An identity policy that allows `*` or a whole service on every resource, and that nothing above it stops. What it says is
 * read from the policy; whether it holds is asked of access/, with a probe for each service it opens: the most harmful
 * action, from the rule's parameter `probes` ("service action resource").
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
  // NotAction allows what is not listed: how much that is takes the whole action list, so it is left to the
  // evaluator.
  if (statement.effect !== 'Allow' || statement.actions.not) return NO;
  // Only the literal `*`: a pattern that ends in one may still name a single bucket.
  const onAll =
    statement.resources !== null && !statement.resources.not && statement.resources.patterns.includes('*');
  const whole = statement.actions.patterns.filter(
    // The action grammar of IAM: `*`, or a service prefix and `:*` (IAM user guide, "Action").
    (pattern) => pattern === '*' || /^[a-z0-9-]+:\*$/i.test(pattern),
  );
  if (!onAll || whole.length === 0) return NO;
  const verdicts = probesFor(whole, context).map(([, action, resource]) =>
    context.view.access(node.id, { action }, resource),
  );
  const name = statement.sid === null ? `statement ${String(index + 1)}` : `statement "${statement.sid}"`;
  // A service without a probe is not known to be harmless.
  if (verdicts.length === 0)
    return cannotTell({
      kind: 'other',
      what: `how much harm ${whole.join(', ')} in policy ${policy.policy} can do is not known: the rule has no probe for that service`,
      at: node.id,
    });
  // One probe that goes through proves the grant; a boundary or SCP that stops all of them makes it harmless.
  if (verdicts.some((verdict) => verdict.kind === 'allow' || verdict.kind === 'conditional')) {
    return yes(
      policy.evidence,
      `${name} in policy ${policy.policy.slice(policy.policy.lastIndexOf('/') + 1)} allows ${whole.join(', ')} on every resource`,
    );
  }
  const missing = verdicts.flatMap((verdict) => missingOfVerdict(verdict, node));
  return verdicts.some((verdict) => verdict.kind === 'unknown') ? cannotTell(...missing) : NO;
}

function probesFor(
  whole: readonly string[],
  context: RuleContext,
): readonly (readonly [string, string, string])[] {
  // IAM compares service prefixes without case.
  const services = new Set(whole.map((pattern) => pattern.split(':')[0]?.toLowerCase() ?? ''));
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
