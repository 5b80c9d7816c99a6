import type { z } from 'zod';
import {
  AI_KINDS,
  ATTRIBUTES,
  BOUNDARY_KINDS,
  COMPUTE_KINDS,
  CONTROL_KINDS,
  CREDENTIAL_KINDS,
  DATA_KINDS,
  ENTRY_KINDS,
  FACT_EDGES,
  GAP_REASONS,
  IDENTITY_KINDS,
  LEGAL_EDGES,
  NODE_KINDS,
  RECORD_KINDS,
  STRONG_SCHEMES,
  WALKED_EDGES,
  WEAK_SCHEMES,
  type NodeKind,
} from '../../src/model/index.ts';

/** In the order in which people read them: what is of AI first, records last. */
const GROUPS: readonly (readonly [string, readonly NodeKind[]])[] = [
  ['ai', AI_KINDS],
  ['identity', IDENTITY_KINDS],
  ['credential', CREDENTIAL_KINDS],
  ['data', DATA_KINDS],
  ['compute', COMPUTE_KINDS],
  ['boundary', BOUNDARY_KINDS],
  ['entry', ENTRY_KINDS],
  ['control', CONTROL_KINDS],
  ['record', RECORD_KINDS],
];

/** A group by its name where all of it is meant: rows of thirty kinds are not read. */
function kindsText(kinds: readonly NodeKind[]): string {
  if (kinds.length === NODE_KINDS.length) return 'any kind';
  const rest = new Set(kinds);
  const groups = GROUPS.filter(
    ([, members]) => members.length > 2 && members.every((kind) => rest.has(kind)),
  );
  for (const [, members] of groups) for (const kind of members) rest.delete(kind);
  return [...groups.map(([name]) => `*${name}*`), ...rest].join(', ');
}

/** Attributes are nullable, so every schema is a union; the part that is not null is told. */
function typeText(schema: unknown): string {
  // Through JSON Schema, since zod's own classes are no public shape.
  const json = (schema as z.ZodType).toJSONSchema({ unrepresentable: 'any' }) as {
    anyOf?: { type?: string; enum?: string[]; items?: { type?: string; enum?: string[] } }[];
  };
  const [first] = (json.anyOf ?? []).filter((one) => one.type !== 'null');
  if (first === undefined) return 'any';
  if (first.enum !== undefined) return first.enum.join(' / ');
  if (first.type === 'array')
    return `list of ${first.items?.enum?.join(' / ') ?? first.items?.type ?? 'any'}`;
  return first.type ?? 'any';
}

/** What every kind has is told once. */
function attributeRows(kind: keyof typeof ATTRIBUTES): readonly string[] {
  const common = new Set(Object.keys(ATTRIBUTES.common.shape));
  return Object.entries(ATTRIBUTES[kind].shape)
    .filter(([name]) => kind === 'common' || !common.has(name))
    .map(
      ([name, schema]) => `| ${name} | ${typeText(schema)} | ${(schema as z.ZodType).description ?? ''} |`,
    );
}

/** docs/model.md: the vocabulary as the code holds it, for whoever writes a source or a rule. */
export function modelDocument(): string {
  const attributes = (Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]).flatMap((kind) => [
    '',
    `### ${kind === 'common' ? 'every kind' : kind}`,
    '',
    '| attribute | values | means |',
    '| --- | --- | --- |',
    ...attributeRows(kind),
  ]);
  const lines = [
    '# The model',
    '',
    'Generated from `src/model/` by `npm run generate`; do not edit. A missing attribute was never seen; `null` is known to be none.',
    '',
    '## Node kinds',
    '',
    ...GROUPS.map(([name, kinds]) => `- *${name}*: ${kinds.join(', ')}`),
    '',
    '## Edges',
    '',
    `Walked: ${WALKED_EDGES.join(', ')}.`,
    '',
    `Facts, never walked: ${FACT_EDGES.join(', ')}.`,
    '',
    '| from | edge | to |',
    '| --- | --- | --- |',
    ...LEGAL_EDGES.map((row) => `| ${kindsText(row.from)} | ${row.edge} | ${kindsText(row.to)} |`),
    '',
    '## Identifiers',
    '',
    `Strong (equal means one asset): ${STRONG_SCHEMES.join(', ')}. Weak (a candidate, or a join inside a proven frame): ${WEAK_SCHEMES.join(', ')}.`,
    '',
    '## Gap reasons',
    '',
    `${GAP_REASONS.join(', ')}.`,
    '',
    '## Attributes',
    ...attributes,
  ];
  return `${lines.join('\n')}\n`;
}
