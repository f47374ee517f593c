import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureHttp, httpAdapter, RequestLog } from '#libs/http';
import { type ProgramLog, ProgramLogger } from '#libs/logging';
import { RequestMetrics } from '#libs/metrics';
import { letGoOfConnections, type PlatformOptions } from '#libs/runtime';
import { ApiModule } from './api.module.js';
import { serveFrontPage } from './front-page.js';

/** Makes the API ready to be initialised; opens no port. */
export async function createApi(
  options: PlatformOptions,
  log: ProgramLog,
): Promise<NestFastifyApplication> {
  const { settings, state } = options;
  const api = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forRoot(options),
    httpAdapter(settings),
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  const server = api.getHttpAdapter().getInstance();
  new RequestLog(log).observe(server);
  api.get(RequestMetrics).observe(server);
  letGoOfConnections(server, state);
  await configureHttp(api, settings);
  serveFrontPage(server, settings);
  return api;
}
