import type { Coverage, Gap } from '#model';
import type { Assessment } from '#assess';
import type { GraphView } from '#graph';
import type { ResourcesOf } from '../narrowed-statements.ts';
import type { Report } from '../report-schema.ts';

/** One place that was not looked at to its end, with the source that says it; of the merge the target is null. */
export interface ScanGap extends Gap {
  readonly source: string;
  readonly target: string | null;
}

/** What the table needs beside the report: it asks the graph for lines of sight. */
export interface ScanView {
  readonly view: GraphView;
  readonly assessment: Assessment;
  readonly coverage: readonly Coverage[];
  readonly targets: Report['targets'];
  readonly files: Report['coverage']['files'];
  readonly gaps: readonly ScanGap[];
  /** ISO 8601 UTC. */
  readonly assessedAt: string;
  readonly version: string;
  /** For statements that a plan can promise; absent where nothing can say it. */
  readonly resourcesOf?: ResourcesOf;
  /** How this run was started, so that commands can be pasted; the bare program where absent. */
  readonly started?: {
    /** `sightline`, or the npm script that runs it. */
    readonly program: string;
    /** Targets and configuration as they were given, quoted for a shell. */
    readonly with: readonly string[];
  };
}
