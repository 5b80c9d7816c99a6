import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { Framework, problemsOf, Rule, RuleCase, ruleErrors } from '#assess';
import { readChecked, readContentFile } from '#collect';
import { packageRoot } from './package-root.ts';

/** `folder` is where the cases of the rule lie. */
interface LoadedRule {
  readonly rule: Rule;
  readonly folder: string;
}

/** What the program knows, apart from its code. Read anew by every run; nothing of it is executed. */
export interface Content {
  readonly rules: readonly Rule[];
  readonly frameworks: readonly Framework[];
  /** What is wrong with the content, one sentence each; empty in a sound installation. */
  readonly problems: readonly string[];
}

/** Every rule.yaml below a folder, with what is wrong with it. A rule with a problem is left out and named. */
export function loadRules(root: string): {
  readonly rules: readonly LoadedRule[];
  readonly problems: readonly string[];
} {
  const rules: LoadedRule[] = [];
  const problems: string[] = [];
  // All problems of all rules at once: whoever writes rules repairs them in one go.
  for (const path of filesNamed(root, 'rule.yaml')) {
    const folder = dirname(path);
    const where = relative(root, path);
    const parsed = readChecked(path, 'rules', Rule);
    if (!parsed.success) {
      problems.push(...ruleErrors(parsed.error).map((problem) => `${where}: ${problem}`));
      continue;
    }
    const found = problemsOf(parsed.data);
    if (basename(folder) !== parsed.data.id)
      problems.push(`${where}: the folder is not named ${parsed.data.id}`);
    if (rules.some((one) => one.rule.id === parsed.data.id))
      problems.push(`${where}: ${parsed.data.id} stands twice`);
    problems.push(...found.map((problem) => `${where}: ${problem}`));
    if (found.length === 0) rules.push({ rule: parsed.data, folder });
  }
  return { rules, problems };
}

/**
 * The cases of one rule, by the verdict their file names promise. Only tests and the check read them; a case that is no
 * case throws.
 */
export function loadCases(
  folder: string,
): readonly { readonly file: string; readonly verdict: string; readonly parsed: RuleCase }[] {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) return [];
  return readdirSync(cases)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      file,
      verdict: file.split('-')[0] ?? '',
      parsed: RuleCase.parse(readContentFile(join(cases, file))),
    }));
}

/**
 * Everything below content/ but what sources and detectors read for themselves. A rule or framework of another shape is
 * left out and named in `problems`; a scan then refuses to run.
 *
 * @throws Where a file is no YAML.
 */
export function loadContent(root: string = join(packageRoot(), 'content')): Content {
  const { rules, problems } = loadRules(join(root, 'rules'));
  const frameworks: Framework[] = [];
  const wrong = [...problems];
  for (const file of readdirSync(join(root, 'frameworks'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const parsed = readChecked(join(root, 'frameworks', file), 'frameworks', Framework);
    if (!parsed.success) wrong.push(`${file}: ${z.prettifyError(parsed.error)}`);
    else if (`${parsed.data.id}.yaml` !== file)
      wrong.push(`${file}: the file is not named ${parsed.data.id}.yaml`);
    else frameworks.push(parsed.data);
  }
  return { rules: rules.map((one) => one.rule), frameworks, problems: wrong };
}

/** Sorted by name, folder by folder, so that rules stand in the same order on every machine. */
function filesNamed(root: string, name: string): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(root, entry.name);
      if (entry.isDirectory()) return filesNamed(path, name);
      return entry.name === name ? [path] : [];
    });
}
