import type { Evidence } from '#model';
import type { SourceRun } from '../../source-run.ts';
import type { YamlDocument } from '../../strict-yaml.ts';

/** The one file of this source, while it is read. */
export interface ConfigurationRun {
  readonly run: SourceRun;
  readonly path: string;
  readonly document: YamlDocument;
}

/** Lines of one part of the document, by its keys and indices. */
export function evidenceAt(
  { run, path, document }: ConfigurationRun,
  at: readonly PropertyKey[],
): Evidence[] {
  const { startLine, endLine } = document.linesOf(at);
  return run.lines(path, startLine, endLine);
}

/** Ids of what telemetry alone has shown of these services (observedId in the model). */
export function observedUnder(services: readonly string[]): string[] {
  return [...new Set(services)].map((service) => `*:observed/${service}#*`);
}
