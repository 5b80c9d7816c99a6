// The table of docs/architecture.md. cli/ and server/ are not listed: they wire the others together.
const MAY_IMPORT = {
  model: [],
  inspect: ['model'],
  collect: ['model', 'inspect'],
  runtime: ['model', 'inspect'],
  access: ['model'],
  graph: ['model', 'access'],
  assess: ['model', 'graph'],
  present: ['model', 'graph', 'assess'],
};
const PURE = ['model', 'inspect', 'access', 'graph', 'assess'];

const rooms = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `${room}-flow`,
  comment: `${room}/ may import only: ${allowed.join(', ') || 'nothing'}, and only through index.ts.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/${room}/`, ...allowed.map((other) => `^src/${other}/index\\.ts$`)] },
}));

/** The rooms of the code source's recognisers, from the ground up: each may import those before it. */
const RECOGNISE = 'src/collect/sources/code/recognise';
const FLOORS = [
  ...['catalog', 'recognition', 'calls', 'values', 'harmless', 'credentials', 'models', 'prompts'],
  ...['latitude', 'tools', 'servers', 'tool-lists', 'agents'],
];
const floors = FLOORS.map((floor, index) => ({
  name: `recognise-${floor}`,
  comment: `recognise/${floor}/ may import only the rooms of recognise that stand before it: ${FLOORS.slice(0, index).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^${RECOGNISE}/${floor}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: `^${RECOGNISE}/`,
    pathNot: FLOORS.slice(0, index + 1).map((below) => `^${RECOGNISE}/${below}/`),
  },
}));

export default {
  forbidden: [
    ...rooms,
    ...floors,
    {
      name: 'rooms-through-the-door',
      comment: 'The shell too enters a room through index.ts only.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/cli/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-sideways',
      comment: 'A source does not know the other sources.',
      severity: 'error',
      from: { path: '^src/collect/sources/([^/]+)/' },
      to: { path: '^src/collect/sources/', pathNot: '^src/collect/sources/$1/' },
    },
    {
      name: 'pure-core',
      comment: 'Disk, network, process and clock are handed in.',
      severity: 'error',
      from: { path: PURE.map((room) => `^src/${room}/`), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'model-imports-zod-alone',
      severity: 'error',
      from: { path: '^src/model/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|estate)/|/cases/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
