import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { SessionId, UserId } from '#libs/kernel';
import { type PresentedToken, REFRESH_TOKEN_MS } from './session.js';

/** A refresh token that was found, with its session locked. */
export interface FoundToken extends PresentedToken {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  /** Makes the successor again; `null` before there is one and after that one was used. */
  readonly successorSeed: Buffer | null;
  readonly now: Date;
}

/** Where a session is used from. */
export interface SessionOrigin {
  readonly ip: string;
  readonly userAgent: string | null;
}

const EXPIRY = `clock_timestamp() + ${REFRESH_TOKEN_MS} * interval '1 millisecond'`;

/** Writes of sessions and refresh tokens. */
@Injectable()
export class SessionRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Opens a session with its first refresh token. */
  async open(userId: UserId, origin: SessionOrigin, tokenHash: Buffer): Promise<SessionId> {
    const { rows } = await this.work.execute<{ id: SessionId }>(
      sql`
      insert into session (user_id, ip, user_agent, expires_at)
      values (${userId}, ${origin.ip}, ${origin.userAgent}, ${sql.raw(EXPIRY)})
      returning id
      `,
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('An inserted session gave no id.');
    }
    await this.addToken(row.id, tokenHash);
    return row.id;
  }

  /** Finds a token and makes this transaction the only one that changes its family. */
  async lockFamily(tokenHash: Buffer): Promise<FoundToken | undefined> {
    await this.work.execute(
      sql`
      select from session
      where id = (select session_id from refresh_token where token_hash = ${tokenHash})
      for no key update
      `,
    );
    // A statement of its own: it sees what the last holder of the lock committed.
    const { rows } = await this.work.execute<FoundToken>(
      sql`
      select
        s.id as "sessionId",
        s.user_id as "userId",
        t.expires_at as "expiresAt",
        t.rotated_at as "rotatedAt",
        t.successor_seed as "successorSeed",
        t.rotated_at is not null and t.successor_seed is null as "successorUsed",
        s.revoked_at is not null as "sessionRevoked",
        u.is_active as "ownerActive",
        clock_timestamp() as now
      from refresh_token t
      join session s on s.id = t.session_id
      join user_account u on u.id = s.user_id
      where t.token_hash = ${tokenHash}
      `,
    );
    return rows[0];
  }

  /**
   * Exchanges a token for its successor. What could make the token itself again is wiped: it was used.
   */
  async rotate(
    token: {
      readonly sessionId: SessionId;
      readonly hash: Buffer;
      readonly seed: Buffer;
      readonly at: Date;
    },
    successorHash: Buffer,
    origin: SessionOrigin,
  ): Promise<void> {
    const hashValue = sql.value(token.hash);
    await this.work.execute(
      sql`
      update refresh_token
      set
        rotated_at = coalesce(rotated_at, ${token.at}::timestamptz),
        successor_seed = case when token_hash = ${hashValue} then ${token.seed}::bytea end
      where session_id = ${token.sessionId} and (token_hash = ${hashValue} or successor_seed is not null)
      `,
    );
    await this.addToken(token.sessionId, successorHash);
    await this.work.execute(
      sql`
      update session
      set last_used_at = now(), expires_at = ${sql.raw(EXPIRY)}, ip = ${origin.ip}, user_agent = ${origin.userAgent}
      where id = ${token.sessionId}
      `,
    );
  }

  /** Whether a session of a person has not been ended. */
  async isOpen(userId: UserId, sessionId: SessionId): Promise<boolean> {
    const { rows } = await this.work.execute(
      sql`select from session where id = ${sessionId} and user_id = ${userId} and revoked_at is null`,
    );
    return rows.length > 0;
  }

  /** Ends one session of a person. @returns whether it was open */
  async end(userId: UserId, sessionId: SessionId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update session
      set revoked_at = now()
      where id = ${sessionId} and user_id = ${userId} and revoked_at is null
      `,
    );
    return count === 1;
  }

  /** Ends all sessions of a person, but one if it is given. @returns whether any was open */
  async endAll(userId: UserId, but: SessionId | null): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update session
      set revoked_at = now()
      where user_id = ${userId} and revoked_at is null and id is distinct from ${but}::bigint
      `,
    );
    return count > 0;
  }

  /** Removes sessions and tokens that nobody can use any more. */
  async removeExpired(): Promise<void> {
    await this.work.execute(sql`delete from session where expires_at < now()`);
    await this.work.execute(sql`delete from refresh_token where expires_at < now()`);
  }

  private async addToken(sessionId: SessionId, tokenHash: Buffer): Promise<void> {
    await this.work.execute(
      sql`
      insert into refresh_token (token_hash, session_id, expires_at)
      values (${tokenHash}, ${sessionId}, ${sql.raw(EXPIRY)})
      `,
    );
  }
}
