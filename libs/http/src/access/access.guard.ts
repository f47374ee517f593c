import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Settings } from '#libs/config';
import { DomainError, type Role } from '#libs/kernel';
import { ENDPOINT, type EndpointOptions } from '../endpoint/endpoint.js';
import { Forbidden, Unauthenticated } from '../problems/http.errors.js';
import { noteViewer } from '../request/request-viewer.js';
import { ACCESS_TOKEN_STRATEGY, type AccessTokenOptions } from './access-token.strategy.js';
import { AccessTokens } from './access-tokens.js';
import { type AccessClaims, SessionAuthority } from './session-authority.js';

const RANK: Readonly<Record<Role, number>> = { user: 0, admin: 1, superuser: 2 };

/** Lets a request pass as far as its endpoint's `access` and its sender's session and role allow. */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN_STRATEGY) {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionAuthority,
    private readonly tokens: AccessTokens,
    private readonly settings: Settings,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { access, always = false } = this.endpoint(context);
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: AccessClaims }>();
    if (access === 'anyone' && always) {
      return true;
    }
    if (request.headers.authorization === undefined) {
      if (access === 'anyone' && this.settings.publicReads) {
        return true;
      }
      throw new DomainError(Unauthenticated);
    }
    await super.canActivate(context);
    if (!request.user) {
      throw new DomainError(Unauthenticated);
    }
    const viewer = await this.sessions.authenticate(request.user);
    noteViewer(request, viewer);
    if (access !== 'anyone' && RANK[viewer.role] < RANK[access]) {
      throw new DomainError(Forbidden);
    }
    return true;
  }

  override getAuthenticateOptions(): AccessTokenOptions {
    return { tokens: this.tokens };
  }

  private endpoint(context: ExecutionContext): EndpointOptions {
    const handler = context.getHandler();
    const endpoint = this.reflector.get<EndpointOptions | undefined>(ENDPOINT, handler);
    if (!endpoint) {
      throw new Error(`${context.getClass().name}.${handler.name} lacks @Endpoint().`);
    }
    return endpoint;
  }
}
