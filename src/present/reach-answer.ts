import type { LineOfSight } from './line-of-sight.ts';
import { accessAnswer, hopRow, pathAnswer } from './report.ts';
import type { ReachAnswerDocument } from './answer-schema.ts';
import { SCHEMA_VERSION } from './report-schema.ts';

/**
 * `sightline reach --format json`: a line of sight by ids, to be joined with the report of the same scan. What `planes`
 * leaves out of a store (denials, what other agents did) it leaves out in the table as well.
 */
export function reachAnswer(line: LineOfSight): ReachAnswerDocument {
  return {
    schemaVersion: SCHEMA_VERSION,
    agent: line.agent.id,
    runsAs: line.identities.map(({ identity, hops }) => ({ identity: identity.id, hops: hops.map(hopRow) })),
    planes: line.sights.map((sight) => ({
      asset: sight.asset.id,
      sensitivity: sight.sensitivity,
      builtTo: sight.builtTo.map((one) => ({ verb: one.verb, tool: one.tool.id })),
      may: sight.may.map((one) => ({
        verb: one.verb,
        identity: one.identity.id,
        answer: accessAnswer(one.verdict),
      })),
      did: sight.did.map((one) => ({ verb: one.verb, count: one.count, lastSeen: one.lastSeen })),
      approved: sight.approved === null ? null : [...sight.approved],
    })),
    paths: line.paths.map(pathAnswer),
    unknown: line.unknown.map(({ at, why }) => ({ at, why })),
  };
}
