import type { Gap } from '#model';
import type { TargetFiles } from '../../source.ts';
import type { Language } from './ir.ts';
import { grammarOf } from './parse-module.ts';

/** A file with code in it, as it is written. */
export interface SourceFile {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
}

/** What holds code beside other things, and is parsed by none of the grammars. */
const PAGE = /\.(?:vue|svelte|astro|mdx|html|ipynb)$/;

function languageOf(path: string): Language | null {
  const grammar = grammarOf(path);
  if (grammar !== null) return grammar === 'python' ? 'python' : 'typescript';
  if (!PAGE.test(path)) return null;
  return path.endsWith('.ipynb') ? 'python' : 'typescript';
}

/**
 * One after the other, since all texts at once may be more than there is room for.
 *
 * @param lost Told of what could not be read: of a module it is a gap already, of a page it is not.
 */
export function* sourceFiles(
  files: TargetFiles,
  paths: Iterable<string>,
  lost?: (gap: Gap, isModule: boolean) => void,
): Generator<SourceFile> {
  for (const path of paths) {
    const language = languageOf(path);
    if (language === null) continue;
    const text = files.text(path);
    if (text.ok) yield { path, language, text: text.value };
    else lost?.(text.error, grammarOf(path) !== null);
  }
}
