import { kindText } from '#model';
import { controlsOf, type Framework, type Rule } from '#assess';
import { labelled, wrap } from './layout.ts';
import { severityText, type Style } from './painter.ts';
import { printable } from './printable.ts';

/** What `explain` says: what the rule finds and why it matters, what to do, and how one knows that it is done. */
export function renderRule(rule: Rule, frameworks: readonly Framework[], { paint, width }: Style): string {
  const label = (name: string, text: string): readonly string[] => labelled(name, text, 2, 11, width, paint);
  const controls = Object.entries(controlsOf(rule.id, frameworks)).map(
    ([id, ids]) => `${id} ${ids.join(', ')}`,
  );
  // As they stand without a configuration: `explain` reads none.
  const params = Object.entries(rule.params).map(
    ([name, param]) =>
      `${name}: ${param.means} (default ${Array.isArray(param.value) ? param.value.join(', ') : String(param.value)})`,
  );
  // A long title goes on under itself, so that the id stays easy to find.
  const indent = rule.id.length + 1;
  const title = wrap(rule.title, width - indent - rule.severity.length - 1).join(`\n${' '.repeat(indent)}`);
  const lines = [
    `${paint.bold(rule.id)} ${title} ${severityText(rule.severity, paint)}`,
    '',
    ...label('about', rule.find.kinds.map(kindText).join(', ')),
    ...label('why', rule.why),
    ...label('fix', rule.fix),
    ...label('fixed if', rule.clears),
    ...params.flatMap((param, index) => label(index === 0 ? 'parameters' : '', param)),
    ...label('controls', controls.join('; ') || 'none is mapped'),
    ...rule.sources.flatMap((source, index) => label(index === 0 ? 'sources' : '', source)),
  ];
  return printable(`${lines.join('\n')}\n`, paint);
}
