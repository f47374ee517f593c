import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Seconds after which a holder that said nothing counts as crashed. */
export const CLAIM_SECONDS = 60;

/** A key of a person that this process holds. */
export interface Claim {
  readonly userId: UserId;
  readonly key: string;
  readonly id: string;
}

/** What is sent again to whoever repeats the request. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string | null;
  readonly location: string | null;
  readonly etag: string | null;
}

/** What a key already stands for. */
export interface KeyHolder {
  /** `null` while an upload is still arriving. */
  readonly requestDigest: string | null;
  /** `null` while the request runs. */
  readonly answer: KeptAnswer | null;
}

/** Writes of the table `idempotency_key`. */
@Injectable()
export class IdempotencyRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Takes a key that is free: new, expired, or of a holder that crashed. Gives the holder when it is not. */
  claim(userId: UserId, key: string, requestDigest: string | null): Promise<Claim | KeyHolder> {
    return this.work.run(async () => {
      const claim = { userId, key, id: randomUUID() };
      const { count } = await this.work.execute(
        sql`
        insert into idempotency_key (user_id, key, claim_id, request_digest, locked_until, expires_at)
        values (${userId}, ${key}, ${claim.id}, ${requestDigest}, now() + make_interval(secs => ${CLAIM_SECONDS}), now() + interval '24 hours')
        on conflict (user_id, key) do update
        set claim_id = excluded.claim_id,
            request_digest = excluded.request_digest,
            locked_until = excluded.locked_until,
            expires_at = excluded.expires_at,
            status = null,
            body = null,
            location = null,
            etag = null
        where idempotency_key.expires_at <= now()
           or (idempotency_key.status is null and idempotency_key.locked_until <= now())
        `,
      );
      return count > 0 ? claim : this.holder(userId, key);
    });
  }

  /** Says that the holder of a key still works. */
  async keep(claim: Claim): Promise<void> {
    await this.work.run(() =>
      this.work.execute(
        sql`
        update idempotency_key
        set locked_until = now() + make_interval(secs => ${CLAIM_SECONDS})
        where user_id = ${claim.userId} and key = ${claim.key} and claim_id = ${claim.id} and status is null
        `,
      ),
    );
  }

  /** Stores the answer. Whether the claim still held: in a transaction with the work, else undo the work. */
  async complete(claim: Claim, requestDigest: string, answer: KeptAnswer): Promise<boolean> {
    const { count } = await this.work.run(() =>
      this.work.execute(
        sql`
        update idempotency_key
        set request_digest = ${requestDigest}, status = ${answer.status}, body = ${answer.body}, location = ${answer.location}, etag = ${answer.etag}
        where user_id = ${claim.userId} and key = ${claim.key} and claim_id = ${claim.id} and status is null
        `,
      ),
    );
    return count > 0;
  }

  /** Frees a key whose request came to nothing that is kept. */
  async release(claim: Claim): Promise<void> {
    await this.work.run(() =>
      this.work.execute(
        sql`
        delete from idempotency_key
        where user_id = ${claim.userId} and key = ${claim.key} and claim_id = ${claim.id} and status is null
        `,
      ),
    );
  }

  /** Removes everything that is kept for a person. */
  async forget(userId: UserId): Promise<void> {
    await this.work.run(() =>
      this.work.execute(sql`delete from idempotency_key where user_id = ${userId}`),
    );
  }

  /** Removes what nobody can ask for any more. */
  async removeExpired(): Promise<number> {
    const { count } = await this.work.run(() =>
      this.work.execute(sql`delete from idempotency_key where expires_at <= now()`),
    );
    return count;
  }

  private async holder(userId: UserId, key: string): Promise<KeyHolder> {
    const { rows } = await this.work.execute<{
      request_digest: string | null;
      status: number | null;
      body: string | null;
      location: string | null;
      etag: string | null;
    }>(
      sql`
      select request_digest, status, body, location, etag
      from idempotency_key
      where user_id = ${userId} and key = ${key}
      `,
    );
    const [row] = rows;
    // Its holder released the key between the two statements: it counts as still running.
    if (!row) {
      return { requestDigest: null, answer: null };
    }
    const { request_digest: requestDigest, status, body, location, etag } = row;
    return { requestDigest, answer: status === null ? null : { status, body, location, etag } };
  }
}
