import type { Language } from '../../ir.ts';
import { isTestPath } from '../recognition/recognition.ts';
import { leaveOpenBy, type ToolSource, type ToolSources } from './tool-sources.ts';

/** A list or an agent that other modules can import, by the name under which they do. */
interface Exported {
  readonly name: string;
  /** Last part of its module's path, which every import of it names. */
  readonly stem: string;
  readonly language: Language;
  readonly source: ToolSource;
  /** Every way in which it is changed. */
  readonly change: RegExp;
}

/** What adds to a list, as it is written in both languages. */
const PUT = String.raw`(?:\s*\.\s*(?:append|extend|insert|add|push|unshift|splice|update|setdefault|set)\s*\(|\s*(?:\[[^\]\n]*\]|\.\s*\w+)\s*=(?![=>])|\s*[+|]=)`;
/** Functions that only read what they are handed first. */
const READS = String.raw`(?<!\b(?:len|print|str|repr|list|tuple|set|dict|sorted|reversed|enumerate|zip|iter|type|isinstance|keys|values|entries|log|stringify))`;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/**
 * Leaves lists open that are changed where nothing else of AI is: a module that imports a list or an agent need not name an AI
 * library, and is then not parsed. Its text is searched for the few ways in which one is changed; renamed by its import it is
 * not found.
 */
export function openUnreadChanges(sources: ToolSources): void {
  const exported = exportedSources(sources);
  if (exported.length === 0) return;
  // One look over every text; only where a name stands at all each is looked for by itself.
  const names = [...new Set(exported.map(({ name }) => name))].sort();
  const anyName = new RegExp(String.raw`\b(?:${names.join('|')})\b`);
  for (const { path, language, text } of sources.recognition.program.unread()) {
    if (isTestPath(path) || !anyName.test(text)) continue;
    for (const one of exported) {
      if (one.language !== language || !text.includes(one.name) || !text.includes(one.stem)) continue;
      const found = one.change.exec(text);
      if (found === null) continue;
      const line = text.slice(0, found.index).split('\n').length;
      leaveOpenBy(one.source, `${path}:${line}`, `a module that was not read (${one.name})`);
    }
  }
}

/** Those at the top of a module of the program itself. */
function exportedSources({ made, memberNames }: ToolSources): readonly Exported[] {
  const exported: Exported[] = [];
  for (const module of new Set([...made.values()].map(({ at }) => at.module))) {
    if (isTestPath(module.path)) continue;
    for (const { target, value } of module.assignments) {
      const source = made.get(value);
      if (source === undefined || !IDENTIFIER.test(target)) continue;
      const change = changeOf(target, source, memberNames);
      exported.push({ name: target, stem: stemOf(module.path), language: module.language, source, change });
    }
  }
  return exported;
}

/** `app/agents/index.ts` is imported as its folder. */
function stemOf(path: string): string {
  const parts = path.replace(/\.\w+$/, '').split('/');
  const last = parts.at(-1) ?? path;
  return /^(index|__init__)$/.test(last) ? (parts.at(-2) ?? last) : last;
}

function changeOf(name: string, source: ToolSource, memberNames: ReadonlySet<string>): RegExp {
  const set = String.raw`(?:Object\s*\.\s*assign|setattr)\s*\(\s*${name}\b`;
  if (source.as !== 'agent')
    return new RegExp(String.raw`\b${name}${PUT}|${set}|\w${READS}\(\s*${name}\s*[,)]`);
  const members = [...memberNames].join('|');
  const method = String.raw`register\w*|(?:add|set|attach|bind)_?\w*[Tt]ools?`;
  return new RegExp(String.raw`\b${name}\.(?:(?:${members})(?:${PUT}|\s*=(?!=))|(?:${method})\s*\()|${set}`);
}
