import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '#libs/config';
import { DatabaseAddress } from '#libs/database';
import { httpAdapter, versionRoutes } from '#libs/http';
import { JobsMode } from '#libs/jobs';
import { ProgramState } from '#libs/runtime';
import { ApiModule } from '../../api/src/api.module.js';

/** The API as Nest sees it without making its providers: needs no database and opens nothing. */
export async function previewApi(): Promise<NestFastifyApplication> {
  const settings = loadSettings({ JWT_SECRET: '-'.repeat(32), LOG_LEVEL: 'silent' });
  const module = ApiModule.forRoot({
    settings,
    state: new ProgramState(),
    database: new DatabaseAddress('postgres://localhost/none'),
    jobs: new JobsMode(false),
  });
  const api = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(settings), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  versionRoutes(api);
  return api;
}
