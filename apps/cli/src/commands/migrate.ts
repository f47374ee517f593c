// Loads every domain: each declares its migrations when it is loaded.
import '../../../domains.js';
import { migrate, type Program } from '#libs/runtime';
import type { CommandOptions } from '../command.js';
import { openCommandDatabase } from '../context.js';

/** Runs what is pending. */
export async function runMigrate(_options: CommandOptions, program: Program): Promise<number> {
  const done = await migrate(await openCommandDatabase(program));
  console.log(done.length === 0 ? 'Nothing to migrate.' : `Migrated: ${done.join(', ')}`);
  return 0;
}
