import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import type { ProgramLog } from './open-log.js';
import { RequestLog } from './request-log.js';

/** Gives each request its id in the log, and a line of its own. */
@Module({})
export class LoggingModule {
  static forRoot(log: ProgramLog): DynamicModule {
    return {
      module: LoggingModule,
      // Without routes: requests are logged by Fastify's own hooks, which cost less than a middleware.
      imports: [LoggerModule.forRoot({ pinoHttp: { logger: log }, forRoutes: [] })],
      providers: [
        {
          provide: RequestLog,
          inject: [PinoLogger],
          useFactory: (context: PinoLogger) => new RequestLog(log, context),
        },
      ],
      exports: [RequestLog],
    };
  }
}
