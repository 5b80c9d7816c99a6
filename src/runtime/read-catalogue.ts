import * as z from 'zod';
import { ContentError, PARSED_ONCE } from '#model';

/**
 * Reads one of our own files of content/catalog/telemetry by its name, parsed and not yet checked. The shell hands it in: it has
 * content compiled, and this room may not ask the one that keeps it.
 *
 * @throws ContentError when the file is missing or no YAML: the package is broken, not the input.
 */
export type ReadCatalogue = (file: string) => unknown;

/** By its path in the package, for whoever repairs it. */
export function brokenCatalogue(file: string, why: string): ContentError {
  return new ContentError(`content/catalog/telemetry/${file}`, why);
}

/** What the schema makes of one of these files. @throws ContentError as reading it does, and where it is at odds with its schema. */
export function checkedCatalogue<T extends z.ZodType>(
  read: ReadCatalogue,
  file: string,
  schema: T,
): z.output<T> {
  const parsed = schema.safeParse(read(file), PARSED_ONCE);
  if (!parsed.success) throw brokenCatalogue(file, z.prettifyError(parsed.error));
  return parsed.data;
}
