import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService, TokenExpiredError } from '@nestjs/jwt';
import { DomainError, isId, type SessionId, type UserId } from '#libs/kernel';
import { Settings } from '../../config/index.js';
import { TokenExpired, Unauthenticated } from '../http.errors.js';
import type { AccessClaims } from './session-authority.js';

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** The purpose that an access token carries, so that no other token of the service passes for one. */
export const ACCESS_PURPOSE = 'access';

/** Makes and reads access tokens: JWT, HS256, with the secret's fingerprint as `kid` so that it can be rotated. */
@Injectable()
export class AccessTokens {
  private readonly current: SigningKey;
  private readonly keys: ReadonlyMap<string, string>;

  constructor(
    private readonly jwt: JwtService,
    settings: Settings,
  ) {
    const { jwtSecret, jwtSecretPrevious } = settings;
    this.current = signingKey(jwtSecret);
    const all = [jwtSecret, ...(jwtSecretPrevious === undefined ? [] : [jwtSecretPrevious])];
    this.keys = new Map(all.map(signingKey).map(({ id, secret }) => [id, secret]));
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
    const token = this.jwt.sign(
      { sid: session.sessionId, typ: ACCESS_PURPOSE, iat },
      {
        subject: session.userId,
        secret: this.current.secret,
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
    const secret = this.secretOf(token);
    try {
      if (secret !== undefined) {
        return readClaims(this.jwt.verify<object>(token, { secret, algorithms: ['HS256'] }));
      }
    } catch (error) {
      throw refusedToken(error);
    }
    throw new DomainError(Unauthenticated, { detail: 'The token is not valid.' });
  }

  /** The secret that a token claims to be signed with, or `undefined` when it is none of ours. */
  secretOf(token: string): string | undefined {
    try {
      const decoded: unknown = this.jwt.decode(token, { complete: true });
      const header: unknown = pick(decoded, 'header');
      const id = pick(header, 'kid');
      return typeof id === 'string' ? this.keys.get(id) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The claims of a verified payload. @throws DomainError `unauthenticated` when it is of another purpose */
export function readClaims(payload: object): AccessClaims {
  const sub = pick(payload, 'sub');
  const sid = pick(payload, 'sid');
  if (pick(payload, 'typ') === ACCESS_PURPOSE && isId<'user'>(sub) && isId<'session'>(sid)) {
    return { sub, sid };
  }
  throw new DomainError(Unauthenticated, { detail: 'The token is not an access token.' });
}

/** The domain error of a token that was refused. */
export function refusedToken(error: unknown): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  return error instanceof TokenExpiredError
    ? new DomainError(TokenExpired, { cause: error })
    : new DomainError(Unauthenticated, { detail: 'The token is not valid.', cause: error });
}

interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

function signingKey(secret: string): SigningKey {
  const id = createHash('sha256').update(`maru access key ${secret}`).digest('base64url');
  return { id: id.slice(0, 12), secret };
}

function pick(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
