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
/** What tests share: `index.ts` for tests of any lib, a file for what needs a lib. */
const TEST_WORDS = '^libs/testing/src/[^/]+\\.ts$';
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

/** Every lib that a lib imports, however far below. */
const reached = (lib) =>
  new Set([lib, ...(libs[lib].imports ?? []).flatMap((below) => [...reached(below)])]);
const tests = (lib) => `^libs/${lib}/(test/|src/.*\\.spec\\.ts$)`;

const testRules = Object.entries(libs).flatMap(([lib, { imports = [] }]) => [
  {
    name: `${lib}-tests-import`,
    comment: `Tests of ${lib} import only the libs that tools/libs.cjs allows it, and words of libs/testing.`,
    severity: 'error',
    from: { path: tests(lib) },
    to: {
      path: '^(libs|apps|test)/',
      pathNot: `^libs/(${[lib, 'testing', ...imports].join('|')})/`,
    },
  },
  {
    name: `${lib}-tests-load`,
    comment: `Tests of ${lib} load no domain that ${lib} doesn't stand on, by whatever way.`,
    severity: 'error',
    from: { path: tests(lib) },
    to: {
      reachable: true,
      path: `^libs/(${DOMAINS.filter((domain) => !reached(lib).has(domain)).join('|')})/src/index\\.ts$`,
    },
  },
]);

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
      to: {
        path: '^libs/([^/]+)/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', TEST_WORDS],
      },
    },
    {
      name: 'apps-through-the-face',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', TEST_WORDS] },
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
    ...testRules,
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['maru-source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
