import { declaredId, nodeFact, type FactBatch, UNREAD_REASONS } from '#model';
import { readRecords, said, subjectMatcher } from '../../record-files.ts';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun } from '../../source-run.ts';
import { Approval } from './schema.ts';

const declaration: SourceDeclaration = {
  name: 'approvals',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['a working tree that holds the organisation’s approvals'],
  reads: ['governance/approvals.yaml, .sightline/approvals.yaml, at any depth'],
  enumerates: [
    'approvals of a target (target:<name>), where there is a file and every record of it was read',
  ],
  cannotSee: ['approvals that are kept elsewhere, such as tickets'],
  nodeKinds: ['approval'],
  edgeKinds: [],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** Who may access which stores, by whose word, and until when. */
export const approvals: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  // Registers are read by many and written in haste: any of these texts may hold a key.
  const redact = (text: string): string => input.inspector.redact(text);
  // Lapsed approvals are facts as well: whether one still holds is asked with the assessment's clock, not here.
  const { records, whole } = readRecords(run, 'approvals', Approval);
  const ids = new Set<string>();
  for (const { value, path, evidence } of records) {
    const id = declaredId('approval', input.target.name, path, redact(value.id));
    // One approval then says two things, and what it covers is left open where they differ.
    if (ids.has(id)) run.gap(path, 'unresolved', `the id ${redact(value.id)} is used by several approvals`);
    ids.add(id);
    const attributes = {
      approvedBy: redact(value.by),
      approvedAt: value.on,
      // Left out means open-ended: that is known, not unseen.
      expiresAt: value.until ?? null,
      stores: [value.resource].flat().map(redact),
      verbs: [value.verb].flat(),
      ...said({ description: value.reason === undefined ? undefined : redact(value.reason) }),
    };
    // Joined to assets by the graph, once all sources have said what there is.
    const where = value.where ?? subjectMatcher(value.subject ?? []);
    run.facts.push(nodeFact({ id, kind: 'approval', name: redact(value.id), attributes, evidence }), {
      fact: 'assignment',
      where,
      // Edges add up: no approval outranks another.
      precedence: 0,
      assign: { edge: 'applies-to', from: id },
      evidence,
    });
  }
  // Only then is an approval that is not there one that was not given.
  if (whole) run.complete({ scope: `target:${input.target.name}`, kind: 'approval' });
  return Promise.resolve(run.batch());
}
