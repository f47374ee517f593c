import { Logger, PinoLogger } from 'nestjs-pino';
import type { ProgramLog } from './open-log.js';

/** Parts of the framework that tell of each module and route at every start. */
const CHATTY = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's log, written by pino. What the framework tells of its own start is for debugging only. */
export class ProgramLogger extends Logger {
  /** @param log of the program; there is one per process */
  constructor(log: ProgramLog) {
    // Wrapped, the serializer of errors would be replaced by one that also writes the values of rows.
    super(new PinoLogger({ pinoHttp: { logger: log, wrapSerializers: false } }), {});
  }

  override log(message: unknown, ...optionalParams: unknown[]): void {
    const context = optionalParams.at(-1);
    if (typeof context === 'string' && CHATTY.has(context)) {
      this.debug(message, ...optionalParams);
    } else {
      super.log(message, ...optionalParams);
    }
  }
}
