import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Client, ClientInfo, Endpoint, ReadQuery, TAKES_FORM } from '#libs/http';
import { UnsubscribeQuery } from './unsubscribe.dto.js';
import { UnsubscribeService } from './unsubscribe.service.js';
import { UNSUBSCRIBE_POLICY, unsubscribePage } from './unsubscribe-page.js';

/** Where the links in digests lead: a page with a button, and the POST that mail programs send by themselves (RFC 8058). */
@ApiExcludeController()
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(private readonly unsubscribing: UnsubscribeService) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', UNSUBSCRIBE_POLICY)
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @Endpoint({ summary: 'Page to stop digest mails', access: 'anyone', always: true, status: 200 })
  page(@ReadQuery() _query: UnsubscribeQuery, @ClientInfo() { language }: Client): string {
    return unsubscribePage(language, false);
  }

  @Post()
  @HttpCode(200)
  @RouteConfig(TAKES_FORM)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', UNSUBSCRIBE_POLICY)
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @Endpoint({ summary: 'Stop digest mails', access: 'anyone', always: true, status: 200 })
  async stop(
    @ReadQuery() { token = '' }: UnsubscribeQuery,
    @ClientInfo() { language }: Client,
  ): Promise<string> {
    await this.unsubscribing.end(token);
    return unsubscribePage(language, true);
  }
}
