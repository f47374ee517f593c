import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  DatabaseAddress,
  JobsMode,
  loadSettings,
  migrate,
  openDatabase,
  openLog,
  type Program,
  ProgramLogger,
  readEnvironmentFile,
} from '#libs/platform';
import { CliModule } from './cli.module.js';

/** Connections of a command: it does one thing at a time. */
const POOL_SIZE = 4;

/** Opens the database that the settings name, and closes it when the command ends. */
export async function openCommandDatabase(program: Program): Promise<string> {
  readEnvironmentFile();
  const settings = loadSettings(process.env);
  const database = await openDatabase(settings, (line) => process.stderr.write(`${line}\n`));
  program.onStop(() => database.release());
  return database.url;
}

/** Every domain on the migrated database, without HTTP and without running jobs. */
export async function openDomains(program: Program): Promise<INestApplicationContext> {
  const url = await openCommandDatabase(program);
  const settings = loadSettings({ LOG_LEVEL: 'warn', ...process.env });
  if (settings.migrate === 'auto') {
    await migrate(url);
  }
  const context = await NestFactory.createApplicationContext(
    CliModule.forRoot({
      settings,
      log: await openLog(settings),
      lifecycle: program.lifecycle,
      database: new DatabaseAddress(url, POOL_SIZE),
      jobs: new JobsMode(false),
    }),
    { bufferLogs: true, abortOnError: false },
  );
  context.useLogger(context.get(ProgramLogger));
  program.onStop(() => context.close());
  return context;
}
