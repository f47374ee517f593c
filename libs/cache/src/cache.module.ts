import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Settings } from '#libs/config';
import { connectRedis } from './redis.js';

/** Injection token of the shared connection: a `Redis`, or `null` without `REDIS_URL`. */
export const REDIS = Symbol('Redis');

/** The shared connection to Redis, when there is one. */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [Settings],
      useFactory: ({ redisUrl }: Settings): Redis | null =>
        redisUrl === undefined ? null : connectRedis(redisUrl),
    },
  ],
  exports: [REDIS],
})
export class CacheModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
