import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseAddress } from '#libs/database';
import { JobsMode } from '#libs/jobs';
import { ProgramLogger } from '#libs/logging';
import { migrate, openDatabase, type Program } from '#libs/runtime';
import { WorkerModule } from '../../worker/src/worker.module.js';

/** Connections of a command: it does one thing at a time. */
const POOL_SIZE = 4;

@Module({})
class CommandModule {}

/** Opens the database that the settings name; it is closed when the command ends. */
export async function openCommandDatabase(program: Program): Promise<string> {
  const database = await openDatabase(program, true);
  program.shutdown.onStop('the database', () => database.close(), { last: true });
  return database.url;
}

/**
 * Every domain on the migrated database, without HTTP and without running jobs.
 *
 * @param modules what a command needs beside the domains
 */
export async function openDomains(
  program: Program,
  modules: readonly Type[] = [],
): Promise<INestApplicationContext> {
  const { settings, log, shutdown, state } = program;
  const url = await openCommandDatabase(program);
  if (settings.migrate === 'auto') {
    await migrate(url);
  }
  const worker = WorkerModule.forRoot({
    settings,
    state,
    database: new DatabaseAddress(url, POOL_SIZE),
    jobs: new JobsMode(false),
  });
  const domains = await NestFactory.createApplicationContext(
    { module: CommandModule, imports: [worker, ...modules] },
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  shutdown.onStop('the domains', () => domains.close());
  return domains;
}
