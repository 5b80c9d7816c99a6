import type { AccessVerdict, Guard, ProofStep } from '#model';
import type { Evaluation } from './evaluate.ts';
import type { LayerResult, Matched } from './layer-result.ts';
import { LABEL } from './layers.ts';
import type { Missing, Truth } from './truth.ts';

/** Longest proof: past it further statements of the same effect add nothing that decides. */
const MAX_STEPS = 40;

/**
 * The verdict with its proof. `trusting` is the same question with all that was not seen taken for harmless; it is asked
 * only where evidence is missing.
 */
export function verdictOf(evaluation: Evaluation, trusting: () => Evaluation): AccessVerdict {
  const { access } = evaluation;
  switch (access.is) {
    case 'yes':
      return { kind: 'allow', proof: allowProof(evaluation), missing: [] };
    case 'no':
      return evaluation.denied
        ? { kind: 'deny', explicit: true, proof: denyProof(evaluation), missing: [] }
        : { kind: 'deny', explicit: false, proof: implicitProof(evaluation), missing: [] };
    case 'maybe':
      return openVerdict(evaluation, access, trusting);
    default:
      return access;
  }
}

function openVerdict(
  evaluation: Evaluation,
  access: Extract<Truth, { is: 'maybe' }>,
  trusting: () => Evaluation,
): AccessVerdict {
  const proof = allowProof(evaluation);
  if (access.missing.length === 0) {
    return { kind: 'conditional', guards: byText(access.guards), proof, missing: [] };
  }
  const seen = trusting().access.is;
  // Decision 0002: unknown, with a word on what would follow if nothing else existed.
  const lead =
    seen === 'yes'
      ? 'allowed by all that was seen; '
      : seen === 'maybe'
        ? 'conditional by all that was seen; '
        : '';
  return { kind: 'unknown', proof, missing: [lead + sayMissing(access.missing)] };
}

/** A fixed order, so that one estate gives one report, byte for byte. */
function byText(guards: readonly Guard[]): Guard[] {
  const keyed = guards.map((guard) => ({ guard, text: JSON.stringify(guard) }));
  return keyed.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ guard }) => guard);
}

/** "SCP and RCP of account 111111111111 not seen; resource policy of arn:… not seen". */
function sayMissing(missing: readonly Missing[]): string {
  const byOwner = new Map<string, Set<string>>();
  for (const { what, of, because } of missing) {
    const key = because === undefined ? `${of} not seen` : `${of} could not be read (${because})`;
    byOwner.set(key, (byOwner.get(key) ?? new Set()).add(what));
  }
  return [...byOwner].map(([owner, whats]) => `${[...whats].join(' and ')} of ${owner}`).join('; ');
}

function stepOf(result: LayerResult, match: Matched, through: string | null): ProofStep {
  const { fact } = match.attachment;
  const effect = match.statement.effect === 'Allow' ? 'allow' : 'deny';
  return {
    policyType: result.layer.policyType,
    policy: fact.policy,
    attachedTo: fact.attachedTo,
    statement: match.statement.label,
    effect,
    why: whyOf(result, match, through),
    evidence: fact.evidence,
  };
}

function whyOf(result: LayerResult, match: Matched, through: string | null): string {
  const verb = match.statement.effect === 'Allow' ? 'allows' : 'denies';
  const when = match.truth.is === 'yes' ? '' : ', under conditions';
  const naming = match.form === null ? '' : NAMED[match.form];
  const where = through === null || match.statement.effect === 'Deny' ? '' : `, through ${through}`;
  // One policy of the layer is spoken of, whatever the layer is called.
  const policy = LABEL[result.layer.policyType].replace(/policies$/, 'policy');
  return `${policy} ${verb}${naming}${where}${when}`;
}

const NAMED = {
  direct: ', naming the caller or everyone',
  role: ', naming the role',
  account: ', naming the account',
} as const;

function absence(result: LayerResult, why: string): ProofStep {
  const { policyType, attachedTo, attachments } = result.layer;
  const evidence = attachments.flatMap(({ fact }) => fact.evidence).slice(0, 5);
  const policy = attachments.length === 1 ? (attachments[0]?.fact.policy ?? null) : null;
  return { policyType, policy, attachedTo, statement: null, effect: 'no-match', why, evidence };
}

