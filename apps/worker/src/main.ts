import { NestFactory } from '@nestjs/core';
import {
  DatabaseAddress,
  JobsMode,
  openDatabase,
  type Program,
  ProgramLogger,
  runProgram,
} from '#libs/platform';
import { WorkerModule } from './worker.module.js';

await runProgram(async ({ settings, log, shutdown, state }: Program) => {
  const database = await openDatabase(settings, log, false);
  shutdown.onStop('the database', () => database.close(), { last: true });
  const worker = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({
      settings,
      log,
      state,
      database: new DatabaseAddress(database.url, settings.databasePoolSize),
      jobs: new JobsMode(true),
    }),
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  shutdown.onStop('the worker', () => worker.close());
  log.info('The worker runs.');
});
