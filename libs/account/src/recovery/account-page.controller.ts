import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Settings } from '#libs/config';
import { type Client, ClientInfo, Endpoint, NotFound } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { accountPage, type AccountPageKind } from './account-page.js';

/** The pages to which links in mails lead when no web client is configured. */
@ApiExcludeController()
@Controller()
export class AccountPageController {
  constructor(private readonly settings: Settings) {}

  @Get('verify-email')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Endpoint({
    summary: 'Page to verify an email address',
    access: 'anyone',
    always: true,
    status: 200,
  })
  verifyEmailPage(
    @ClientInfo() client: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    return this.page('verify-email', client, reply);
  }

  @Get('reset-password')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Endpoint({ summary: 'Page to set a new password', access: 'anyone', always: true, status: 200 })
  resetPasswordPage(
    @ClientInfo() client: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    return this.page('reset-password', client, reply);
  }

  private page(kind: AccountPageKind, { language }: Client, reply: FastifyReply): string {
    if (this.settings.webUrl !== undefined) {
      throw new DomainError(NotFound);
    }
    const { html, contentSecurityPolicy } = accountPage(kind, language);
    void reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    return html;
  }
}
