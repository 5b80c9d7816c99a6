import { underRcp, type Vocabulary } from './catalogue.ts';
import type { EstateIndex, PolicyLayer } from './estate-index.ts';
import type { Owner } from './grant.ts';
import { evaluateLayer, evaluateNamingLayer, type LayerResult, type Question } from './layer-result.ts';
import { rcpLevels, scpLevels, type Levels } from './layers.ts';
import { and, or, unseen, YES, type Missing, type Truth } from './truth.ts';

/** What RCPs and SCPs say, level by level from the root down. */
export function organizationResults(
  index: EstateIndex,
  vocabulary: Vocabulary,
  question: Question,
  owner: Owner,
): { readonly rcpResults: readonly LayerResult[]; readonly scpResults: readonly LayerResult[] } {
  const rcp = rcpOf(index, vocabulary, question, owner);
  const scp = scpLevels(index, question.subject);
  return {
    rcpResults: levelResults(rcp, question, (layer) => evaluateNamingLayer(layer, question)),
    scpResults: levelResults(scp, question, (layer) => evaluateLayer(layer, question)),
  };
}

function rcpOf(index: EstateIndex, vocabulary: Vocabulary, question: Question, owner: Owner): Levels {
  const covered = underRcp(vocabulary, question.action) && owner !== 'unknown';
  return covered
    ? rcpLevels(index, question.subject, owner.account)
    : { exempt: 'no RCP covers this service' };
}

function levelResults(
  levels: Levels,
  { trusting }: Question,
  evaluateOne: (layer: PolicyLayer) => LayerResult,
): LayerResult[] {
  if ('exempt' in levels) return [];
  const results = levels.layers.map(evaluateOne);
  const { unlessExempt } = levels;
  // By all that was seen, what was seen binds.
  if (unlessExempt === null || trusting) return results;
  return results.map((result) => {
    const { attachments, missing } = result.layer;
    // What was not seen at a level is doubt enough.
    return attachments.length === 0 && missing.length > 0 ? result : perhaps(result, unlessExempt);
  });
}

/** What binds unless the account turns out to be exempt neither denies nor fails to allow for certain. */
function perhaps(result: LayerResult, unlessExempt: Missing): LayerResult {
  const doubt = unseen(unlessExempt);
  return {
    ...result,
    allow: or(result.allow, doubt),
    // What was not seen is doubt enough here as well.
    denies: result.denies.map((deny) =>
      deny.is === 'maybe' && deny.missing.length > 0 ? deny : and(deny, doubt),
    ),
  };
}

/** A level whose policies were not seen is open; one that was seen must allow. */
export function levelTruth(result: LayerResult, question: Question): Truth {
  if (result.layer.missing.length > 0 && question.trusting && result.layer.attachments.length === 0)
    return YES;
  return result.allow;
}
