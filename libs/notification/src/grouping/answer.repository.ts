import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { GROWING_HOURS, type NotificationGroup } from '../notification/notification.js';
import { toldActs } from '../notification/told.sql.js';
import { isGrowing, ON_PLACE, placesOf, type PlaceWith } from './place.sql.js';

/** An answer and how far its person has seen. */
export type PlacedAnswer = PlaceWith<'answerId' | 'seenUpTo'>;

/** What is known of the group of an answer. */
export interface KnownGroup {
  /** The notification that it is in already: it came back. */
  readonly id: NotificationGroup['id'] | null;
  /** Whether there are unseen notifications under the post that may take it. */
  readonly isTaken: boolean;
  /** Unseen notifications of the kind under the post. */
  readonly unseen: number;
}

/** Answers that join, from the first to the last. */
export type JoiningAnswers = PlaceWith<'first' | 'last' | 'seenUpTo'>;

/** Writes notifications of answers. Their people are held. */
@Injectable()
export class AnswerRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** What is known of the group of each of the answers, in their order. */
  async known(answers: readonly PlacedAnswer[]): Promise<KnownGroup[]> {
    const { rows } = await this.work.execute<KnownGroup>(
      sql`
      select
        (
          select n.id
          from notification n
          where ${ON_PLACE}
            and n.from_position <= place.answer_id
            and n.to_position > place.answer_id
        ) as id,
        coalesce(open.is_taken, false) as "isTaken",
        open.unseen
      from ${placesOf(answers, { answer_id: 'answerId', seen_up_to: 'seenUpTo' })}
      cross join lateral (
        select count(*)::integer as unseen, bool_or(${isGrowing(GROWING_HOURS)}) as is_taken
        from notification n
        where ${ON_PLACE} and n.id > place.seen_up_to
      ) open
      order by place.number
      `,
    );
    return rows;
  }

  /** Gives each of the answers a notification of its own, in their order. */
  async add(answers: readonly PlaceWith<'answerId'>[]): Promise<NotificationGroup[]> {
    const { rows } = await this.work.execute<NotificationGroup>(
      sql`
      insert into notification (user_id, kind, post_id, from_position, to_position)
      select user_id, kind, post_id, answer_id, answer_id + 1
      from ${placesOf(answers, { answer_id: 'answerId' })}
      order by number
      returning id, user_id as "userId", kind
      `,
    );
    return rows;
  }

  /**
   * Lets answers join the newest unseen notification of their place, and with them what lies between: positions can come
   * late, and an answer must be in one notification only.
   */
  async join(
    places: readonly JoiningAnswers[],
  ): Promise<{ grown: NotificationGroup[]; gone: NotificationGroup[] }> {
    const newest = sql`
      select place.*, taking.id, taking.from_position, taking.to_position
      from ${placesOf(places, { first: 'first', last: 'last', seen_up_to: 'seenUpTo' })}
      cross join lateral (
        select n.id, n.from_position, n.to_position
        from notification n
        where ${ON_PLACE} and n.id > place.seen_up_to
        order by n.id desc
        limit 1
      ) taking`;
    const from = sql.raw('least(place.from_position, place.first)');
    const to = sql.raw('greatest(place.to_position, place.last + 1)');
    const between = await this.work.execute<NotificationGroup>(
      sql`
      delete from notification n
      using (${newest}) place
      where ${ON_PLACE}
        and n.id <> place.id
        and n.to_position > ${from}
        and n.from_position < ${to}
      returning n.id, n.user_id as "userId", n.kind
      `,
    );
    const { rows } = await this.work.execute<NotificationGroup>(
      sql`
      update notification n
      set from_position = ${from}, to_position = ${to}, updated_at = now()
      from (${newest}) place
      where n.id = place.id
      returning n.id, n.user_id as "userId", n.kind
      `,
    );
    return { grown: rows, gone: between.rows };
  }

  /** Notifications that hold one of the answers, and in which nobody is left of whom their people are told. */
  async emptyAt(answers: readonly PlaceWith<'answerId'>[]): Promise<NotificationGroup[]> {
    const { rows } = await this.work.execute<NotificationGroup>(
      sql`
      select n.id, n.user_id as "userId", n.kind
      from ${placesOf(answers, { answer_id: 'answerId' })}
      join notification n on ${ON_PLACE}
        and n.from_position <= place.answer_id
        and n.to_position > place.answer_id
      where not exists (${toldActs('n', 1)})
      `,
    );
    return rows;
  }
}
