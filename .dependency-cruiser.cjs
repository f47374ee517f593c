const libs = require('./tools/libs.cjs');

/** The layers of a lib, told by the suffix of a file; each may import those that come after it. */
const LAYERS = [
  { layer: 'edge', suffixes: ['controller', 'guard', 'filter', 'interceptor', 'pipe'] },
  { layer: 'steps', suffixes: ['service', 'policy', 'handler', 'jobs'] },
  { layer: 'storage', suffixes: ['repository', 'reader', 'sql', 'entity'] },
];
/** Libs, and the sample of one. */
const SOURCES = '(libs/[^/]+/src|test/sample-domain)';
/** Whoever tells events is a domain; the other two put domains together. */
const DOMAINS = Object.entries(libs).flatMap(([lib, { imports = [] }]) =>
  imports.includes('event-bus') && !['runtime', 'demo'].includes(lib) ? [lib] : [],
);
const endsIn = (suffixes) => `\\.(${suffixes.join('|')})\\.ts$`;

const libRules = Object.entries(libs).map(([lib, { imports = [] }]) => ({
  name: `${lib}-imports`,
  comment: `${lib} imports only the libs that tools/libs.cjs allows it.`,
  severity: 'error',
  from: { path: `^libs/${lib}/src/`, pathNot: '\\.spec\\.ts$' },
  to: {
    path: '^(libs|apps|test|tools)/',
    pathNot: `^libs/(${[lib, ...new Set(imports)].join('|')})/`,
  },
}));

const layerRules = LAYERS.slice(1).map(({ layer, suffixes }, index) => ({
  name: `${layer}-looks-inward`,
  comment: `Files that end in ${suffixes.join(', ')} import none of the layers above them.`,
  severity: 'error',
  from: { path: `^${SOURCES}/.*${endsIn(suffixes)}` },
  to: {
    path: `^${SOURCES}/.*${endsIn(LAYERS.slice(0, index + 1).flatMap((above) => above.suffixes))}`,
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'through-the-face',
      comment: "Another lib's files are imported through its index.ts.",
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'apps-through-the-face',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Files without a suffix are rules: they know neither Nest nor the database.',
      severity: 'error',
      from: {
        path: `^(libs/(${DOMAINS.join('|')})/src|test/sample-domain)/`,
        pathNot: '\\.[a-z]+\\.ts$|/migrations/|/index\\.ts$',
      },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|pg|fastify)',
          '^libs/(database|jobs|runtime)/',
          `^libs/[^/]+/src/.*${endsIn(LAYERS.flatMap(({ suffixes }) => suffixes))}`,
        ],
      },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      from: { path: '^libs/(kernel|events)/src', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$|^libs/testing/|^libs/[^/]+/test/|^test/' },
      to: { path: '^libs/testing/' },
    },
    ...libRules,
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
