import { declaredId, nodeFact, type FactBatch, UNREAD_REASONS } from '#model';
import { readRecords, said, subjectMatcher } from '../../record-files.ts';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun } from '../../source-run.ts';
import { Charter } from './schema.ts';

const declaration: SourceDeclaration = {
  name: 'charters',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['a working tree that holds the organisation’s charters'],
  reads: ['governance/charters.yaml, .sightline/charters.yaml, at any depth'],
  enumerates: ['charters of a target (target:<name>), where there is a file and every record of it was read'],
  cannotSee: ['charters that are kept elsewhere', 'whether the people named did approve'],
  nodeKinds: ['charter'],
  edgeKinds: [],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** Job functions of agents and identities. */
export const charters: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  // Charters are prose, and prose gets keys pasted into it.
  const redact = (text: string): string => input.inspector.redact(text);
  const redactAll = (texts: readonly string[] | undefined): string[] | undefined => texts?.map(redact);
  const { records, whole } = readRecords(run, 'charters', Charter);
  for (const { value, path, evidence } of records) {
    const id = declaredId('charter', input.target.name, path, redact(value.id));
    // A list that was left out is left out here too: a rule then cannot tell, where an empty list forbids everything.
    const attributes = said({
      purpose: redact(value.purpose),
      allowedTools: redactAll(value.tools),
      allowedData: redactAll(value.dataClasses),
      allowedStores: redactAll(value.stores),
      allowedEgress: redactAll(value.egress),
      allowedCallers: redactAll(value.callers),
      approvers: redactAll(value.approvers),
      reviewBy: value.reviewBy,
    });
    // Joined to assets by the graph, once all sources have said what there is.
    const where = value.where ?? subjectMatcher(value.subject ?? []);
    run.facts.push(nodeFact({ id, kind: 'charter', name: redact(value.id), attributes, evidence }), {
      fact: 'assignment',
      where,
      // Edges add up: an agent may have several charters.
      precedence: 0,
      assign: { edge: 'applies-to', from: id },
      evidence,
    });
  }
  // Only then is an agent without a charter one for which none was written.
  if (whole) run.complete({ scope: `target:${input.target.name}`, kind: 'charter' });
  return Promise.resolve(run.batch());
}
