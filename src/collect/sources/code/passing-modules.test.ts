import { describe, expect, it } from 'vitest';
import { filesOf } from '../../files-of-texts.ts';
import { ModuleIndex } from './module-index.ts';
import { passingModules } from './passing-modules.ts';
import { loadProgram } from './program.ts';

const LIBRARIES = { python: ['agents'], typescript: [], distributions: {} };
const TAKER = 'from agents import Agent\n\n\ndef desk(tools):\n    return Agent(name="desk", tools=tools)\n';

/** `count` files that hand tools to the function above. */
function callers(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `shop/caller_${String(at).padStart(3, '0')}.py`,
      'from maker import desk\n\ndesk([])\n',
    ]),
  );
}

async function gapsOf(files: Readonly<Record<string, string>>) {
  const { gaps, modules } = await loadProgram(filesOf(files), LIBRARIES);
  return { gaps: gaps.map(({ where, reason, detail }) => `${where}: ${reason}: ${detail}`), modules };
}

describe('files that hand tools on', () => {
  it('are read, without a gap, where they are few', async () => {
    const { gaps, modules } = await gapsOf({ 'maker.py': TAKER, ...callers(60) });
    expect(gaps).toEqual([]);
    expect(modules.size).toBe(61);
  });

  it('are a gap from the one on that was not read', async () => {
    const { gaps, modules } = await gapsOf({ 'maker.py': TAKER, ...callers(61) });
    expect(gaps).toEqual([
      'shop/caller_060.py: too-many: more than 60 files may hand tools on: from here on none was read',
    ]);
    expect(modules.size).toBe(61);
  });

  it('are a gap where too many functions take tools', async () => {
    const makers = Array.from({ length: 101 }, (_, at) => TAKER.replace('desk(', `desk_${String(at)}(`));
    const { gaps } = await gapsOf({ 'maker.py': makers.join('\n\n'), ...callers(1) });
    expect(gaps).toEqual([
      '.: too-many: more than 100 functions take tools: files that call them and name no AI library were not looked for',
    ]);
  });

  it('are a gap where they import each other over too many steps', async () => {
    const passes = (from: string): string => `from ${from} import desk\n\ndesk([])\n`;
    const chain = { 'one.py': passes('maker'), 'two.py': passes('one'), 'three.py': passes('two') };
    expect((await gapsOf({ 'maker.py': TAKER, ...chain })).gaps).toEqual([]);
    const { gaps } = await gapsOf({ 'maker.py': TAKER, ...chain, 'four.py': passes('three') });
    expect(gaps).toEqual([
      'four.py: too-deep: it imports what takes tools over more than 3 files, and was not read',
    ]);
  });

  it('are a gap from the one on whose text would be too much to hold', async () => {
    const { modules } = await loadProgram(filesOf({ 'maker.py': TAKER }), LIBRARIES);
    const files = Object.entries(callers(3)).map(([path, text]) => ({
      path,
      text,
      language: 'python' as const,
    }));
    const index = new ModuleIndex(['maker.py', ...files.map(({ path }) => path)], () => undefined, LIBRARIES);
    const each = files[0]?.text.length ?? 0;
    const passing = (most: number) => passingModules(modules.values(), () => files, index, most);
    expect(passing(3 * each)).toMatchObject({ files, gaps: [] });
    expect(passing(3 * each - 1)).toMatchObject({
      files: files.slice(0, 2),
      gaps: [{ where: 'shop/caller_002.py', reason: 'too-large' }],
    });
  });
});
