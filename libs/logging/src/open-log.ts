import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Settings } from '#libs/config';
import { currentContext } from '#libs/context';
import { FoldedFailures } from './folded-failures.js';
import { loggedError } from './logged-error.js';

/** The log of the program. */
export type ProgramLog = Logger;

/** Lines are written together once there are so many bytes of them, or after so many milliseconds. */
const CHUNK = 8_192;
const CHUNK_MS = 100;

/** Number of the level `warn`: below it nothing is a failure. */
const WARNING = 40;

/** Fields that are never logged, wherever they stand in the first levels of an entry. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'email',
  'phone',
  'birthday',
];

/** Opens the log: JSON lines in production, readable lines otherwise; to standard output. */
export async function openLog(
  settings: Pick<Settings, 'logLevel' | 'isProduction'>,
): Promise<ProgramLog> {
  const readable = !settings.isProduction && settings.logLevel !== 'silent';
  return logTo(
    settings.logLevel,
    readable
      ? await prettyOutput()
      : pino.destination({ dest: 1, minLength: CHUNK, periodicFlush: CHUNK_MS }),
  );
}

/** A log that writes to a given stream. */
export function logTo(level: Settings['logLevel'], output: DestinationStream): ProgramLog {
  const failures = new FoldedFailures();
  const options: LoggerOptions = {
    level,
    hooks: {
      logMethod(entry, write, severity) {
        if (severity < WARNING) {
          write.apply(this, entry);
        } else {
          failures.pass(entry, (passed) => write.apply(this, passed));
        }
      },
    },
    base: null,
    mixin: () => {
      const { requestId } = currentContext();
      return requestId === undefined ? {} : { requestId };
    },
    serializers: { err: (error: unknown) => loggedError(error) },
    redact: { paths: SECRET_FIELDS.flatMap(pathsOf), censor: '***' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  return pino(options, output);
}

function pathsOf(field: string): string[] {
  const below = field.startsWith('[') ? field : `.${field}`;
  return [field, `*${below}`, `*.*${below}`];
}

async function prettyOutput(): Promise<DestinationStream> {
  // Loaded only here: production needs none of it.
  const { PinoPretty } = await import('pino-pretty');
  return PinoPretty({
    colorize: process.stdout.isTTY,
    sync: true,
    ignore: 'context,requestId,method,route,url,status,durationMs,repeated',
    translateTime: 'SYS:HH:MM:ss',
    messageFormat:
      '{if context}{context}: {end}{msg}{if repeated} ({repeated} times in a second){end}',
  });
}
