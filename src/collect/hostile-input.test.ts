import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { err, FactSchema, ok, type FactBatch, type Gap, type Result } from '#model';
import { collectTarget } from './collect-target.ts';
import { plantedInspector } from './planted-inspector.ts';
import { caseFolders } from './replay-case.ts';
import { SOURCES } from './source-list.ts';
import type { Source, TargetFiles } from './source.ts';
import { openTarget } from './target-files.ts';

const FOLDER = join(import.meta.dirname, 'sources');

/** Every input file of every case, to be harmed one at a time. */
const FILES = SOURCES.flatMap((source) =>
  caseFolders(join(FOLDER, source.declaration.name)).flatMap((folder) => {
    const input = join(folder, 'input');
    return readdirSync(input, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && basename(folder) !== 'broken')
      .map((entry) => ({ source, input, path: relative(input, join(entry.parentPath, entry.name)) }));
  }),
);

const DEEP = 30_000;
const HUGE = Buffer.alloc(64_000_001, ' ');

/** What a file may have become. `mustSay`: the source cannot read it any more, and has to say so. */
const HARMS: readonly {
  readonly name: string;
  readonly harm: (bytes: Buffer) => Buffer;
  readonly mustSay: (path: string) => boolean;
}[] = [
  {
    name: 'holds invalid UTF-8',
    harm: (bytes) => Buffer.concat([bytes, Buffer.from([0xff, 0xfe])]),
    mustSay: () => true,
  },
  {
    name: 'is cut in half',
    harm: (bytes) => bytes.subarray(0, bytes.length / 2),
    mustSay: (path) => path.endsWith('.json'),
  },
  { name: 'is empty', harm: () => Buffer.alloc(0), mustSay: (path) => path.endsWith('.json') },
  { name: 'is a list', harm: () => Buffer.from('[1]'), mustSay: (path) => path.endsWith('.json') },
  { name: 'is a number', harm: () => Buffer.from('7'), mustSay: (path) => path.endsWith('.json') },
  {
    name: 'is nested lists',
    harm: () => Buffer.from('['.repeat(DEEP) + ']'.repeat(DEEP)),
    mustSay: (path) => /\.(json|ya?ml|toml|tf)$/.test(path),
  },
  {
    name: 'is nested objects',
    harm: () => Buffer.from('{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)),
    mustSay: (path) => /\.(ya?ml|toml|tf)$/.test(path),
  },
  {
    name: 'is one endless line',
    harm: () => Buffer.alloc(1_900_000, 'a'),
    mustSay: (path) => path.endsWith('.json'),
  },
  { name: 'is huge', harm: () => HUGE, mustSay: () => true },
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'hostile-'));
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

/** Files of a case, read once. */
const INPUTS = new Map<string, ReadonlyMap<string, Buffer>>();
for (const { input, path } of FILES) {
  INPUTS.set(input, new Map([...(INPUTS.get(input) ?? []), [path, readFileSync(join(input, path))]]));
}

/** Reading as openTarget does it, from memory: hundreds of runs would otherwise spend their time copying folders. */
function memoryFiles(
  contents: ReadonlyMap<string, Buffer>,
  maxBytes: number,
): TargetFiles & { asked: Set<string> } {
  const asked = new Set<string>();
  const bytes = (path: string): Result<Buffer, Gap> => {
    asked.add(path);
    const content = contents.get(path);
    if (content === undefined)
      return err({ where: path, reason: 'unreadable', detail: 'not a file of the target' });
    return content.length > maxBytes
      ? err({ where: path, reason: 'too-large', detail: 'too large' })
      : ok(content);
  };
  const text = (path: string): Result<string, Gap> => {
    const read = bytes(path);
    if (!read.ok) return read;
    try {
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(read.value));
    } catch {
      return err({ where: path, reason: 'not-text', detail: 'not valid UTF-8' });
    }
  };
  return { paths: [...contents.keys()].sort(), gaps: [], text, bytes, asked };
}

