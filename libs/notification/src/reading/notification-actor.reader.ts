import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, PageRequest, UserId } from '#libs/kernel';
import type { NotificationGroup } from '../notification/notification.js';
import { toldActsOf } from '../notification/told.sql.js';

const NEWEST = descending('notifications.actors', sortKey('act.position', 'id', 'position'));

/** Kinds of which one person may have done several in one notification. */
const REPEATABLE = new Set<string>(['comment', 'reply', 'quote']);

/** Reads who is behind a notification. */
@Injectable()
export class NotificationActorReader {
  constructor(private readonly reader: SqlReader) {}

  /** People of whom the person is told, newest act first. @throws DomainError `invalid-cursor` */
  async page({ id, userId, kind }: NotificationGroup, request: PageRequest): Promise<Page<UserId>> {
    const acts = toldActsOf(kind, 'n');
    const each = REPEATABLE.has(kind)
      ? sql`
        select told.actor_id, max(told.position) as position
        from (${acts}) told
        group by told.actor_id`
      : acts;
    const page = await this.reader.page<{ id: UserId | null; position: string }>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select act.actor_id as id, coalesce(act.position, 0) as position
      from notification n
      cross join lateral (${each}) act
      where n.id = ${id} and n.user_id = ${userId} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    return { ...page, items: page.items.flatMap(({ id: actorId }) => actorId ?? []) };
  }
}
