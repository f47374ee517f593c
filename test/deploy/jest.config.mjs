import { join } from 'node:path';
import { shared, TEST_TIMEOUT_MS } from '../../jest.config.mjs';

/** What the files of deploy, infra and .github say, checked by the programs that will read them. */
export default {
  ...shared,
  rootDir: join(import.meta.dirname, '..', '..'),
  displayName: 'deploy',
  testMatch: ['<rootDir>/test/deploy/**/*.deploy.spec.ts'],
  testTimeout: TEST_TIMEOUT_MS,
  maxWorkers: 2,
};
