import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { Rule } from '#assess';
import { PLAIN } from './painter.ts';
import { renderRule } from './render-rule.ts';

it('tells a parameter with its default, since no configuration was read', () => {
  const rule = Rule.parse(parse(readFileSync('content/rules/sup/SL-SUP-004/rule.yaml', 'utf8')));
  const text = renderRule(rule, [], { width: 200, paint: PLAIN, place: String });
  expect(text).toContain(
    'graceDays: days that a model may be used after its date of deprecation (default 0)',
  );
});
