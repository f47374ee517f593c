import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { register } from 'prom-client';
import { Settings } from '#libs/config';
import { Endpoint, Unauthenticated } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { ScrapeService } from './scrape.service.js';

/** Tells Prometheus how the process is doing. */
@ApiTags('Operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly settings: Settings,
    private readonly scrape: ScrapeService,
  ) {}

  @Get()
  @Header('Content-Type', register.contentType)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({
    description: 'All metrics.',
    content: { 'text/plain': { schema: { type: 'string', maxLength: 10_000_000 } } },
  })
  @Endpoint({
    summary: 'Metrics of the process for Prometheus',
    description: 'Asks for `METRICS_TOKEN` as a bearer token when the operator has set one.',
    access: 'anyone',
    always: true,
    status: 200,
    problems: [Unauthenticated],
  })
  async readMetrics(@Req() request: FastifyRequest): Promise<string> {
    this.admit(request.headers.authorization);
    return this.scrape.text();
  }

  private admit(authorization: string | undefined): void {
    const { metricsToken } = this.settings;
    const sent = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (metricsToken !== undefined && (sent === undefined || !isSame(sent, metricsToken))) {
      throw new DomainError(Unauthenticated, { detail: 'This needs the token of the operator.' });
    }
  }
}

/** Takes the same time wherever the texts differ. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
