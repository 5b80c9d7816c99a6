import type { AccessVerdict, Coverage } from '#model';
import type { GraphEdge, GraphNode, GraphView, Hop, ReachPath } from '#graph';
import type { Assessment, Exposure, Finding } from '#assess';
import type { Change } from './cuts.ts';
import { repairPlan, type RepairPlan } from './repair-plan.ts';
import type { RepairPlanRow } from './repair-plan-schema.ts';
import { SCHEMA_VERSION, type AccessAnswer, type PathAnswer, type Report } from './report-schema.ts';

type AssetRow = Report['assets'][number];
type EdgeRow = Report['edges'][number];
type FindingRow = Report['findings'][number];
type HopRow = PathAnswer['hops'][number];

/** Everything a report is made of; the clock and the version are handed in. */
export interface ReportInput {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly coverage: readonly Coverage[];
  readonly targets: Report['targets'];
  /** Over all targets: files found, files read at least once, and their bytes. */
  readonly files: Report['coverage']['files'];
  /** ISO 8601 UTC. */
  readonly assessedAt: string;
  readonly version: string;
}

/** The result contract, filled. Pure: the same input gives the same bytes. */
export function reportOf(input: ReportInput): Report {
  const { view, assessment } = input;
  return {
    schemaVersion: SCHEMA_VERSION,
    assessedAt: input.assessedAt,
    tool: { name: 'sightline', version: input.version },
    targets: input.targets,
    coverage: { files: input.files, sources: [...input.coverage] },
    assets: view.nodes().map((node) => assetRow(node, view)),
    edges: view.edges().map(edgeRow),
    findings: assessment.findings.map(findingRow),
    plan: planRow(repairPlan(assessment, view)),
    summary: {
      posture: assessment.posture,
      coveragePercent: assessment.coveragePercent,
      postureRange: assessment.postureRange,
      exposurePercent: assessment.exposure?.percent ?? null,
      exposure: exposureCounts(assessment.exposure),
      findings: countByOutcome(assessment.findings),
      unasked: assessment.unasked.map(({ rule, waitsFor, lost }) => ({
        rule: rule.id,
        needs: waitsFor,
        lost: lost === null ? null : [...lost],
      })),
    },
  };
}

function planRow({ repairs, alone }: RepairPlan): RepairPlanRow {
  const ids = (findings: readonly Finding[]): string[] => findings.map((one) => one.id);
  return {
    repairs: repairs.map(({ change, holders, insteadOf, settles, opens, shrinks }) => ({
      change: changeRow(change),
      holders: [...holders],
      insteadOf,
      settles: ids(settles),
      opens: ids(opens),
      shrinks: ids(shrinks),
    })),
    alone: ids(alone),
  };
}

/** Edges and assets by id: they are rows of the report themselves. */
function changeRow(change: Change): RepairPlanRow['repairs'][number]['change'] {
  switch (change.kind) {
    case 'policy':
      return { ...change, statements: [...change.statements] };
    case 'edge':
      return { kind: 'edge', edge: change.edge.id, why: change.why };
    case 'asset':
      return { kind: 'asset', asset: change.asset.id, fix: change.fix, rules: [...change.rules] };
  }
}

/** Stores are rows of the report; here they are counted. */
function exposureCounts(exposure: Exposure | null): Report['summary']['exposure'] {
  if (exposure === null) return null;
  const { reached, sensitive, undecided } = exposure;
  return { reached, sensitive, undecided };
}

