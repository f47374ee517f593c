import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessTokens, defineRateLimit, RateLimits, Unauthenticated } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { parseEventId } from './event-id.js';
import type { StreamRequest } from './open-stream.js';
import { StreamHub } from './stream-hub.js';

/** Streams that a person opens, those included that found no room. */
const STREAMS = defineRateLimit({ name: 'streams', points: 30, seconds: 60 });

/** Lets people in to streams. */
@Injectable()
export class StreamService {
  constructor(
    private readonly limits: RateLimits,
    private readonly tokens: AccessTokens,
    private readonly hub: StreamHub,
  ) {}

  /**
   * Takes a request for a stream; then it can be opened.
   *
   * @param lastEventId the parameter of the query; the header comes first
   * @throws DomainError `rate-limited`, `invalid-cursor`, `unavailable`
   */
  async admit(
    viewer: Viewer,
    request: FastifyRequest,
    lastEventId: string | undefined,
  ): Promise<StreamRequest> {
    await this.limits.consume(STREAMS, viewer.userId);
    const last = sentId(request) ?? lastEventId;
    const after = last === undefined ? undefined : parseEventId(last);
    const expiresAt = this.tokens.endOf(request);
    if (expiresAt === undefined) {
      throw new DomainError(Unauthenticated);
    }
    this.hub.assertRoom();
    return { viewer, expiresAt, after };
  }
}

/** An empty header is none: browsers send it so. */
function sentId({ headers }: FastifyRequest): string | undefined {
  const sent = headers['last-event-id'];
  return typeof sent === 'string' && sent !== '' ? sent : undefined;
}
