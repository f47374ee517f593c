import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

/** How long a command waits for an answer, in milliseconds. */
const COMMAND_TIMEOUT = 1_000;
/** Longest pause between two attempts to connect, in milliseconds. */
const RECONNECT_MAX = 5_000;

/**
 * Opens the shared connection in the background. While Redis is away commands fail at once, and who uses
 * them decides what to do without it.
 */
export function connectRedis(url: string): Redis {
  const log = new Logger('Redis');
  const redis = new Redis(url, {
    connectionName: 'maru',
    connectTimeout: 2_000,
    disconnectTimeout: 200,
    commandTimeout: COMMAND_TIMEOUT,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 200, RECONNECT_MAX),
  });
  // One line per loss, not one per attempt.
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) {
      away = true;
      log.warn(`Redis is away: ${error.message}`);
    }
  });
  redis.on('ready', () => {
    if (away) {
      away = false;
      log.log('Redis is back.');
    }
  });
  return redis;
}
