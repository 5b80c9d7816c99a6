import { type Coverage, UNREAD_REASONS } from '#model';
import type { Lost, Watched } from '#assess';
import type { SourceDeclaration, Target } from '#collect';
import { mayBeTelemetry } from '#runtime';
import { ALL_SOURCES } from './all-sources.ts';

const DECLARED: ReadonlyMap<string, SourceDeclaration> = new Map(
  ALL_SOURCES.map(({ declaration }) => [declaration.name, declaration]),
);

/** Beside an export such a file is no evidence; in a tree nothing that only such files hold is lost either. */
const DOCUMENT_NAME = /\.(md|txt|rst|pdf|html?)$/i;

/** Telemetry is read under any name that is not that of something else. */
function mayBeEvidence(where: string, target: Target | undefined): boolean {
  const [path = where] = where.split('#');
  return target?.kind === 'telemetry' ? path === '.' || mayBeTelemetry(path) : !DOCUMENT_NAME.test(where);
}

/** What could not be read, as each source declares what it loses: every file once, and what the walk itself could not enter. */
export function lostOf(coverage: readonly Coverage[], targets: readonly Target[]): readonly Lost[] {
  const lost = coverage.flatMap(({ source, target, gaps }) => {
    const declared = DECLARED.get(source);
    // What nobody could walk into any source of this kind of target may have read.
    const { loses, edgeKinds, plane } = declared ?? walkLoses(target, targets);
    const of = targets.find(({ id }) => id === target);
    return gaps
      .filter(({ where, reason }) => loses.by.includes(reason) && mayBeEvidence(where, of))
      .map(({ where, detail }) => {
        const path = where.split('#')[0] ?? where;
        return {
          key: `${source} ${target} ${path}`,
          why: `${path === '.' ? target : `${target}/${path}`} could not all be read: ${detail}`,
          ...{ plane, kinds: loses.kinds, edges: edgeKinds },
        };
      });
  });
  // One file that is broken in many places is one file.
  return [...new Map(lost.map(({ key, ...one }) => [key, one])).values()];
}

/** Of an export or of telemetry each file was handed over to be read; a tree may be full of links and archives. */
const UNOPENED_REASONS = [...UNREAD_REASONS, 'outside-tree', 'unsupported'] as const;

function walkLoses(
  target: string,
  targets: readonly Target[],
): Pick<SourceDeclaration, 'loses' | 'edgeKinds' | 'plane'> {
  const kind = targets.find(({ id }) => id === target)?.kind;
  const readers = ALL_SOURCES.filter(({ declaration }) =>
    declaration.targetKinds.some((one) => one === kind),
  );
  const kinds = [...new Set(readers.flatMap(({ declaration }) => declaration.loses.kinds))];
  const isWhole = kind === 'telemetry' || kind === 'aws-export';
  return {
    loses: { by: isWhole ? UNOPENED_REASONS : UNREAD_REASONS, kinds },
    // Every reader of such a target is of one plane.
    plane: readers[0]?.declaration.plane ?? 'declared',
    edgeKinds: kind === 'telemetry' ? readers.flatMap(({ declaration }) => declaration.edgeKinds) : [],
  };
}

/** What was watched at run time, by whom, and when; a source of which nothing was handed over has no window. */
export function watchedOf(coverage: readonly Coverage[]): readonly Watched[] {
  return coverage.flatMap(({ source, plane, window }) => {
    const declared = DECLARED.get(source);
    return plane !== 'observed' || declared === undefined
      ? []
      : [{ source, kinds: declared.loses.kinds, edges: declared.edgeKinds, window }];
  });
}
