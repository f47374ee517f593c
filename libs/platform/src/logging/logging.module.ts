import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import type { ProgramLog } from './open-log.js';
import { ProgramLogger } from './program-logger.js';
import { RequestLog } from './request-log.js';

/** Sends everything that is logged through Nest to the log of the program. */
@Module({})
export class LoggingModule {
  static forRoot(log: ProgramLog): DynamicModule {
    return {
      module: LoggingModule,
      // Without routes: requests are logged by Fastify's own hooks, which cost less than a middleware.
      imports: [LoggerModule.forRoot({ pinoHttp: { logger: log }, forRoutes: [] })],
      providers: [
        ProgramLogger,
        {
          provide: RequestLog,
          inject: [PinoLogger],
          useFactory: (context: PinoLogger) => new RequestLog(log, context),
        },
      ],
      exports: [ProgramLogger, RequestLog],
    };
  }
}