/** Every outcome is there, with 0 where nothing is: a missing key would read as not looked at. */
function countByOutcome(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = { 'fix-now': 0, plan: 0, watch: 0, accept: 0, 'cannot-tell': 0 };
  for (const finding of findings) {
    const key = finding.priority?.outcome ?? 'cannot-tell';
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** A node as a row. A disagreement keeps every value with its source, and decides for none of them. */
export function assetRow(node: GraphNode, view: GraphView): AssetRow {
  const attributes: Record<string, unknown> = {};
  const conflicts: AssetRow['conflicts'] = [];
  for (const name of node.attributeNames) {
    const reading = view.attribute(node, name);
    // An attribute nobody said anything of stays out: missing is never seen.
    if (reading.kind === 'known') attributes[name] = reading.value;
    if (reading.kind === 'conflicting')
      conflicts.push({ attribute: name, values: reading.values.map((one) => ({ ...one })) });
  }
  const provider = attributes['provider'];
  // Those of the asset itself: a finding may name nearer neighbours' owners.
  const owners = view.out(node.id, 'owned-by').map((edge) => ({
    who: view.node(edge.to)?.name ?? edge.to,
    confidence: edge.confidence,
    evidence: edge.planes.flatMap((plane) => [...plane.evidence]),
  }));
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    provider: typeof provider === 'string' ? provider : null,
    state: node.state,
    attributes,
    conflicts,
    owners,
    aliases: node.aliases.filter((alias) => alias !== node.id),
    evidence: [...node.evidence],
  };
}

/** Copied, not referred to: what a format does with the report must not reach the graph. */
export function edgeRow(edge: GraphEdge): EdgeRow {
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    kind: edge.edge,
    effect: edge.effect,
    standing: edge.standing,
    guards: [...edge.guards],
    actions: [...edge.actions],
    rung: edge.rung,
    confidence: edge.confidence,
    walked: edge.walked,
    planes: edge.planes.map((plane) => ({
      ...plane,
      times: plane.times === null ? null : [...plane.times],
      evidence: [...plane.evidence],
    })),
  };
}

/** `missing` keeps the words alone; `needs` says by kind what would answer. */
export function findingRow(finding: Finding): FindingRow {
  return {
    ...finding,
    priority:
      finding.priority === null
        ? null
        : { ...finding.priority, branch: finding.priority.branch.map((one) => ({ ...one })) },
    evidence: [...finding.evidence],
    missing: finding.missing.map((one) => one.what),
    needs: [...new Set(finding.missing.map((one) => one.kind))],
    owners: finding.owners.map((owner) => ({ who: owner.who, evidence: [...owner.evidence] })),
    frameworks: Object.fromEntries(
      Object.entries(finding.frameworks).map(([id, controls]) => [id, [...controls]]),
    ),
    paths: finding.paths.map(pathAnswer),
    cut:
      finding.cut === null
        ? null
        : {
            hops: finding.cut.hops.map(({ hop, why, way }) => ({
              hop: hopRow(hop),
              why,
              way: way === null ? null : pathAnswer(way),
            })),
            after: finding.cut.after,
            stays: [...finding.cut.stays],
          },
  };
}

/** Hops by id: the edges themselves are rows of the report. */
export function pathAnswer(path: ReachPath): PathAnswer {
  return {
    ...path,
    guards: [...path.guards],
    missing: [...path.missing],
    cut: { ...path.cut },
    hops: path.hops.map(hopRow),
  };
}

/** Ends are those of the walk: of an edge that is walked back they stand the other way round in its own row. */
export function hopRow(hop: Hop): HopRow {
  if (hop.kind === 'edge') return { edge: hop.edge.id, from: hop.from, kind: hop.edge.edge, to: hop.to };
  return { computed: hop.computed, from: hop.from, to: hop.to, answer: accessAnswer(hop.verdict) };
}

/**
 * Guards belong to a conditional answer alone; the proof is kept for a deny as well, since that is what is asked
 * about most.
 */
export function accessAnswer(verdict: AccessVerdict): AccessAnswer {
  return {
    verdict: verdict.kind,
    guards:
      verdict.kind === 'conditional'
        ? verdict.guards.map((guard) => ({ ...guard, values: [...guard.values] }))
        : [],
    missing: [...verdict.missing],
    proof: verdict.proof.map((step) => ({ ...step, evidence: [...step.evidence] })),
  };
}
