import type { z } from 'zod';
import type { AwsPolicyDocument } from '#model';
import type { SourceRun } from '../../source-run.ts';
import type { Call } from './call.ts';
import { addPolicy, outputOf } from './export-run.ts';

/** How one service answers: which errors mean none, and where in its output the document stands. */
interface Question {
  /** ARN of what the policy is on. */
  readonly resource: string;
  /** Error codes that mean: there is none. */
  readonly none: readonly string[];
  readonly schema: z.ZodType;
  /** Property of the output that holds the document; missing there means that there is none. */
  readonly field: string;
  /** False: who asks says himself whether this is all that there is. */
  readonly isMarked?: boolean;
}

/**
 * The policy on a resource, and the mark that it was asked for: seen and none is another answer than not seen.
 *
 * @returns The document, null where there is none, undefined where nobody can tell.
 */
export function addResourcePolicy(
  run: SourceRun,
  call: Call,
  question: Question,
): AwsPolicyDocument | null | undefined {
  const { resource, isMarked = true } = question;
  const answered = (): void => {
    if (isMarked) run.complete({ scope: `node:${resource}`, kind: 'policy', policyType: 'resource' });
  };
  if (call.errorCode !== null && question.none.includes(call.errorCode)) {
    answered();
    return null;
  }
  const output = outputOf(run, call, question.schema);
  if (typeof output !== 'object' || output === null) return undefined;
  // Some services leave the field out, some print null, some an empty text.
  const raw = new Map<string, unknown>(Object.entries(output)).get(question.field);
  if (raw === undefined || raw === null || raw === '') {
    answered();
    return null;
  }
  const pointer = `${call.base}/${question.field}`;
  const document = addPolicy(run, {
    policyType: 'resource',
    attachedTo: resource,
    policy: `${resource}/policy`,
    raw,
    evidence: run.pointer(call.path, pointer),
    where: `${call.path}#${pointer}`,
  });
  // There is one and it cannot be read: no mark, since it may deny.
  if (document === null) return undefined;
  answered();
  return document;
}
