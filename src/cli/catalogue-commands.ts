import { kindText } from '#model';
import { awsExportScript, type SourceDeclaration } from '#collect';
import { labelled, printable, renderRule, type Style } from '#present';
import { ALL_SOURCES } from './all-sources.ts';
import { loadContent } from './content.ts';
import { UsageError } from './exit-codes.ts';

/** In columns, the gap included. */
const LABEL_WIDTH = 10;

/**
 * A rule by its id, in any case and without `SL-` as well.
 *
 * @throws UsageError where there is none.
 */
export function explainRule(id: string, style: Style): string {
  const { rules, frameworks } = loadContent();
  const wanted = id.toUpperCase();
  const rule = rules.find((one) => one.id === wanted || one.id === `SL-${wanted}`);
  if (rule === undefined) throw new UsageError(`no rule ${id}; sightline rules lists them`);
  return renderRule(rule, frameworks, style);
}

/** One line a rule, however long: it is what scripts search. */
export function listRules({ paint }: Style): string {
  const rows = loadContent().rules.map(
    (rule) => `${paint.bold(rule.id)}  ${rule.severity.padEnd(8)}  ${rule.title}`,
  );
  return printable(`${rows.join('\n')}\n`, paint);
}

/** What each source says of itself, what it cannot see included: nothing here is written twice. */
export function listSources({ paint, width }: Style): string {
  const list = (label: string, items: readonly string[]): readonly string[] =>
    items.flatMap((item, index) => labelled(index === 0 ? label : '', item, 2, LABEL_WIDTH, width, paint));
  const rows = ALL_SOURCES.flatMap(({ declaration }) => [
    `${paint.bold(declaration.name)} (${declaration.plane})`,
    ...list('needs', declaration.needs),
    ...list('reads', declaration.reads),
    ...list('complete', declaration.enumerates),
    ...list('not seen', declaration.cannotSee),
    ...list('lost', lossOf(declaration)),
    '',
  ]);
  return printable(rows.join('\n'), paint);
}

/** What a file that cannot be read may take with it; nothing where its questions stay open by themselves. */
function lossOf({ loses }: SourceDeclaration): readonly string[] {
  if (loses.kinds.length === 0) return [];
  const kinds = loses.kinds.map((kind) => kindText(kind)).join(', ');
  return [`what cannot be read counts as an asset of which nothing holds, one of: ${kinds}`];
}

/** @throws UsageError for any platform but aws. */
export function printExportScript(platform: string): string {
  if (platform !== 'aws') throw new UsageError(`no export script for ${platform}; there is one for aws`);
  return awsExportScript();
}
