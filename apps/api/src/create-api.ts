import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  configureHttp,
  httpAdapter,
  letGoOfConnections,
  type PlatformOptions,
  ProgramLogger,
  RequestLog,
  RequestMetrics,
} from '#libs/platform';
import { ApiModule } from './api.module.js';

/** Makes the API ready to be initialised; opens no port. */
export async function createApi(options: PlatformOptions): Promise<NestFastifyApplication> {
  const { settings, log, state } = options;
  const api = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forRoot(options),
    httpAdapter(settings),
    { logger: new ProgramLogger(log), abortOnError: false },
  );
  const server = api.getHttpAdapter().getInstance();
  api.get(RequestLog).observe(server);
  api.get(RequestMetrics).observe(server);
  letGoOfConnections(server, state);
  await configureHttp(api, settings);
  return api;
}
