/**
 * Reads one of our own files of content/catalog/telemetry by its name, parsed and not yet checked. The shell hands it in: it has
 * content compiled, and this room may not ask the one that keeps it.
 *
 * @throws When the file is missing: the package is broken, not the input.
 */
export type ReadCatalogue = (file: string) => unknown;
