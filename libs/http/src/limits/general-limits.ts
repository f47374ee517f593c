import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, networkOf, type UserId } from '#libs/kernel';
import { AccessTokens } from '../access/access-tokens.js';
import { RateLimited } from '../problems/http.errors.js';
import { clientAddress } from '../request/client-address.js';
import { ADDRESS_LIMIT, PERSON_LIMIT, WRITE_LIMIT } from './rate-limit.js';
import { type LimitState, RateLimits } from './rate-limits.js';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The limits of every request under /v1. They stand before routing and parsing, so that unknown paths and
 * broken bodies count too; a token counts for its person as soon as its signature is right.
 */
@Injectable()
export class GeneralLimits {
  constructor(
    private readonly limits: RateLimits,
    private readonly tokens: AccessTokens,
  ) {}

  /** Whether anything is counted. */
  get active(): boolean {
    return this.limits.active;
  }

  /**
   * Counts a request and tells the limits in its answer.
   *
   * @throws DomainError `rate-limited`
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const states = await this.count(request);
    void reply.headers({
      'ratelimit-policy': states.map(policy).join(', '),
      ratelimit: states.map(rest).join(', '),
    });
    const exceeded = states.filter((state) => state.exceeded);
    if (exceeded.length > 0) {
      const retryAfter = Math.max(...exceeded.map((state) => state.resetAfter));
      throw new DomainError(RateLimited, { retryAfter });
    }
  }

  private async count(request: FastifyRequest): Promise<LimitState[]> {
    const person = this.personOf(request);
    const counted =
      person === undefined
        ? [this.limits.count(ADDRESS_LIMIT, networkOf(clientAddress(request)))]
        : [
            this.limits.count(PERSON_LIMIT, person),
            ...(READING.has(request.method) ? [] : [this.limits.count(WRITE_LIMIT, person)]),
          ];
    return (await Promise.all(counted)).filter((state) => state !== undefined);
  }

  private personOf(request: FastifyRequest): UserId | undefined {
    try {
      return this.tokens.claimsOf(request)?.sub;
    } catch {
      return undefined;
    }
  }
}

/** An entry of `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers writes it. */
function policy({ limit }: LimitState): string {
  return `"${limit.name}";q=${limit.points};w=${limit.seconds}`;
}

/** An entry of `RateLimit`. */
function rest({ limit, remaining, resetAfter }: LimitState): string {
  return `"${limit.name}";r=${remaining};t=${resetAfter}`;
}
