import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { type AccessTokens, readClaims } from './access-tokens.js';
import type { AccessClaims } from './session-authority.js';

/** The name under which passport knows access tokens. */
export const ACCESS_TOKEN_STRATEGY = 'access-token';

const keys = new WeakMap<FastifyRequest, AccessTokens>();

/** Says whose keys verify the token of a request: passport has one strategy for all programs of a process. */
export function verifyWith(request: FastifyRequest, tokens: AccessTokens): void {
  keys.set(request, tokens);
}

/** Reads the bearer token of a request. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN_STRATEGY) {
  constructor() {
    super({
      jwtFromRequest: bearerToken,
      algorithms: ['HS256'],
      secretOrKeyProvider: (
        request: FastifyRequest,
        token: unknown,
        done: (error: Error | null, secret?: string) => void,
      ) => {
        const secret = typeof token === 'string' ? keys.get(request)?.secretOf(token) : undefined;
        if (secret === undefined) {
          done(new Error('The token names no key of this service.'));
        } else {
          done(null, secret);
        }
      },
    });
  }

  validate(payload: object): AccessClaims {
    return readClaims(payload);
  }
}

/** The token of `Authorization: Bearer <token>`; `null` for a header that is anything else. */
function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer +([^\s,]+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
