import { migrate } from '#libs/platform';
import type { Command } from '../command.js';
import { openCommandDatabase } from '../context.js';
// Loads every domain: each declares its migrations when it is loaded.
import '../cli.module.js';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database to the shape that this version expects',
  options: {},
  async run(_options, program) {
    const done = await migrate(await openCommandDatabase(program));
    console.log(done.length === 0 ? 'Nothing to migrate.' : `Migrated: ${done.join(', ')}`);
    return 0;
  },
};
