import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  DatabaseAddress,
  JobsMode,
  migrate,
  openDatabase,
  type Program,
  ProgramLogger,
} from '#libs/platform';
import { WorkerModule } from '../../worker/src/worker.module.js';

/** Connections of a command: it does one thing at a time. */
const POOL_SIZE = 4;

/** Opens the database that the settings name; it is closed when the command ends. */
export async function openCommandDatabase({ settings, log, shutdown }: Program): Promise<string> {
  const database = await openDatabase(settings, log, true);
  shutdown.onStop('the database', () => database.close(), { last: true });
  return database.url;
}

/** Every domain on the migrated database, without HTTP and without running jobs. */
export async function openDomains(program: Program): Promise<INestApplicationContext> {
  const { settings, log, shutdown, state } = program;
  const url = await openCommandDatabase(program);
  if (settings.migrate === 'auto') {
    await migrate(url);
  }
  const domains = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({
      settings,
      log,
      state,
      database: new DatabaseAddress(url, POOL_SIZE),
      jobs: new JobsMode(false),
    }),
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  shutdown.onStop('the domains', () => domains.close());
  return domains;
}
