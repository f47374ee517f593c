import { visibleComment } from '#libs/comment';
import { sql, type SqlFragment } from '#libs/database';
import { visiblePost } from '#libs/post';
import { activePerson, follows, mutes, noBlockBetween } from '#libs/social-graph';
import { actorOf, ACTS, inRange } from './acts.sql.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.js';

/**
 * SQL of who is told of what: the one condition behind lists, counts, streams, push and mail. It is asked when something
 * is shown or sent. Each function takes the alias of a row of `notification`.
 */

/**
 * SQL of rows `actor_id`, `position` and `answer_id`: those acts of a notification that its person is told of now, newest
 * first. None means that there is no such notification, as far as the person is concerned.
 *
 * @param limit most acts that are looked for: with 1 it tells whether there are any
 */
export function toldActs(notification: string, limit: number): SqlFragment {
  const branches = NOTIFICATION_KINDS.map(
    (kind) => sql`(
      ${toldOfKind(kind, notification)}
        and ${sql.raw(notification)}.kind = '${sql.raw(kind)}'
      order by ${sql.raw(ACTS[kind].position)} desc
      limit ${sql.number(limit)}
    )`,
  );
  return sql`
    select act.actor_id, act.position, act.answer_id
    from ${ruleOf(notification)} rule
    cross join lateral (${sql.join(branches, ' union all ')}) act
    where ${toldThing(notification)}`;
}

/** SQL of the same rows of a notification that is known to be of a kind, in no order and without an end. */
export function toldActsOf(kind: NotificationKind, notification: string): SqlFragment {
  return sql`
    select act.actor_id, act.position, act.answer_id
    from ${ruleOf(notification)} rule
    cross join lateral (${toldOfKind(kind, notification)}) act
    where ${toldThing(notification)}`;
}

/** SQL: whether anybody is left in a notification, be they seen or not. */
export function isFilled(notification: string): SqlFragment {
  const branches = NOTIFICATION_KINDS.map((kind) => {
    const source = ACTS[kind];
    return sql`(
      ${sql.raw(notification)}.kind = '${sql.raw(kind)}'
      and exists (
        select from ${sql.raw(source.from)}
        where ${source.on(notification)} and ${inRange(source, notification)}
      )
    )`;
  });
  return sql`(${sql.join(branches, ' or ')})`;
}

/** SQL: acts of one kind by people of whom the person is told. */
function toldOfKind(kind: NotificationKind, notification: string): SqlFragment {
  const source = ACTS[kind];
  const actor = actorOf(source, notification);
  const told = toldActor(`${notification}.user_id`, actor);
  return sql`
      select
        ${sql.raw(actor)} as actor_id,
        ${sql.raw(source.position)} as position,
        ${sql.raw(source.answer)} as answer_id
      from ${sql.raw(source.from)}
      where ${source.on(notification)}
        and ${inRange(source, notification)}
        and ${source.seen?.(notification) ?? sql`true`}
        and ${source.mayBeNobody ? sql`(${sql.raw(actor)} is null or (${told}))` : told}`;
}

/** SQL: whether acts of a person are told: active, no block between the two, not muted, and the rule allows it. */
function toldActor(user: string, actor: string): SqlFragment {
  return sql`
        ${activePerson(actor)}
        and ${noBlockBetween(user, actor)}
        and not ${mutes(user, actor)}
        and (rule.allows = 'everyone' or ${follows(user, actor)})`;
}

/** SQL: of whom the person wants to be told, for the kind of a notification. */
function ruleOf(notification: string): SqlFragment {
  const n = sql.raw(notification);
  return sql`(
      select coalesce(
        (
          select s.kinds -> ${n}.kind ->> 'from'
          from notification_setting s
          where s.user_id = ${n}.user_id
        ),
        'everyone'
      ) as allows
      offset 0
    )`;
}

/** SQL: whether the person wants the kind at all, and sees the post or comment that it is about. */
function toldThing(notification: string): SqlFragment {
  const n = sql.raw(notification);
  const user = `${notification}.user_id`;
  return sql`
      rule.allows <> 'nobody'
      and (
        ${n}.post_id is null
        or exists (
          select from post concerned
          where concerned.id = ${n}.post_id and ${visiblePost('concerned', user)}
        )
      )
      and not exists (
        select from post_mute silent
        where silent.user_id = ${n}.user_id and silent.post_id = ${n}.post_id
      )
      and (
        ${n}.comment_id is null
        or exists (
          select from comment liked
          where liked.id = ${n}.comment_id and ${visibleComment('liked', user)}
        )
      )`;
}
