import { NestFactory } from '@nestjs/core';
import {
  DatabaseAddress,
  JobsMode,
  loadSettings,
  openDatabase,
  openLog,
  type Program,
  ProgramLogger,
  readEnvironmentFile,
  runService,
} from '#libs/platform';
import { WorkerModule } from './worker.module.js';

await runService(async (program: Program) => {
  readEnvironmentFile();
  const settings = loadSettings(process.env);
  const log = await openLog(settings);
  const database = await openDatabase(settings, (line) => log.info(line));
  program.onStop(() => database.release());
  const worker = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({
      settings,
      log,
      lifecycle: program.lifecycle,
      database: new DatabaseAddress(database.url, settings.databasePoolSize),
      jobs: new JobsMode(true),
    }),
    { bufferLogs: true, abortOnError: false },
  );
  worker.useLogger(worker.get(ProgramLogger));
  program.onStop(() => worker.close());
  log.info('The worker runs.');
});
