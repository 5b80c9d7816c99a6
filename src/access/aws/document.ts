import type { AwsPolicyDocument, AwsPrincipalSet, AwsStatement, Guard } from '#model';
import { compileCondition, conditionTruth, type Condition, type ReadKey } from './condition.ts';
import { parseTemplate, resolveTemplate, type Template } from './policy-variable.ts';
import { and, guarded, NO, not, or, truthOf, YES, type Truth } from './truth.ts';
import { matches, overlap, parsePattern, type Pattern, type Target } from './wildcard.ts';

/** A statement made ready once per distinct document. */
export interface Statement {
  /** Sid, or #n for the n-th statement from 1. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  readonly notAction: boolean;
  /** Lower case: actions are compared without case. */
  readonly actions: readonly Pattern[];
  readonly notResource: boolean;
  /** null: the document kind names no resource, as in a trust policy. */
  readonly resources: readonly Template[] | null;
  readonly principals: AwsPrincipalSet | null;
  readonly conditions: readonly Condition[];
}

/** A policy document in the form that questions are put to; equal documents are compiled once (estate-index.ts). */
export interface Document {
  readonly statements: readonly Statement[];
}

/** Policy variables came with this version; before it `${…}` is plain text (policy variables reference). */
const VARIABLES_SINCE = '2012-10-17';

/** Never fails: what is malformed was refused by parseAwsPolicyDocument, unknown operators stay as unknown conditions. */
export function compileDocument(document: AwsPolicyDocument): Document {
  const variables = document.version === VARIABLES_SINCE;
  return { statements: document.statements.map((statement, i) => compileStatement(statement, i, variables)) };
}

function compileStatement(statement: AwsStatement, index: number, variables: boolean): Statement {
  return {
    label: statement.sid ?? `#${index + 1}`,
    effect: statement.effect,
    notAction: statement.actions.not,
    // Action names are compared without case (IAM user guide, reference_policies_elements_action).
    actions: statement.actions.patterns.map((pattern) => parsePattern(pattern.toLowerCase())),
    notResource: statement.resources?.not ?? false,
    resources:
      statement.resources?.patterns.map((pattern) => parseTemplate(completeArn(pattern), variables, true)) ??
      null,
    principals: statement.principals,
    conditions: statement.conditions.map((condition) => compileCondition(condition, variables)),
  };
}

/** An ARN with fewer than six parts stands for all that starts so: `arn:aws:sqs` is `arn:aws:sqs:*:*:*` (policy grammar notes). */
function completeArn(pattern: string): string {
  if (!pattern.startsWith('arn:')) return pattern;
  const parts = pattern.replaceAll(/\$\{[^{}]*\}/g, '').split(':').length;
  return parts >= 6 ? pattern : pattern + ':*'.repeat(6 - parts);
}

/** Whether action, resource and conditions are met; the principal is not looked at. `action` is lower case. */
export function statementTruth(statement: Statement, action: string, target: Target, read: ReadKey): Truth {
  // The cheapest test first: most statements of an estate are about other services.
  if (statement.actions.some((pattern) => matches(pattern, action)) === statement.notAction) return NO;
  const resource = resourceTruth(statement, target, read);
  if (resource.is === 'no') return NO;
  return and(resource, conditionsTruth(statement, read));
}

/** All conditions together; a single `no` settles it without reading the rest. */
export function conditionsTruth(statement: Statement, read: ReadKey): Truth {
  if (statement.conditions.length === 0) return YES;
  const truths: Truth[] = [];
  for (const condition of statement.conditions) {
    const truth = conditionTruth(condition, read);
    if (truth.is === 'no') return NO;
    truths.push(truth);
  }
  return and(...truths);
}

/** Whether Resource or NotResource covers the target; a part of an open target makes a guard that names the pattern. */
export function resourceTruth(statement: Statement, target: Target, read: ReadKey): Truth {
  if (statement.resources === null) return YES;
  let best: Truth = NO;
  for (const template of statement.resources) {
    const resolved = resolveTemplate(template, read);
    // A pattern whose variable has no value matches no resource, in NotResource too (policy variables reference).
    const truth =
      resolved.is === 'nothing'
        ? NO
        : resolved.is === 'open'
          ? guarded(resourceGuard(template.source, resolved.reading.nature))
          : patternTruth(resolved.pattern, template.source, target);
    best = or(best, truth);
    if (best.is === 'yes') break;
  }
  return statement.notResource ? not(best) : best;
}

function patternTruth(pattern: Pattern, source: string, target: Target): Truth {
  const covered = overlap(pattern, target);
  return covered === 'some' ? guarded(resourceGuard(source, 'runtime')) : truthOf(covered === 'all');
}

/** Only part of what was asked about is covered: which object it is decides, as a condition would. */
function resourceGuard(source: string, nature: Guard['nature']): Guard {
  return { key: 'resource', operator: 'ArnLike', values: [source], nature, mustHold: true };
}
