import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { PushSubscriptionId } from '../subscriptions/push-subscription.js';

/** Which delivery it is. */
export interface DeliveryKey {
  readonly subscriptionId: PushSubscriptionId;
  readonly source: string;
  readonly subjectId: Id;
}

/** A delivery that is being tried. */
export interface ClaimedDelivery extends DeliveryKey {
  readonly userId: UserId;
  readonly endpoint: string;
  readonly p256dh: Buffer;
  readonly auth: Buffer;
  /** Tries that failed before. */
  readonly attempts: number;
  /** Seconds since it was first due. */
  readonly age: number;
  /** Whether the person is active and the session open. */
  readonly allowed: boolean;
}

/** Seconds after which a try counts as lost with its process; a try takes less than 20. */
const LEASE = 120;
/** A delivery that was sent is remembered so long, for the pause that its source asked for. */
const KEPT = "interval '1 day'";

/** Writes of what waits to be pushed. */
@Injectable()
export class PushDeliveryRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets something wait for all subscriptions of people. What waits already goes on waiting. */
  async leave(
    source: string,
    due: readonly { readonly userId: UserId; readonly subjectId: Id }[],
    { delay, pause }: { readonly delay: number; readonly pause: number },
  ): Promise<void> {
    const inDelay = sql`now() + ${delay}::integer * interval '1 second'`;
    await this.work.execute(
      sql`
      insert into push_delivery (subscription_id, source, subject_id, due_at)
      select distinct p.id, ${source}, due.subject_id, ${inDelay}
      from unnest(
        ${due.map(({ userId }) => userId)}::bigint[],
        ${due.map(({ subjectId }) => subjectId)}::bigint[]
      ) as due (user_id, subject_id)
      join push_subscription p on p.user_id = due.user_id
      order by 1, 3
      on conflict (subscription_id, source, subject_id) do update
      set
        due_at = greatest(
          excluded.due_at,
          coalesce(
            case when push_delivery.lease_until is null then push_delivery.sent_at else now() end
              + ${pause}::integer * interval '1 second',
            excluded.due_at
          )
        ),
        created_at = now(),
        attempts = 0
      where push_delivery.due_at is null
      `,
    );
  }

  /** Takes some that are due, or whose try was lost, for a while. */
  async claim(limit: number): Promise<ClaimedDelivery[]> {
    const { rows } = await this.work.execute<ClaimedDelivery>(
      sql`
      update push_delivery d
      set due_at = null, lease_until = now() + ${sql.number(LEASE)} * interval '1 second'
      from (
        select w.subscription_id, w.source, w.subject_id
        from push_delivery w
        where w.due_at <= now() or w.lease_until <= now()
        order by coalesce(w.due_at, w.lease_until)
        limit ${limit}
        for update skip locked
      ) as taken
      join push_subscription p on p.id = taken.subscription_id
      left join session s
        on s.id = p.session_id and s.revoked_at is null and s.expires_at > now()
      left join user_account u on u.id = s.user_id and u.is_active
      where d.subscription_id = taken.subscription_id
        and d.source = taken.source
        and d.subject_id = taken.subject_id
      returning
        d.subscription_id as "subscriptionId",
        d.source,
        d.subject_id as "subjectId",
        p.user_id as "userId",
        p.endpoint,
        p.p256dh,
        p.auth,
        d.attempts,
        extract(epoch from now() - d.created_at)::integer as age,
        u.id is not null as allowed
      `,
    );
    return rows;
  }

  /** It was sent. */
  async sent(key: DeliveryKey): Promise<void> {
    await this.work.execute(
      sql`
      update push_delivery
      set lease_until = null, sent_at = now(), attempts = 0
      where ${which(key)}
      `,
    );
  }

  /** It is tried again after so many seconds. */
  async retry(key: DeliveryKey, seconds: number): Promise<void> {
    await this.work.execute(
      sql`
      update push_delivery
      set
        lease_until = null,
        due_at = now() + ${seconds}::integer * interval '1 second',
        attempts = attempts + 1
      where ${which(key)}
      `,
    );
  }

  /** There is nothing to be sent; what came meanwhile goes on waiting. */
  async drop(key: DeliveryKey): Promise<void> {
    await this.work.execute(sql`delete from push_delivery where ${which(key)} and due_at is null`);
    await this.work.execute(sql`update push_delivery set lease_until = null where ${which(key)}`);
  }

  /** Notes what a push service answered. */
  async answered(id: PushSubscriptionId, status: number): Promise<void> {
    await this.work.execute(
      sql`
      update push_subscription
      set last_sent_at = now(), last_status = ${status}
      where id = ${id}
      `,
    );
  }

  /** Removes a subscription that its push service doesn't know any more. */
  async removeSubscription(id: PushSubscriptionId): Promise<void> {
    await this.work.execute(sql`delete from push_subscription where id = ${id}`);
  }

  /** Removes some that were sent long ago. @returns how many */
  async removeOld(limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from push_delivery
      where (subscription_id, source, subject_id) in (
        select subscription_id, source, subject_id
        from push_delivery
        where due_at is null and lease_until is null and sent_at < now() - ${sql.raw(KEPT)}
        limit ${limit}
      )
      `,
    );
    return count;
  }
}

function which({ subscriptionId, source, subjectId }: DeliveryKey) {
  return sql`
    subscription_id = ${subscriptionId} and source = ${source} and subject_id = ${subjectId}
  `;
}
