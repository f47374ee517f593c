import { isoTime, sql, type SqlFragment } from '#libs/database';
import { summaryOf, type SummaryRow } from '#libs/people';
import { follows } from '#libs/social-graph';
import {
  MOST_ACTORS,
  type NotificationId,
  type NotificationKind,
  SHOWN_ACTORS,
} from '../notification/notification.js';
import { toldActs } from '../notification/told.sql.js';

/** Newest acts among which actors are found: an answer may be one of several by the same person. */
const MOST_ACTS = 2 * MOST_ACTORS;

/** A notification as it is stored, with what is told of it now. */
export interface NotificationRow {
  readonly id: NotificationId;
  readonly kind: NotificationKind;
  readonly actors: SummaryRow[];
  readonly actorCount: number;
  readonly post: { readonly id: string; readonly slug: string; readonly title: string } | null;
  readonly comment: { readonly id: string; readonly body: string } | null;
  readonly isSeen: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** SQL: what is told of a notification `n` now; no row when that is nothing. */
const TOLD = sql`(
    with act as materialized (${toldActs('n', MOST_ACTS)}),
    actor as materialized (
      select actor_id, max(position) as position
      from act
      where actor_id is not null
      group by actor_id
    )
    select
      (select least(count(*), ${sql.number(MOST_ACTORS)})::integer from actor) as amount,
      (
        select coalesce(json_agg(${summaryOf('first.actor_id')} order by first.number), '[]')
        from (
          select
            actor_id,
            row_number() over (
              order by ${follows('n.user_id', 'actor.actor_id')} desc, position desc
            ) as number
          from actor
          order by number
          limit ${sql.number(SHOWN_ACTORS)}
        ) first
      ) as actors,
      (select max(answer_id) from act) as answer_id
    where exists (select from act)
  )`;

/**
 * SQL of `NotificationRow`s: those that some person has, as far as they are told of anything.
 *
 * @param which SQL: which notifications `n`, and, with how far their person has seen as `state`, which of these
 */
export function notifications(which: SqlFragment): SqlFragment {
  return sql`
    select
      n.id,
      n.kind,
      told.actors,
      told.amount as "actorCount",
      (
        select json_build_object('id', p.id::text, 'slug', p.slug, 'title', p.title)
        from post p
        where p.id = n.post_id
      ) as post,
      (
        select json_build_object('id', c.id::text, 'body', c.body)
        from comment c
        where c.id = coalesce(told.answer_id, n.comment_id)
      ) as comment,
      n.id <= coalesce(state.seen_up_to, 0) as "isSeen",
      ${isoTime('to_timestamp((n.id >> 20) / 1000.0)')} as "createdAt",
      ${isoTime('n.updated_at')} as "updatedAt"
    from notification n
    left join notification_state state on state.user_id = n.user_id
    cross join lateral ${TOLD} told
    where ${which}`;
}
