import { describe, expect, it } from 'vitest';
import { placesIn } from './places.ts';

function target(id: string, location: string, kind = 'tree'): Parameters<typeof placesIn>[0][number] {
  return { id, name: id, location, kind };
}

describe('placesIn', () => {
  it.each([
    { why: 'the folder the reader stands in', targets: [target('r', '.')], base: '', path: 'src/a.ts' },
    { why: 'one folder elsewhere', targets: [target('r', '../x/r')], base: '../x/r', path: 'src/a.ts' },
    {
      why: 'several folders side by side',
      targets: [target('r', 'estate/repo'), target('t', 'estate/telemetry')],
      base: 'estate',
      path: 'repo/src/a.ts',
    },
    {
      why: 'folders that share the beginning of a name alone',
      targets: [target('r', 'repo-one'), target('t', 'repo-two')],
      base: '',
      path: 'repo-one/src/a.ts',
    },
    {
      why: 'a folder and the configuration above it',
      targets: [target('r', 'estate/repo'), target('c', 'estate/sightline.config.yaml', 'configuration')],
      base: 'estate',
      path: 'repo/src/a.ts',
    },
    {
      why: 'a target with a name of its own',
      targets: [target('r', 'checkouts/4711'), target('t', 'telemetry')],
      base: '',
      path: 'checkouts/4711/src/a.ts',
    },
  ])('writes $path from "$base" for $why', ({ targets, base, path }) => {
    const places = placesIn(targets);
    expect(places.base).toBe(base);
    expect(places.place('r', 'src/a.ts')).toBe(path);
  });

  it.each([
    { why: 'the configuration', targets: [target('c', 'estate/sightline.config.yaml', 'configuration')] },
    { why: 'a single file', targets: [target('c', 'estate/sightline.config.yaml')] },
  ])('names $why once, though target and path end alike', ({ targets }) => {
    expect(placesIn(targets).place('c', 'sightline.config.yaml')).toBe('sightline.config.yaml');
  });
});
