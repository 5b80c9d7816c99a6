import { declaredId, nodeFact, type FactBatch, type Matcher, UNREAD_REASONS } from '#model';
import { readRecords, said } from '../../record-files.ts';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun } from '../../source-run.ts';
import { Sanction } from './schema.ts';

const declaration: SourceDeclaration = {
  name: 'sanctions',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['a working tree that holds the organisation’s list of what may be used'],
  reads: ['governance/sanctions.yaml, .sightline/sanctions.yaml, at any depth'],
  enumerates: [
    'sanctions of a target (target:<name>), where there is a list and every record of it was read',
  ],
  cannotSee: ['lists that are kept elsewhere', 'decisions that were not written down'],
  nodeKinds: ['sanction'],
  edgeKinds: [],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** What was approved or denied for use: MCP servers, models, AI applications. */
export const sanctions: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  // Reasons are written by people, and people paste what they were looking at.
  const redact = (text: string): string => input.inspector.redact(text);
  const { records, whole } = readRecords(run, 'sanctions', Sanction);
  for (const { value, path, evidence } of records) {
    const id = declaredId('sanction', input.target.name, path, redact(value.id));
    const attributes = said({
      decision: value.status,
      description: value.reason === undefined ? undefined : redact(value.reason),
      decidedBy: value.by === undefined ? undefined : redact(value.by),
      decidedAt: value.on,
      reviewBy: value.reviewBy,
    });
    const where = value.where ?? matcherOf(value, input.target.name);
    run.facts.push(nodeFact({ id, kind: 'sanction', name: redact(value.id), attributes, evidence }), {
      fact: 'assignment',
      where,
      // Edges add up: that two decisions contradict each other is for a rule to say.
      precedence: 0,
      assign: { edge: 'applies-to', from: id },
      evidence,
    });
  }
  // Only then is a server that is not on the list one that nobody decided on.
  if (whole) run.complete({ scope: `target:${input.target.name}`, kind: 'sanction' });
  return Promise.resolve(run.batch());
}

/** The words of a list as a matcher of the graph. Every property that is given must hold. */
function matcherOf({ kind, match }: Sanction, target: string): Matcher {
  const { package: packageName, version, name, path, url, id } = match ?? {};
  // `name@version`, as matchers write a pinned package.
  const pinned = version === undefined ? packageName : `${packageName ?? ''}@${version}`;
  return {
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(pinned === undefined ? {} : { packages: [pinned] }),
    ...(name === undefined ? {} : { names: [name] }),
    // Paths of a list are those of its own repository.
    ...(path === undefined ? {} : { paths: [`${target}/${path.replace(/^\.?\//, '')}`] }),
    ...(url === undefined ? {} : { urls: [url] }),
    ...(id === undefined ? {} : { ids: [id] }),
  };
}
