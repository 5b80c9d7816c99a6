import { expect, it } from 'vitest';
import { filesOf } from '../../files-of-texts.ts';
import { plantedInspector } from '../../planted-inspector.ts';
import { SOURCES } from '../../source-list.ts';
import { code, OPENS_ADDRESSES } from './index.ts';

const TARGET = { id: 't', name: 't', kind: 'tree', location: '.' } as const;
const AGENT = `from agents import Agent
agent = Agent(name="desk", instructions="help")

def handle(event):
    return event.headers.authorization
`;

async function checksOf(texts: Readonly<Record<string, string>>, isAlone?: boolean): Promise<unknown> {
  const alone = isAlone === undefined ? {} : { isAlone };
  const { facts } = await code.collect({
    target: TARGET,
    files: filesOf(texts),
    inspector: plantedInspector,
    ...alone,
  });
  return facts.flatMap((fact) =>
    fact.fact === 'node' && fact.kind === 'agent' && 'callerChecks' in fact.attributes
      ? (fact.attributes.callerChecks ?? [])
      : [],
  );
}

const FOUND = ['app.py:5 reads the header authorization'];

it.each<{ why: string; texts: Readonly<Record<string, string>>; isAlone?: boolean; is: readonly string[] }>([
  { why: 'nothing else opens an address', texts: { 'app.py': AGENT }, isAlone: true, is: [] },
  {
    why: 'its own Terraform may open one',
    texts: { 'app.py': AGENT, 'infra/main.tf': '' },
    isAlone: true,
    is: FOUND,
  },
  { why: 'another target may open one', texts: { 'app.py': AGENT }, isAlone: false, is: FOUND },
  { why: 'it is not known what else is read', texts: { 'app.py': AGENT }, is: FOUND },
])('where callers are asked is told by whether $why', async ({ texts, isAlone, is }) => {
  expect(await checksOf(texts, isAlone)).toEqual(is);
});

it('knows every file out of which a source of trees draws an open address', () => {
  const opening = SOURCES.filter(
    ({ declaration: { targetKinds, edgeKinds } }) =>
      targetKinds.includes('tree') && edgeKinds.includes('exposes'),
  );
  // Another one: add what it reads to OPENS_ADDRESSES, or an agent that asks its callers is told to let anyone in.
  expect(opening.map(({ declaration }) => declaration.name)).toEqual(['deployment']);
  const [{ declaration } = { declaration: { reads: [] } }] = opening;
  const terraform = declaration.reads.filter((one) => one.includes('lambda_function_url'));
  expect(terraform).toHaveLength(1);
  expect(OPENS_ADDRESSES.test('infra/main.tf')).toBe(true);
});
