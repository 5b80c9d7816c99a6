import type { ReadKey } from './condition.ts';
import { statementTruth, type Statement } from './document.ts';
import type { Attachment, PolicyLayer } from './estate-index.ts';
import { naming, reached } from './principal-match.ts';
import type { Subject } from './subject.ts';
import { and, NO, or, unseen, YES, type Truth } from './truth.ts';
import type { Target } from './wildcard.ts';

/** A question taken apart: who does what to what, and how keys are read. */
export interface Question {
  readonly subject: Subject;
  /** Lower case. */
  readonly action: string;
  readonly target: Target;
  readonly read: ReadKey;
  /** Take what was not seen for harmless: says whether all that was seen would allow. */
  readonly trusting: boolean;
}

/** A statement that applies, or may. */
export interface Matched {
  readonly attachment: Attachment;
  readonly statement: Statement;
  /** Never no. */
  readonly truth: Truth;
  /** How a resource policy's allow names the one who asks. */
  readonly form: 'direct' | 'role' | 'account' | null;
}

/** `denies` stay apart so that one certain deny can be told from several possible ones. */
export interface LayerResult {
  readonly layer: PolicyLayer;
  readonly allow: Truth;
  readonly denies: readonly Truth[];
  readonly matched: readonly Matched[];
}

/** A layer without principals: identity, boundary, SCP, session. */
export function evaluateLayer(layer: PolicyLayer, question: Question): LayerResult {
  const matched: Matched[] = [];
  for (const attachment of layer.attachments) {
    for (const statement of attachment.document.statements) {
      const truth = statementTruth(statement, question.action, question.target, question.read);
      if (truth.is !== 'no') matched.push({ attachment, statement, truth, form: null });
    }
  }
  return resultOf(layer, matched, question);
}

/** A layer whose statements name principals: resource and trust policies, RCPs. Allows are told apart by the form of naming. */
export function evaluateNamingLayer(layer: PolicyLayer, question: Question): LayerResult {
  const matched: Matched[] = [];
  for (const attachment of layer.attachments) {
    for (const statement of attachment.document.statements) {
      matched.push(...matchNaming(attachment, statement, question));
    }
  }
  return resultOf(layer, matched, question);
}

function matchNaming(attachment: Attachment, statement: Statement, question: Question): Matched[] {
  const met = statementTruth(statement, question.action, question.target, question.read);
  if (met.is === 'no') return [];
  // Only RCPs and malformed resource policies leave out the principal; the first bind everyone, the second nobody.
  const { principals } = statement;
  if (principals === null) {
    return attachment.fact.policyType === 'rcp'
      ? [{ attachment, statement, truth: met, form: 'direct' }]
      : [];
  }
  if (statement.effect === 'Deny') {
    const truth = and(reached(principals, question.subject), met);
    return truth.is === 'no' ? [] : [{ attachment, statement, truth, form: null }];
  }
  const forms = naming(principals, question.subject);
  return (['direct', 'role', 'account'] as const).flatMap((form) => {
    const truth = and(forms[form], met);
    return truth.is === 'no' ? [] : [{ attachment, statement, truth, form }];
  });
}

function resultOf(layer: PolicyLayer, matched: readonly Matched[], question: Question): LayerResult {
  const allows = matched.filter(({ statement }) => statement.effect === 'Allow').map(({ truth }) => truth);
  const denies = matched.filter(({ statement }) => statement.effect === 'Deny').map(({ truth }) => truth);
  // A policy that was not seen may allow and may deny: it joins both sides, and a certain allow stays one.
  const open = layer.missing.length > 0 && !question.trusting;
  if (!open) return { layer, allow: or(...allows), denies, matched };
  const missing = unseen(...layer.missing);
  return { layer, allow: or(...allows, missing), denies: [...denies, missing], matched };
}

/** The allow of one form of naming alone, with what a policy that was not seen might grant in that form. */
export function allowBy(result: LayerResult, form: 'direct' | 'role' | 'account', question: Question): Truth {
  const truths = result.matched
    .filter((match) => match.statement.effect === 'Allow' && match.form === form)
    .map(({ truth }) => truth);
  const open = result.layer.missing.length > 0 && !question.trusting;
  return or(...truths, open ? unseen(...result.layer.missing) : NO);
}

/** Nothing of this type exists, so nothing is narrowed. */
export function absentLayer(layer: PolicyLayer): boolean {
  return layer.attachments.length === 0 && layer.missing.length === 0;
}

/** What a limiting layer lets through: everything where there is none; unseen stays open. */
export function limitOf(result: LayerResult, question: Question): Truth {
  if (absentLayer(result.layer)) return YES;
  if (result.layer.attachments.length > 0) return result.allow;
  return question.trusting ? YES : unseen(...result.layer.missing);
}
