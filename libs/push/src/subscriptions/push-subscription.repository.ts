import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId, Viewer } from '#libs/kernel';
import { MOST_SUBSCRIPTIONS, type PushSubscriptionId } from './push-subscription.js';

/** A subscription as a browser describes it. */
export interface NewSubscription {
  readonly endpoint: string;
  /** Base64url. */
  readonly keys: { readonly p256dh: string; readonly auth: string };
  readonly userAgent: string | null;
}

/** Writes of subscriptions. */
@Injectable()
export class PushSubscriptionRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds a subscription of a session. The older one of the same endpoint goes, whoever had it. */
  async add({ userId, sessionId }: Viewer, given: NewSubscription): Promise<PushSubscriptionId> {
    const hash = createHash('sha256').update(given.endpoint).digest();
    const { p256dh, auth } = given.keys;
    // One at a time for an endpoint: the same one comes from a page that is loaded twice.
    await this.work.execute(
      sql`select pg_advisory_xact_lock(${sql.value(hash.readInt32BE())}::integer, 0)`,
    );
    await this.work.execute(sql`delete from push_subscription where endpoint_hash = ${hash}`);
    const { rows } = await this.work.execute<{ id: PushSubscriptionId }>(
      sql`
      insert into push_subscription
        (user_id, session_id, endpoint, endpoint_hash, p256dh, auth, user_agent)
      values (
        ${userId},
        ${sessionId},
        ${given.endpoint},
        ${hash},
        ${Buffer.from(p256dh, 'base64url')},
        ${Buffer.from(auth, 'base64url')},
        ${given.userAgent}
      )
      returning id
      `,
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('An inserted subscription gave no id.');
    }
    return row.id;
  }

  /** Removes the oldest ones of a person beyond what one may have. */
  async makeRoom(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      delete from push_subscription
      where id in (
        select id
        from push_subscription
        where user_id = ${userId}
        order by id desc
        offset ${MOST_SUBSCRIPTIONS}
      )
      `,
    );
  }

  /** Removes one of a person, if it is there. */
  async remove(userId: UserId, id: PushSubscriptionId): Promise<void> {
    await this.work.execute(
      sql`delete from push_subscription where id = ${id} and user_id = ${userId}`,
    );
  }

  /** Removes those of a person whose session has ended. */
  async removeEnded(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      delete from push_subscription p
      where p.user_id = ${userId}
        and not exists (select from session s where s.id = p.session_id and s.revoked_at is null)
      `,
    );
  }

  /** Removes some whose session is over. @returns how many */
  async removeOrphans(limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from push_subscription
      where id in (
        select p.id
        from push_subscription p
        left join session s
          on s.id = p.session_id and s.expires_at > now() and s.revoked_at is null
        where s.id is null
        limit ${limit}
      )
      `,
    );
    return count;
  }

  /** Removes all of a person. @returns how many */
  async erase(userId: UserId): Promise<number> {
    const { count } = await this.work.execute(
      sql`delete from push_subscription where user_id = ${userId}`,
    );
    return count;
  }
}
