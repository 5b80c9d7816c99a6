import { describe, expect, it } from 'vitest';
import { asClause, attributeClause, edgeClause, verbsClause } from './attribute-text.ts';

describe('asClause', () => {
  it.each([
    { title: 'A secret is written into a prompt', clause: 'a secret is written into a prompt' },
    { title: 'An agent acts', clause: 'an agent acts' },
    { title: 'MCP servers are used', clause: 'MCP servers are used' },
  ])('reads $clause behind whether', ({ title, clause }) => {
    expect(asClause(title)).toBe(clause);
  });
});

describe('verbsClause', () => {
  it.each([
    { verbs: ['admin'], clause: 'administer' },
    { verbs: ['read', 'admin'], clause: 'read and administer' },
    { verbs: ['read (seen once)', 'write', 'admin'], clause: 'read (seen once), write and administer' },
    { verbs: [], clause: '' },
  ])('reads "$clause" behind can', ({ verbs, clause }) => {
    expect(verbsClause(verbs)).toBe(clause);
  });
});

describe('clauses of findings', () => {
  it.each([
    { said: attributeClause('pinned', false), clause: 'its name pins no version' },
    { said: attributeClause('deprecatedAt', '2026-10-14'), clause: 'deprecated since 2026-10-14' },
    { said: attributeClause('transport', 'stdio'), clause: 'transport is stdio' },
    { said: edgeClause('uses-model', 'in', ['a', 'b']), clause: 'used by a, b' },
    {
      said: edgeClause('uses-model', 'in', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
      clause: 'used by a, b, c, d, e, f and 2 more',
    },
    { said: edgeClause('connects-to', 'out', ['a']), clause: 'connects-to a' },
  ])('say $clause', ({ said, clause }) => {
    expect(said).toBe(clause);
  });
});
