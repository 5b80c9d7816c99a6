import { expect, it } from 'vitest';
import { buildGraph, type GraphNode } from '#graph';
import { kindUnlisted, unseen, watchTooShort } from './missing-text.ts';
import { batchOf, RuleCase } from './rule-case.ts';

function node(kind: string, planes: readonly string[] = ['declared']): GraphNode {
  const world = RuleCase.parse({
    why: 'one asset to ask about',
    nodes: [{ id: `${kind}:x`, kind, name: 'x', planes }],
    expect: [{ asset: `${kind}:x` }],
  });
  const found = buildGraph([batchOf(world)]).view.node(`${kind}:x`);
  if (found === null) throw new Error(`no ${kind}`);
  return found;
}

it.each([
  {
    why: 'the text of a prompt that is filled in later',
    missing: unseen('secretDetectors', node('prompt')),
    kind: 'code',
    what: 'part of the text of prompt x stands where it could not be read; no secret is in the rest',
  },
  {
    why: 'a tool that no code declares',
    missing: unseen('latitude', node('tool', ['observed'])),
    kind: 'repository',
    what: 'no code that was handed over declares tool x',
  },
  {
    why: 'a store that nobody classified',
    missing: unseen('sensitivity', node('bucket')),
    kind: 'classification',
    what: 'nobody declared how sensitive bucket x is',
  },
  {
    why: 'a model that the catalogue does not hold',
    missing: unseen('deprecatedAt', node('model', ['observed'])),
    kind: 'catalogue',
    what: 'Sightline does not know if model x is deprecated',
  },
  {
    why: 'an attribute of the platform',
    missing: unseen('publicAccess', node('bucket')),
    kind: 'account',
    what: 'of bucket x it is not known: the platform says that anyone may read it (publicAccess)',
  },
  {
    why: 'an entry of a register that leaves something out',
    missing: unseen('verbs', node('approval')),
    kind: 'approvals',
    what: expect.stringContaining('of approval x it is not known') as unknown,
  },
  {
    why: 'a register that is not there',
    missing: kindUnlisted('sanction', node('mcp-server')),
    kind: 'sanctions',
    what: 'no list of approved MCP servers was handed over',
  },
  {
    why: 'one grant in a short window',
    missing: watchTooShort(node('cloud-role'), 1, 'grant', 48),
    kind: 'telemetry',
    what: '1 grant of cloud role x was not watched for 48 hours',
  },
])('says "$what" of $why', ({ missing, kind, what }) => {
  expect(missing).toMatchObject({ kind, what });
});