function matchedSteps(evaluation: Evaluation, effect: 'Allow' | 'Deny'): ProofStep[] {
  return evaluation.results.flatMap((result) =>
    result.matched
      .filter((match) => match.statement.effect === effect)
      .map((match) => stepOf(result, match, evaluation.through)),
  );
}

function denyProof(evaluation: Evaluation): ProofStep[] {
  const steps = evaluation.results.flatMap((result) =>
    result.matched
      .filter((match) => match.statement.effect === 'Deny' && match.truth.is === 'yes')
      .map((match) => stepOf(result, match, evaluation.through)),
  );
  const beside = [evaluation.key, evaluation.throughUrl.by].filter((one) => one !== null);
  return [...steps, ...beside.flatMap(denyProof)].slice(0, MAX_STEPS);
}

/** Denies that may apply follow the allows, and layers not seen close the list: room is kept for them. */
function allowProof(evaluation: Evaluation): ProofStep[] {
  const steps = [...matchedSteps(evaluation, 'Allow'), ...matchedSteps(evaluation, 'Deny')];
  const unseen = unseenSteps(evaluation);
  const use = evaluation.key;
  // Without the key what is not under it remains: why the key is out of reach is part of the answer.
  const key = use === null ? [] : use.access.is === 'no' ? implicitProof(use) : allowProof(use);
  return [...steps.slice(0, MAX_STEPS - unseen.length), ...unseen, ...key].slice(0, MAX_STEPS);
}

/** Layers of which something is missing that the answer hangs on; levels of one account are told once. */
function unseenSteps({ results, access }: Evaluation): ProofStep[] {
  const wanted = new Set(
    (access.is === 'maybe' ? access.missing : []).map(({ what, of }) => `${what} ${of}`),
  );
  const steps = new Map<string, ProofStep>();
  for (const result of results) {
    const missing = result.layer.missing.filter(({ what, of }) => wanted.has(`${what} ${of}`));
    if (missing.length === 0) continue;
    const why = sayMissing(missing);
    // What was read there is no proof of what was not.
    if (!steps.has(why)) steps.set(why, { ...absence(result, why), policy: null, evidence: [] });
  }
  return [...steps.values()];
}

/** What allows, then each layer that should have and did not. */
function implicitProof(evaluation: Evaluation): ProofStep[] {
  const absences = evaluation.results
    .filter((result) => result.allow.is === 'no' && binds(result, evaluation))
    .map((result) => absence(result, `${LABEL[result.layer.policyType]} without a statement that allows it`));
  const block: ProofStep[] = evaluation.unblocked.is === 'no' ? [refusal(evaluation, BLOCKED)] : [];
  const key = evaluation.key?.access.is === 'no' ? implicitProof(evaluation.key) : [];
  if (evaluation.throughUrl.met.is === 'no') block.push(refusal(evaluation, URL_REFUSES));
  const steps = [...block, ...absences, ...matchedSteps(evaluation, 'Allow'), ...key];
  return steps.slice(0, MAX_STEPS);
}

const BLOCKED = 'S3 Block Public Access keeps other accounts away from a bucket whose policy is public';
const URL_REFUSES =
  'the function has no URL, or it takes more: lambda:InvokeFunction beside lambda:InvokeFunctionUrl, everyone where its type is NONE';

/** What stands in the way beside policies. */
function refusal(evaluation: Evaluation, why: string): ProofStep {
  return {
    policyType: 'resource',
    policy: null,
    attachedTo: evaluation.question.target.text,
    statement: null,
    effect: 'deny',
    why,
    evidence: [],
  };
}

/** Whether a layer's silence is a reason: an RCP's is not, nor a resource policy's where identity policies suffice. */
function binds(result: LayerResult, evaluation: Evaluation): boolean {
  const { policyType, attachments } = result.layer;
  // Lists of grants: the policies beside them are where a right is looked for.
  if (policyType === 'rcp' || policyType === 'acl') return false;
  if (policyType === 'resource' || policyType === 'trust') {
    const identity = evaluation.results.find(({ layer }) => layer.policyType === 'identity');
    return evaluation.needsResourcePolicy || identity?.allow.is === 'no';
  }
  // That there is no boundary or session policy takes nothing away.
  return attachments.length > 0 || (policyType !== 'boundary' && policyType !== 'session');
}
