import type { Scan } from '../../src/cli/scan-pipeline.ts';

/** Numbers of the first page that must not look better with less to go by. */
interface FirstPage {
  readonly worst: number;
  readonly coverage: number;
  readonly undecided: number;
  readonly sensitive: number;
}

function firstPage({ assessment }: Scan): FirstPage {
  const { exposure } = assessment;
  return {
    worst: assessment.postureRange?.worst ?? 0,
    coverage: assessment.coveragePercent,
    // A store that is shown to be reached no more is not known of.
    undecided: (exposure?.undecided ?? 0) + (exposure?.reached ?? 0),
    sensitive: exposure?.sensitive ?? 0,
  };
}

/** What looks better than with everything there. */
export function better(whole: Scan, left: Scan): readonly string[] {
  const [before, after] = [firstPage(whole), firstPage(left)];
  return [
    ...(after.worst > before.worst ? [`worst ${String(before.worst)} to ${String(after.worst)}`] : []),
    ...(after.coverage > before.coverage
      ? [`coverage ${String(before.coverage)} to ${String(after.coverage)}`]
      : []),
    ...(after.undecided < before.undecided ? ['fewer stores are reached or undecided'] : []),
    ...(after.sensitive < before.sensitive ? ['fewer stores are sensitive'] : []),
  ];
}
