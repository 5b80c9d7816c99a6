import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FactSchema, isLegalEdge, type Fact, type NodeKind } from '#model';
import { plantedInspector } from './planted-inspector.ts';
import { caseFolders, collectFolder, expectedOutcome, outcomeOf } from './replay-case.ts';
import { SOURCES } from './source-list.ts';
import type { Source } from './source.ts';

const FOLDER = join(import.meta.dirname, 'sources');
const SECTIONS = ['## Needs', '## Reads', '## Enumerates', '## Cannot see'];

/** Sources whose cases live with their own tests and not in the common form. */
const OWN_CASES: ReadonlySet<string> = new Set(['code']);

interface Case {
  readonly source: Source;
  readonly name: string;
  readonly folder: string;
}

const CASES: readonly Case[] = SOURCES.flatMap((source) =>
  caseFolders(join(FOLDER, source.declaration.name)).map((folder) => ({
    source,
    name: `${source.declaration.name}/${basename(folder)}`,
    folder,
  })),
);

async function replay({ source, folder }: Case) {
  return collectFolder(source, join(folder, 'input'), plantedInspector);
}

describe('the list of sources', () => {
  it('names exactly the folders, in order', () => {
    const folders = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'index.ts')));
    expect(SOURCES.map(({ declaration }) => declaration.name)).toEqual(folders.sort());
  });

  it.each(SOURCES.map(({ declaration }) => declaration))(
    'describes $name in its readme and its declaration',
    (declared) => {
      const readme = readFileSync(join(FOLDER, declared.name, 'README.md'), 'utf8');
      for (const section of SECTIONS) expect(readme).toContain(`\n${section}\n`);
      for (const list of [
        declared.needs,
        declared.reads,
        declared.cannotSee,
        declared.targetKinds,
        declared.nodeKinds,
      ]) {
        expect(list.length).toBeGreaterThan(0);
      }
    },
  );

  it.each(SOURCES.filter(({ declaration }) => !OWN_CASES.has(declaration.name)))(
    'has a case for $declaration.name',
    ({ declaration }) => {
      expect(caseFolders(join(FOLDER, declaration.name)).length).toBeGreaterThan(0);
    },
  );
});

describe.each(CASES)('the case $name', (replayed) => {
  it('gives exactly what it expects', async () => {
    const actual = outcomeOf(await replay(replayed));
    expect(actual).toEqual(expectedOutcome(replayed.folder, actual));
  });

  it('gives facts of the model, of declared kinds and with legal edges', async () => {
    const { facts } = await replay(replayed);
    for (const fact of facts) expect(FactSchema.safeParse(fact).error?.message).toBeUndefined();
    expect(undeclared(replayed.source, facts)).toEqual([]);
    expect(illegal(facts)).toEqual([]);
  });

  it('keeps no planted secret in any field', async () => {
    expect(JSON.stringify(await replay(replayed))).not.toMatch(/notreal(?!\])/);
  });

  it('gives the same bytes twice', async () => {
    expect(JSON.stringify(await replay(replayed))).toBe(JSON.stringify(await replay(replayed)));
  });
});

function undeclared({ declaration }: Source, facts: readonly Fact[]): readonly string[] {
  return facts.flatMap((fact) => {
    if (fact.fact === 'node' && !declaration.nodeKinds.includes(fact.kind)) return [fact.kind];
    return fact.fact === 'edge' && !declaration.edgeKinds.includes(fact.edge) ? [fact.edge] : [];
  });
}

function illegal(facts: readonly Fact[]): readonly string[] {
  const kinds = new Map<string, NodeKind>();
  for (const fact of facts) if (fact.fact === 'node') kinds.set(fact.id, fact.kind);
  return facts.flatMap((fact) => {
    if (fact.fact !== 'edge') return [];
    const from = kinds.get(fact.from);
    const to = kinds.get(fact.to);
    // An end that another source describes is the graph builder's to check.
    if (from === undefined || to === undefined || isLegalEdge(from, fact.edge, to)) return [];
    return [`${from} ${fact.edge} ${to}`];
  });
}
