import './frames.dto.js';
import { Readable } from 'node:stream';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  asksForWebSocket,
  CurrentViewer,
  Endpoint,
  HeadersOnly,
  openWebSocket,
  ReadQuery,
  STAYS_OPEN,
} from '#libs/http';
import { InvalidCursor, type Viewer } from '#libs/kernel';
import { EventStream } from './event-stream.js';
import { SocketStream } from './socket-stream.js';
import { StreamQuery } from './stream.dto.js';
import { StreamService } from './stream.service.js';
import { StreamHub } from './stream-hub.js';

/** What comes, as it comes. */
@ApiTags('Stream')
@Controller('stream')
export class StreamController {
  constructor(
    private readonly streams: StreamService,
    private readonly hub: StreamHub,
  ) {}

  @Get()
  @RouteConfig(STAYS_OPEN)
  @Header('Cache-Control', 'no-store')
  @Header('X-Accel-Buffering', 'no')
  @ApiHeader({
    name: 'Last-Event-ID',
    description: 'The last `id` that was received: what came since then follows.',
    required: false,
    schema: { type: 'string', maxLength: 2000 },
    example: 'k3f9a1-2s',
  })
  @Endpoint({
    summary: 'Follow what comes',
    description:
      'Server-sent events, at least once and in the order of `id`. What has an `id` is kept for 24 hours, the newest 1,000 of a person. The stream ends with its access token: refresh, and go on with the last `id`. A person has at most 10; the oldest is ended then. A WebSocket brings the same: the token goes into `Authorization`, or, from browsers, into a subprotocol `maru.token.<accessToken>` that is offered beside `maru.v1`; a client that says anything is closed with 1003. It closes with 4401 (token or session over), 4408 (too slow), 4409 (replaced) or 1001 (going down).',
    access: 'user',
    streams: true,
    problems: [InvalidCursor],
  })
  async openStream(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { lastEventId }: StreamQuery,
    @HeadersOnly() headersOnly: boolean,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (asksForWebSocket(request)) {
      const admitted = await this.streams.admit(viewer, request, lastEventId);
      openWebSocket(request, reply, (socket, connection) => {
        this.hub.open(admitted, new SocketStream(socket, connection));
      });
      return;
    }
    // Who is told that a stream ends is to see its connection close.
    void reply.type('text/event-stream; charset=utf-8').header('connection', 'close');
    if (headersOnly) {
      await reply.header('transfer-encoding', 'chunked').send(Readable.from([]));
      return;
    }
    const admitted = await this.streams.admit(viewer, request, lastEventId);
    const body = new EventStream(() => reply.raw.destroy());
    this.hub.open(admitted, body);
    void reply.send(body);
  }
}
