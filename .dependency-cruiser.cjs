const libs = require('./tools/libs.cjs');

/** Layers of a domain lib, each with the layers of its own lib that it may import. */
const layers = {
  domain: ['domain'],
  infrastructure: ['domain', 'infrastructure'],
  application: ['domain', 'infrastructure', 'application'],
};

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

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-looks-inward`,
  comment: `Code in ${layer}/ imports, of its own lib, only ${allowed.join(', ')}.`,
  severity: 'error',
  from: { path: `^libs/([^/]+)/src/${layer}/` },
  to: { path: '^libs/$1/src/', pathNot: `^libs/$1/src/(${allowed.join('|')})/` },
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
      comment: 'Rules know neither Nest nor HTTP nor the database.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|pg|fastify)',
          '^libs/(database|http|jobs|runtime|storage)/',
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
