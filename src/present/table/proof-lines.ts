import type { AccessVerdict, ProofStep } from '#model';
import { placesText } from './evidence-text.ts';
import { wrap } from './layout.ts';
import type { Style } from './painter.ts';

/** Layers that every request passes at several levels: their plain allows are told in one line. */
const LEVELLED: readonly ProofStep['policyType'][] = ['rcp', 'scp'];

/** The statements that decide, in the order in which they were considered; what merely lets it through is summed up. */
export function proofLines(
  verdict: AccessVerdict,
  width: number,
  style: Pick<Style, 'place'>,
): readonly string[] {
  const lines = LEVELLED.flatMap((type) => {
    const passed = verdict.proof.filter((step) => step.policyType === type && step.effect === 'allow');
    return passed.length === 0
      ? []
      : [`${type.toUpperCase()} allows at ${passed.map((step) => step.attachedTo).join(', ')}`];
  });
  const decisive = verdict.proof.filter(
    (step) => !(LEVELLED.includes(step.policyType) && step.effect === 'allow'),
  );
  return [...lines, ...decisive.map((step) => stepText(step, style))].flatMap((line) => wrap(line, width));
}

/** One statement: why it counts, which policy and statement it is, and where that was read. */
function stepText(step: ProofStep, style: Pick<Style, 'place'>): string {
  // The last part of an ARN is what people call the policy.
  const policy = step.policy === null ? '' : step.policy.slice(step.policy.lastIndexOf('/') + 1);
  const statement = step.statement === null ? '' : `statement ${step.statement}`;
  const which = [policy, statement].filter((part) => part !== '').join(', ');
  const place = step.evidence.length > 0 ? ` — ${placesText(step.evidence, 1, style)}` : '';
  return `${step.why}${which === '' ? '' : ` (${which})`}${place}`;
}
