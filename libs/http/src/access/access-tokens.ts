import { createHash, createSecretKey } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { JwtService, TokenExpiredError } from '@nestjs/jwt';
import { Settings } from '#libs/config';
import { DomainError, isId, type SessionId, type UserId } from '#libs/kernel';
import { TokenExpired, Unauthenticated } from '../problems/http.errors.js';
import type { AccessClaims } from './session-authority.js';

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** The purpose that an access token carries, so that no other token of the service passes for one. */
export const ACCESS_PURPOSE = 'access';

/** `Authorization: Bearer <token>`, and nothing else. */
const BEARER = /^Bearer +([^\s,]+) *$/i;

/** Most tokens whose signature is remembered. */
const MOST_VERIFIED = 5_000;

/** What may carry a bearer token. */
type TokenHolder = Pick<IncomingMessage, 'headers'>;

/** A token whose signature is right. */
interface VerifiedToken {
  readonly claims: AccessClaims;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** Makes and reads access tokens: JWT, HS256, with the secret's fingerprint as `kid` so that it can be rotated. */
@Injectable()
export class AccessTokens {
  /** By token, the longest known first. A right signature stays right; the end of the token is looked at each time. */
  private readonly verified = new Map<string, VerifiedToken>();
  private readonly current: SigningKey;
  private readonly keys: ReadonlyMap<string, SigningKey>;

  constructor({ jwtSecret, jwtSecretPrevious }: Settings) {
    this.current = signingKey(jwtSecret);
    const previous = jwtSecretPrevious === undefined ? [] : [signingKey(jwtSecretPrevious)];
    this.keys = new Map([this.current, ...previous].map((key) => [key.id, key]));
  }

  /**
   * A token for a session; `expiresIn` in seconds.
   *
   * @param issuedAt the same session and time give the same token
   */
  sign(
    session: { readonly userId: UserId; readonly sessionId: SessionId },
    issuedAt = new Date(),
  ): { token: string; expiresIn: number } {
    const iat = Math.floor(issuedAt.getTime() / 1_000);
    const token = this.current.jwt.sign(
      { sid: session.sessionId, typ: ACCESS_PURPOSE, iat },
      {
        subject: session.userId,
        keyid: this.current.id,
        algorithm: 'HS256',
        expiresIn: ACCESS_TOKEN_SECONDS,
      },
    );
    return { token, expiresIn: ACCESS_TOKEN_SECONDS };
  }

  /**
   * What a token says, whether or not its session still lives.
   *
   * @throws DomainError `token-expired`, `unauthenticated`
   */
  verify(token: string): AccessClaims {
    return this.read(token).claims;
  }

  /**
   * What the bearer token of a request says; `undefined` without `Authorization`.
   *
   * @throws DomainError `token-expired`, `unauthenticated`
   */
  claimsOf(request: TokenHolder): AccessClaims | undefined {
    return this.tokenOf(request)?.claims;
  }

  /**
   * When the bearer token of a request ends, in milliseconds since 1970; `undefined` without `Authorization`.
   *
   * @throws DomainError `token-expired`, `unauthenticated`
   */
  endOf(request: TokenHolder): number | undefined {
    const token = this.tokenOf(request);
    return token && token.expires * 1_000;
  }

  private tokenOf({ headers: { authorization } }: TokenHolder): VerifiedToken | undefined {
    return authorization === undefined
      ? undefined
      : this.read(BEARER.exec(authorization)?.[1] ?? '');
  }

  private read(token: string): VerifiedToken {
    const known = this.verified.get(token);
    if (known === undefined) {
      return this.verifySignature(token);
    }
    if (Math.floor(Date.now() / 1_000) >= known.expires) {
      this.verified.delete(token);
      throw new DomainError(TokenExpired);
    }
    return known;
  }

  private verifySignature(token: string): VerifiedToken {
    const key = this.keyOf(token);
    try {
      if (key !== undefined) {
        const verified = readToken(key.jwt.verify<object>(token, { algorithms: ['HS256'] }));
        this.remember(token, verified);
        return verified;
      }
    } catch (error) {
      throw refusedToken(error);
    }
    throw new DomainError(Unauthenticated, { detail: 'The token is not valid.' });
  }

  private remember(token: string, verified: VerifiedToken): void {
    const [oldest] = this.verified.keys();
    if (oldest !== undefined && this.verified.size >= MOST_VERIFIED) {
      this.verified.delete(oldest);
    }
    this.verified.set(token, verified);
  }

  /** The key that a token claims to be signed with, or `undefined` when it is none of ours. */
  private keyOf(token: string): SigningKey | undefined {
    try {
      const [header = ''] = token.split('.', 1);
      const id = pick(JSON.parse(Buffer.from(header, 'base64url').toString()), 'kid');
      return typeof id === 'string' ? this.keys.get(id) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** What a verified payload says. @throws DomainError `unauthenticated` when it is of another purpose */
function readToken(payload: object): VerifiedToken {
  const sub = pick(payload, 'sub');
  const sid = pick(payload, 'sid');
  const expires = pick(payload, 'exp');
  const isAccess = pick(payload, 'typ') === ACCESS_PURPOSE && typeof expires === 'number';
  if (isAccess && isId<'user'>(sub) && isId<'session'>(sid)) {
    return { claims: { sub, sid }, expires };
  }
  throw new DomainError(Unauthenticated, { detail: 'The token is not an access token.' });
}

/** The domain error of a token that was refused. */
function refusedToken(error: unknown): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  return error instanceof TokenExpiredError
    ? new DomainError(TokenExpired, { cause: error })
    : new DomainError(Unauthenticated, { detail: 'The token is not valid.', cause: error });
}

interface SigningKey {
  readonly id: string;
  readonly jwt: JwtService;
}

function signingKey(text: string): SigningKey {
  const id = createHash('sha256').update(`maru access key ${text}`).digest('base64url');
  // Given a text, the library would try to read it as a certificate first, for each token anew.
  const secret = createSecretKey(text, 'utf8');
  return { id: id.slice(0, 12), jwt: new JwtService({ secret }) };
}

function pick(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
