import { parse } from '@cdktf/hcl2json';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HclBody, HclValue } from './hcl-value.ts';
import { readHcl } from './hcl.ts';

/** The shape of the reference parser, so that the two can be compared. */
function asReference(body: HclBody): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, value } of body.attributes) result[name] = plain(value);
  for (const block of body.blocks) {
    let place = result;
    const keys = [block.type, ...block.labels];
    for (const key of keys.slice(0, -1)) place = (place[key] ??= {}) as Record<string, unknown>;
    const last = keys.at(-1) ?? '';
    place[last] = [...((place[last] ?? []) as unknown[]), asReference(block.body)];
  }
  return result;
}

function plain(value: HclValue): unknown {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries(value.entries.map(({ key, value: of }) => [key, plain(of)]));
    case 'expression':
      return `\${${value.text}}`;
    case 'template':
      return value.parts.map((part) => ('text' in part ? part.text : `\${${part.expression}}`)).join('');
  }
}

const ESTATE = join(import.meta.dirname, '../../../../estate/support-chatbot/repo/infra');

describe('the literal part of HCL', () => {
  it.each(readdirSync(ESTATE).filter((name) => name.endsWith('.tf')))(
    'reads %s as the reference parser does',
    async (name) => {
      const text = readFileSync(join(ESTATE, name), 'utf8');
      expect(asReference(readHcl(text))).toEqual(await parse(name, text));
    },
  );

  it.each([
    {
      why: 'values of every kind',
      text: 'a = "x"\nb = 1.5\nc = true\nd = null\ne = [1, "y", [z]]\nf = { g = 1, "h" : "i" }\n',
    },
    { why: 'escapes', text: 'a = "x\\"y\\n\\u00e9\\\\"\n' },
    { why: 'templates', text: 'a = "${b.c}-d-${e["f"]}"\n' },
    { why: 'a template with quotes and braces inside', text: 'a = "${f("}", { x = 1 })}"\n' },
    { why: 'a heredoc', text: 'a = <<EOT\nhello ${b.c}\n  there\nEOT\nb = 1\n' },
    { why: 'an indented heredoc', text: 'a = <<-EOT\n    one\n      two\n    EOT\n' },
    {
      why: 'calls and conditions',
      text: 'a = jsonencode({\n  b = 1 # not the end\n})\nc = var.x ? "y" : "z"\nd = [for x in y : x]\ne = { for x in y : x => x }\n',
    },
    { why: 'comments everywhere', text: '# a\nb = 1 // c\n/* d\n */ e = 2\nf = [ # g\n  1, // h\n  2\n]\n' },
    {
      why: 'nested and repeated blocks',
      text: 'a "b" "c" {\n  d {\n    e = 1\n  }\n  d {\n    e = 2\n  }\n}\na "b" "f" {}\n',
    },
    { why: 'splats and indexes', text: 'a = b.*.c\nd = e[0].f\ng = h["i"]\n' },
    { why: 'windows line ends', text: 'a = 1\r\nb {\r\n  c = "d"\r\n}\r\n' },
  ])('reads $why as the reference parser does', async ({ text }) => {
    expect(asReference(readHcl(text))).toEqual(await parse('x.tf', text));
  });

  it('knows the lines of blocks and attributes', () => {
    const [block] = readHcl('\n# x\na "b" {\n  c = <<E\n1\nE\n  d = 1\n}\n').blocks;
    expect(block).toMatchObject({ startLine: 3, endLine: 8 });
    expect(block?.body.attributes.map(({ line }) => line)).toEqual([4, 7]);
  });

  it.each([
    { why: 'a block that is not closed', text: 'a "b" {\n  c = 1\n' },
    { why: 'a string that is not closed', text: 'a = "b\n' },
    { why: 'a heredoc that is not closed', text: 'a = <<E\nb\n' },
    { why: 'a list that is not closed', text: 'a = [1, 2\n' },
    { why: 'no value', text: 'a =\n' },
    { why: 'something else altogether', text: '{"a": 1}' },
    { why: 'a closing brace too many', text: 'a {}\n}\n' },
    { why: 'lists nested beyond reason', text: `a = ${'['.repeat(100_000)}` },
    { why: 'templates nested beyond reason', text: `a = "${'${"'.repeat(100_000)}"` },
    { why: 'blocks nested beyond reason', text: 'a {\n'.repeat(100_000) },
  ])('refuses $why', ({ text }) => {
    expect(() => readHcl(text)).toThrow(/not HCL|too deeply/);
  });
});
