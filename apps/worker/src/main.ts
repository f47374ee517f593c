import { NestFactory } from '@nestjs/core';
import { localAddress } from '#libs/config';
import { DatabaseAddress } from '#libs/database';
import { JobsMode } from '#libs/jobs';
import { ProgramLogger } from '#libs/logging';
import { openDatabase, type Program, runProgram, StartError } from '#libs/runtime';
import { operationsServer } from './operations-port.js';
import { ObservedWorkerModule } from './worker.module.js';

await runProgram(async ({ settings, log, shutdown, state, abort }: Program) => {
  if (settings.publicUrl === localAddress(settings.host, 0)) {
    throw new StartError(
      'PUBLIC_URL: it is missing while PORT is 0. Set it to the address of the API.',
    );
  }
  const database = await openDatabase({ settings, log, abort }, false);
  shutdown.onStop('the database', () => database.close(), { last: true });
  const worker = await NestFactory.createApplicationContext(
    ObservedWorkerModule.forRoot({
      settings,
      state,
      database: new DatabaseAddress(database.url, settings.databasePoolSize),
      jobs: new JobsMode(true),
    }),
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  shutdown.onStop('the worker', () => worker.close());
  if (settings.workerPort !== undefined) {
    const operations = operationsServer(worker);
    shutdown.onStop('the port', () => operations.close());
    const { host, workerPort: port } = settings;
    const address = await operations.listen({ port, host }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartError(`WORKER_PORT: port ${port} can’t be opened (${reason}).`);
    });
    log.info(`The worker tells how it is on ${address}.`);
  }
  log.info('The worker runs.');
});
