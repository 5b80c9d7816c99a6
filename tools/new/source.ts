import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** kebab-case: it becomes a folder, and camelCase the constant. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LIST = 'src/collect/source-list.ts';

/** What is written out below is a whole source that passes: easier to bend than to begin. */
const SCHEMA = `import * as z from 'zod';

/** What is needed of the file, and no more; loose, since strangers write it. */
export const AgentFile = z.object({
  agents: z.array(z.object({ name: z.string().min(1).max(200) })).max(10_000),
});
`;

const INDEX = (
  name: string,
  constant: string,
): string => `import { declaredId, nodeFact, UNREAD_REASONS, type FactBatch } from '#model';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { describeIssues, parseSafely, startRun, type SourceRun } from '../../source-run.ts';
import { AgentFile } from './schema.ts';

const declaration: SourceDeclaration = {
  name: '${name}',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['replace: rights or files it needs'],
  reads: ['${name}.json at the root'],
  enumerates: ['agents of a target (target:<name>), where the file was read to its end'],
  cannotSee: ['replace: what it cannot see'],
  nodeKinds: ['agent'],
  edgeKinds: [],
  loses: { by: UNREAD_REASONS, kinds: ['agent'] },
};

/** Replace: what it finds, in one line. */
export const ${constant}: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  const path = '${name}.json';
  const text = input.files.paths.includes(path) ? run.text(path) : null;
  if (text !== null) addAgents(run, path, text);
  return Promise.resolve(run.batch());
}

function addAgents(run: SourceRun, path: string, text: string): void {
  const json = parseSafely(() => JSON.parse(text) as unknown);
  if ('reason' in json) {
    run.gap(path, json.reason, 'not valid JSON');
    return;
  }
  const parsed = AgentFile.safeParse(json.value);
  if (!parsed.success) {
    run.gap(path, 'wrong-shape', describeIssues(parsed.error));
    return;
  }
  const target = run.input.target.name;
  for (const [i, agent] of parsed.data.agents.entries()) {
    const name = run.input.inspector.redact(agent.name);
    const evidence = run.pointer(path, \`/agents/\${String(i)}\`);
    const id = declaredId('agent', target, path, name);
    run.facts.push(nodeFact({ id, kind: 'agent', name, attributes: {}, evidence }));
  }
  run.complete({ scope: \`target:\${target}\`, kind: 'agent' });
}
`;

const README = (name: string): string => `# ${name}

Replace: what it finds, and why that matters.

## Needs

Replace: rights or files it needs.

## Reads

\`${name}.json\` at the root.

## Enumerates

Agents of a target (\`target:<name>\`), where the file was read to its end.

## Cannot see

Replace: what it cannot see.
`;

const INPUT = `{ "agents": [{ "name": "helper" }] }\n`;

/** What the case must give: written out, so that the first run tests something. */
const EXPECTED = (name: string): string => `nodes:
  - id: agent:case/${name}.json#helper
    kind: agent
    name: helper
    attributes: {}
    at: ${name}.json#/agents/0
edges: []
policies: []
assignments: []
complete:
  - target:case agent
gaps: []
`;

/** Every source begins with a hostile case. */
const BROKEN = (name: string): string => `nodes: []
edges: []
policies: []
assignments: []
complete: []
gaps:
  - '${name}.json: not-parsed: not valid JSON'
`;

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The list with the new source in its place by folder name; null where the list does not look as this tool knows it. */
function registered(list: string, name: string): string | null {
  // The imports are the list: what stands between them is kept.
  const imported = [...list.matchAll(/^import \{ (\w+) \} from '\.\/sources\/([\w-]+)\/index\.ts';\n/gm)];
  const first = imported[0]?.index;
  if (first === undefined) return null;
  const sources = [
    ...imported.map(([, constant = '', folder = '']) => ({ constant, folder })),
    { constant: camelCase(name), folder: name },
  ];
  // By folder name, as the conformance test demands.
  sources.sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const imports = sources
    .map(({ constant, folder }) => `import { ${constant} } from './sources/${folder}/index.ts';\n`)
    .join('');
  const entries = sources.map(({ constant }) => `  ${constant},\n`).join('');
  const without = list.replaceAll(/^import \{ \w+ \} from '\.\/sources\/[\w-]+\/index\.ts';\n/gm, '');
  const placed = without.slice(0, first) + imports + without.slice(first);
  const replaced = placed.replace(/(SOURCES: readonly Source\[\] = \[\n)[^\]]*\];/, `$1${entries}];`);
  // Proof that the replacement took hold; otherwise nothing is written.
  return replaced.includes(`  ${camelCase(name)},`) ? replaced : null;
}

/** A complete folder that passes the conformance test, and its line in the list. Says what is left to do. */
export function newSource(root: string, name: string): { readonly ok: boolean; readonly said: string } {
  if (!NAME.test(name))
    return {
      ok: false,
      said: 'usage: npm run new source <name>, for example: npm run new source crew-config',
    };
  const folder = join(root, 'src/collect/sources', name);
  if (existsSync(folder)) return { ok: false, said: `${folder} is there already` };
  // Before anything is written: half a source would break the build.
  const list = registered(readFileSync(join(root, LIST), 'utf8'), name);
  if (list === null)
    return { ok: false, said: `${LIST} does not have the form this tool writes; add the source by hand` };
  const files: Readonly<Record<string, string>> = {
    'index.ts': INDEX(name, camelCase(name)),
    'schema.ts': SCHEMA,
    'README.md': README(name),
    [`cases/one-agent/input/${name}.json`]: INPUT,
    'cases/one-agent/expected.yaml': EXPECTED(name),
    [`cases/broken/input/${name}.json`]: '{ "agents": [',
    'cases/broken/expected.yaml': BROKEN(name),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(root, LIST), list);
  return {
    ok: true,
    said: `${folder} is made and listed. Replace what says so, then: npx vitest run src/collect`,
  };
}
