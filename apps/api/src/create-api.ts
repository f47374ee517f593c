import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureHttp, httpAdapter, ProgramLogger, type Settings } from '#libs/platform';

/** Makes the API ready to be initialised; opens no port. */
export async function createApi(
  module: DynamicModule,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const api = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(settings), {
    bufferLogs: true,
    abortOnError: false,
  });
  api.useLogger(api.get(ProgramLogger));
  await configureHttp(api, settings);
  return api;
}