/** The source itself, so that a throw is seen and not turned into a gap. */
async function run(source: Source, contents: ReadonlyMap<string, Buffer>) {
  const kind = source.declaration.targetKinds[0] ?? 'tree';
  const files = memoryFiles(contents, kind === 'tree' ? 2_000_000 : 64_000_000);
  const target = { id: 't1', name: 'case', kind };
  return { batch: await source.collect({ target, files, inspector: plantedInspector }), asked: files.asked };
}

function gapsAbout(batch: FactBatch, path: string): readonly string[] {
  return batch.coverage.flatMap(({ gaps }) =>
    gaps.filter(({ where }) => where.startsWith(path)).map(({ reason }) => reason),
  );
}

describe.each(HARMS)('a file that $name', ({ harm, mustSay }) => {
  it.each(SOURCES)('gives a gap in $declaration.name, never a throw', async (source) => {
    let said = 0;
    for (const { input, path } of FILES.filter((file) => file.source === source)) {
      const contents = INPUTS.get(input) ?? new Map<string, Buffer>();
      const harmed = harm(contents.get(path) ?? Buffer.alloc(0));
      const { batch, asked } = await run(source, new Map([...contents, [path, harmed]]));
      for (const fact of batch.facts) expect(FactSchema.safeParse(fact).error?.message).toBeUndefined();
      if (!asked.has(path) || !mustSay(path)) continue;
      expect(gapsAbout(batch, path), path).not.toEqual([]);
      said += 1;
    }
    if (mustSay('') && FILES.some((file) => file.source === source)) expect(said).toBeGreaterThan(0);
  });
});

/** One file of each case: the walk treats them alike. */
function firstFiles(source: Source) {
  const own = FILES.filter((file) => file.source === source);
  return own.filter(({ input }, i) => own.findIndex((other) => other.input === input) === i);
}

describe('a file that is a link out of the tree', () => {
  it.each(SOURCES)('gives a gap and none of its facts in $declaration.name', async (source) => {
    for (const { input, path } of firstFiles(source)) {
      const folder = join(copy, 'input');
      rmSync(folder, { recursive: true, force: true });
      cpSync(input, folder, { recursive: true });
      rmSync(join(folder, path));
      symlinkSync(join(input, path), join(folder, path));
      const kind = source.declaration.targetKinds[0] ?? 'tree';
      const target = { id: 't1', name: 'case', kind };
      const batch = await collectTarget(target, openTarget(folder, kind), plantedInspector, [source]);
      expect(gapsAbout(batch, path)).toContain('outside-tree');
      const evidence = batch.facts.flatMap((fact) => fact.evidence.map(({ at }) => at.path));
      expect(evidence).not.toContain(path);
    }
  });
});

describe('a source that throws', () => {
  it('loses its own facts, says so without repeating what it read, and stops nobody else', async () => {
    const folder = join(copy, 'thrower');
    cpSync(join(FOLDER, 'mcp-config/cases/clients/input'), folder, { recursive: true });
    const mcp = SOURCES.filter(({ declaration }) => declaration.name === 'mcp-config');
    const [declared] = mcp;
    if (declared === undefined) throw new Error('mcp-config is gone');
    const thrower: Source = {
      declaration: { ...declared.declaration, name: 'thrower' },
      collect: () => Promise.reject(new SyntaxError('unexpected sk-notreal-0001')),
    };
    const target = { id: 't1', name: 'case', kind: 'tree' } as const;
    const batch = await collectTarget(target, openTarget(folder, 'tree'), plantedInspector, [
      thrower,
      ...mcp,
    ]);
    const [, broken, whole] = batch.coverage;
    expect(broken).toMatchObject({
      source: 'thrower',
      complete: [],
      gaps: [{ reason: 'failed', detail: 'the source gave up: SyntaxError' }],
    });
    expect(whole?.complete.length).toBeGreaterThan(0);
    expect(JSON.stringify(batch)).not.toContain('notreal');
  });
});
