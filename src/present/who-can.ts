import { ACCESS_VERBS, type AccessVerb, type NodeId } from '#model';
import type { AccessPair, GraphView, ReachPath } from '#graph';
import { accessAnswer, pathAnswer } from './report.ts';
import { SCHEMA_VERSION, type WhoCanAnswer } from './report-schema.ts';

export interface WhoCan {
  readonly action: string;
  readonly asset: NodeId;
  readonly direct: readonly AccessPair[];
  readonly deputy: readonly ReachPath[];
  readonly unknown: readonly { readonly at: NodeId; readonly why: string }[];
}

function isVerb(action: string): action is AccessVerb {
  return (ACCESS_VERBS as readonly string[]).includes(action);
}

/** Who holds the right, and who can make an agent use it for them. A native action (s3:GetObject) has no deputies of its own: they are asked by verb. */
export function whoCan(action: string, asset: NodeId, view: GraphView): WhoCan {
  const direct = view.whoCan(isVerb(action) ? action : { action }, asset);
  const starts = [
    ...view.nodes('internet'),
    ...view.nodes('untrusted-content'),
    ...view.nodes('agent').filter((one) => one.state === 'active'),
  ];
  const answers = isVerb(action)
    ? starts.map((start) =>
        view.reach(start.id, { modes: ['deputy'], verbs: [action], sinks: (node) => node.id === asset }),
      )
    : [];
  return {
    action,
    asset,
    direct,
    deputy: answers.flatMap((one) => one.paths),
    unknown: [
      ...new Map(answers.flatMap((one) => one.unknown).map((one) => [`${one.at} ${one.why}`, one])).values(),
    ],
  };
}

export function whoCanAnswer(found: WhoCan): WhoCanAnswer {
  return {
    schemaVersion: SCHEMA_VERSION,
    question: { action: found.action, asset: found.asset },
    direct: found.direct.map((pair) => ({
      principal: pair.principal,
      actions: [...pair.actions],
      answer: accessAnswer(pair.verdict),
    })),
    deputy: found.deputy.map(pathAnswer),
    unknown: found.unknown.map((one) => ({ ...one })),
  };
}
