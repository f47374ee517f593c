import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  configureHttp,
  DatabaseAddress,
  httpAdapter,
  JobsMode,
  Lifecycle,
  loadSettings,
  openLog,
} from '#libs/platform';
import { ApiModule } from '../../api/src/api.module.js';

/** The API as Nest sees it without making its providers: needs no database and opens nothing. */
export async function previewApi(): Promise<NestFastifyApplication> {
  const settings = loadSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  const api = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forRoot({
      settings,
      log: await openLog(settings),
      lifecycle: new Lifecycle(),
      database: new DatabaseAddress('postgres://localhost/none'),
      jobs: new JobsMode(false),
    }),
    httpAdapter(settings),
    { preview: true, logger: false, abortOnError: false },
  );
  await configureHttp(api, settings);
  return api;
}
