import type { ModuleIr } from '../../ir.ts';
import type { SourceFile } from '../../source-files.ts';
import { writtenImports } from '../../written-imports.ts';
import { isTestPath, type Recognition } from '../recognition/recognition.ts';

const kept = new WeakMap<Recognition, ReadonlyMap<string, ReadonlySet<string>>>();

/** By the path of a file, those that import it and are no modules of the program; read once a scan, by their texts alone. */
function importersOf(recognition: Recognition): ReadonlyMap<string, ReadonlySet<string>> {
  const known = kept.get(recognition);
  if (known !== undefined) return known;
  const { program } = recognition;
  const importers = new Map<string, Set<string>>();
  for (const { path, language, text } of program.unread()) {
    if (isTestPath(path)) continue;
    for (const { tried } of writtenImports(language, text))
      for (const one of tried) {
        const file = program.importedFile(path, language, one);
        if (file === null || file === path) continue;
        const own = importers.get(file) ?? new Set<string>();
        importers.set(file, own.add(path));
      }
  }
  kept.set(recognition, importers);
  return importers;
}

/**
 * Files that import one of the modules, over any number of steps, and were not read since nothing in them names a library of AI:
 * what they hand over is not known. Tests are none of them.
 */
export function* unreadImporters(
  recognition: Recognition,
  modules: Iterable<ModuleIr>,
): Generator<SourceFile> {
  const importers = importersOf(recognition);
  const reached = new Set([...recognition.program.importersOf(modules)].map(({ path }) => path));
  const unread = new Set<string>();
  // A set that grows while it is gone through is gone through to its new end.
  for (const path of reached)
    for (const one of importers.get(path) ?? []) {
      reached.add(one);
      unread.add(one);
    }
  yield* recognition.program.sourceFiles([...unread].sort());
}
