import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { REDIS } from '#libs/cache';
import { Settings } from '#libs/config';
import { DomainError } from '#libs/kernel';
import { RateLimited } from '../problems/http.errors.js';
import type { RateLimit } from './rate-limit.js';

/** What is left of a limit for one key. */
export interface LimitState {
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Seconds until the count starts again. */
  readonly resetAfter: number;
  readonly exceeded: boolean;
}

/**
 * Counts acts against limits: in Redis when it is configured, so that all processes share the count, else
 * in this process. While Redis is away each process counts for itself. With `RATE_LIMIT=off` nothing counts.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  constructor(
    private readonly settings: Settings,
    @Inject(REDIS) private readonly redis: Redis | null,
  ) {}

  /** Whether anything is counted. */
  get active(): boolean {
    return this.settings.rateLimit;
  }

  /**
   * Counts one act.
   *
   * @param key whose act it is; never kept in clear text elsewhere, so hash what is personal
   * @throws DomainError `rate-limited` with the seconds to wait
   */
  async consume(limit: RateLimit, key: string): Promise<void> {
    const state = await this.count(limit, key);
    if (state?.exceeded) {
      throw new DomainError(RateLimited, { retryAfter: state.resetAfter });
    }
  }

  /** Counts one act and tells what is left; `undefined` when limits are off. */
  async count(limit: RateLimit, key: string): Promise<LimitState | undefined> {
    if (!this.active) {
      return undefined;
    }
    try {
      return stateOf(limit, await this.limiterOf(limit).consume(key), false);
    } catch (error) {
      if (error instanceof RateLimiterRes) {
        return stateOf(limit, error, true);
      }
      throw error;
    }
  }

  /** Forgets what was counted for a key. */
  async forgive(limit: RateLimit, key: string): Promise<void> {
    if (this.active) {
      await this.limiterOf(limit).delete(key);
    }
  }

  private limiterOf(limit: RateLimit): RateLimiterAbstract {
    const known = this.limiters.get(limit.name);
    if (known) {
      return known;
    }
    const options = {
      keyPrefix: `limit:${limit.name}`,
      points: limit.points,
      duration: limit.seconds,
    };
    const memory = new RateLimiterMemory(options);
    const limiter = this.redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: this.redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
    this.limiters.set(limit.name, limiter);
    return limiter;
  }
}

function stateOf(limit: RateLimit, result: RateLimiterRes, exceeded: boolean): LimitState {
  return {
    limit,
    remaining: Math.max(0, result.remainingPoints),
    resetAfter: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
    exceeded,
  };
}
