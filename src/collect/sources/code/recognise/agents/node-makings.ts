import type { NodeId } from '#model';
import type { PackageSymbol } from '../../resolve/resolver.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { addPrompt } from '../prompts/prompts.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** Makers of models that answer with no text. */
const NO_ANSWER = /embed|image|speech|transcri|moderation/i;
const FILLED_SYSTEM = /\.SystemMessagePromptTemplate\.from_template\(\)\.format(_messages)?$/;

/** Whether a call makes a model that answers, or asks one: a node that does so is an agent's, whichever model it is. */
export function makesModel({ catalog }: Recognition, { qualified }: PackageSymbol): boolean {
  const called = canonicalSymbol(qualified);
  return catalog.modelCalls.has(called) && !NO_ANSWER.test(called);
}

/** The instructions whose template a call fills in: `TEMPLATE.format(…)`; empty for every other call. */
export function filledInstructions(
  recognition: Recognition,
  { qualified, origin }: PackageSymbol,
  owner: string,
): readonly NodeId[] {
  if (origin === null || !FILLED_SYSTEM.test(qualified)) return [];
  return addPrompt(recognition, origin, owner).ids;
}
