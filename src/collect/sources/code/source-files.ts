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

/** One after the other, since all texts at once may be more than there is room for. What could not be read is a gap already. */
export function* sourceFiles(files: TargetFiles, paths: Iterable<string>): Generator<SourceFile> {
  for (const path of paths) {
    const language = languageOf(path);
    const text = language === null ? null : files.text(path);
    if (language !== null && text?.ok === true) yield { path, language, text: text.value };
  }
}
