import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Three projects in one run: pure code, code against real PostgreSQL, and the built programs over HTTP.
 * Sources are compiled to CommonJS here only, because Jest can't load CommonJS packages from native ES modules.
 */
const esmPackages = packagesOf('node_modules').filter(isModule);

/** Folders of packages, scoped ones included. */
function packagesOf(folder) {
  return readdirSync(join(import.meta.dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@') ? packagesOf(join(folder, name)) : [join(folder, name)],
    );
}

function isModule(folder) {
  try {
    const manifest = readFileSync(join(import.meta.dirname, folder, 'package.json'), 'utf8');
    return JSON.parse(manifest).type === 'module';
  } catch {
    return false;
  }
}

/**
 * How long any test or hook may take: it ends what hangs, and asserts nothing about time. Longer than the test helpers
 * wait for what is done in the background (PATIENCE_MS), since their message says what did not come.
 */
export const TEST_TIMEOUT_MS = 600_000;

export const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['maru-source', 'node', 'require', 'default'] },
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
  transformIgnorePatterns: [
    `/node_modules/(?!(${esmPackages.map((folder) => relative('node_modules', folder)).join('|')})/)`,
  ],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
};

export default {
  testTimeout: TEST_TIMEOUT_MS,
  maxWorkers: 3,
  testSequencer: join(import.meta.dirname, 'test', 'whole-programs-first.mjs'),
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,test/architecture}/**/!(*.db|*.e2e).spec.ts'],
    },
    {
      ...shared,
      displayName: 'db',
      testMatch: [
        '<rootDir>/{apps,libs,test/architecture,test/domains,test/sample-domain}/**/*.db.spec.ts',
      ],
      globalTeardown: '<rootDir>/libs/testing/src/global-teardown.mjs',
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/test/e2e/global-setup.mjs',
      globalTeardown: '<rootDir>/test/e2e/global-teardown.mjs',
    },
  ],
};
