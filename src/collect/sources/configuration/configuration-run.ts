import type { Evidence, Matcher } from '#model';
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

/**
 * What telemetry has shown of these services: known by service.name, and, for what carries none (tools, models), by the id
 * that it has where nothing but the service says where it runs (observedId in the model).
 */
export function observedUnder(services: readonly string[]): readonly Matcher[] {
  const names = [...new Set(services)];
  if (names.length === 0) return [];
  // Behind a semicolon stand account and environment: of whichever, the service is meant.
  const ids = names.flatMap((service) => [`*:observed/${service}#*`, `*:observed/${service};*#*`]);
  return [{ services: names }, { ids }];
}
