import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, PageRequest, UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { PushSubscriptionId } from './push-subscription.js';

/** A subscription without its secrets. */
export interface OwnSubscription {
  readonly id: PushSubscriptionId;
  readonly endpoint: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSentAt: Date | null;
  readonly lastStatus: number | null;
}

/** The same, to be exported: of the endpoint only its host. */
interface ExportedSubscription extends WalkedRow {
  readonly host: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSentAt: Date | null;
}

const NEWEST = descending('push.subscriptions', sortKey('id', 'id', 'id'));

const COLUMNS = sql`
  id,
  endpoint,
  user_agent as "userAgent",
  created_at as "createdAt",
  last_sent_at as "lastSentAt",
  last_status as "lastStatus"
`;

/** Reads subscriptions for their owner. */
@Injectable()
export class PushSubscriptionReader {
  constructor(private readonly reader: SqlReader) {}

  /** Those of all sessions, newest first. @throws DomainError `invalid-cursor` */
  list(userId: UserId, request: PageRequest): Promise<Page<OwnSubscription>> {
    return this.reader.page<OwnSubscription>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select ${COLUMNS}
      from push_subscription
      where user_id = ${userId} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }

  /** One of them; `undefined` when it is gone. */
  own(userId: UserId, id: PushSubscriptionId): Promise<OwnSubscription | undefined> {
    return this.reader.one<OwnSubscription>(
      sql`
      select ${COLUMNS}
      from push_subscription
      where id = ${id} and user_id = ${userId}
      `,
    );
  }

  /** For the export, the oldest first. */
  exported(userId: UserId, after: string, limit: number): Promise<ExportedSubscription[]> {
    return this.reader.query(
      sql`
      select
        id as cursor,
        split_part(endpoint, '/', 3) as host,
        user_agent as "userAgent",
        created_at as "createdAt",
        last_sent_at as "lastSentAt"
      from push_subscription
      where user_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
      `,
    );
  }
}
