import { keptComment } from '#libs/comment';
import { sql, type SqlFragment } from '#libs/database';
import { visiblePost } from '#libs/post';
import type { NotificationKind } from './notification.js';

/** Where the acts of one kind are stored. */
interface ActSource {
  /** SQL: tables, with the acts as `a`. */
  readonly from: string;
  readonly actor: string | ((notification: string) => string);
  /** Whether there may be no actor, and never is the person: what is told then has happened by itself. */
  readonly mayBeNobody?: true;
  readonly position: string;
  /** SQL of the answer that the act is; null for others. */
  readonly answer: string;
  /** SQL: whether an act is one on the place of a notification. */
  readonly on: (notification: string) => SqlFragment;
  /** SQL: whether the person of a notification sees an act; absent when what it is on decides. */
  readonly seen?: (notification: string) => SqlFragment;
}

/** SQL: whether the comment `a` answers a comment of the person. */
const answersMine = (n: string): SqlFragment => sql`exists (
  select from comment answered
  where answered.id = a.parent_id and answered.author_id = ${sql.raw(n)}.user_id
)`;

const like = (table: string, thing: string): ActSource => ({
  from: `${table} a`,
  actor: 'a.user_id',
  position: 'a.position',
  answer: 'null::bigint',
  on: (n) => sql.raw(`a.${thing} = ${n}.${thing}`),
});

const answer = (isReply: boolean): ActSource => ({
  from: 'comment a',
  actor: 'a.author_id',
  position: 'a.id',
  answer: 'a.id',
  on: (n) => sql`
    a.post_id = ${sql.raw(n)}.post_id
    and ${keptComment('a')}
    and ${isReply ? sql.empty : sql`not`} ${answersMine(n)}`,
});

const edge = (table: string, mine: string, actor: string, condition = 'true'): ActSource => ({
  from: `${table} a`,
  actor: `a.${actor}`,
  position: 'a.position',
  answer: 'null::bigint',
  on: (n) => sql.raw(`a.${mine} = ${n}.user_id and ${condition}`),
});

/** Where the acts of each kind are: there and nowhere else stands who did what. */
export const ACTS: Readonly<Record<NotificationKind, ActSource>> = {
  'post-like': like('post_like', 'post_id'),
  'comment-like': like('comment_like', 'comment_id'),
  comment: answer(false),
  reply: answer(true),
  follow: edge('follow', 'followee_id', 'follower_id', 'not a.was_requested'),
  'follow-request': edge('follow_request', 'followee_id', 'follower_id'),
  'follow-accepted': edge('follow', 'follower_id', 'followee_id', 'a.was_requested'),
  mention: {
    from: 'mention a',
    actor: 'a.author_id',
    position: 'a.position',
    answer: 'null::bigint',
    on: (n) =>
      sql.raw(`a.thing_id = coalesce(${n}.comment_id, ${n}.post_id) and a.user_id = ${n}.user_id`),
  },
  'publish-failed': {
    from: 'post a',
    actor: 'null::bigint',
    mayBeNobody: true,
    position: 'a.publish_failed_position',
    answer: 'null::bigint',
    on: (n) => sql.raw(`a.id = ${n}.post_id and a.publish_error is not null`),
  },
  repost: like('post_repost', 'post_id'),
  quote: {
    from: 'post a',
    actor: 'a.author_id',
    position: 'coalesce(a.position, a.id)',
    answer: 'null::bigint',
    on: (n) =>
      sql.raw(`a.quoted_id = ${n}.post_id and a.status = 'published' and not a.is_detached`),
    seen: (n) => visiblePost('a', `${n}.user_id`),
  },
  'poll-closed': {
    from: 'poll a join post asked on asked.id = a.post_id',
    actor: (n) => `nullif(asked.author_id, ${n}.user_id)`,
    mayBeNobody: true,
    position: 'a.closed_position',
    answer: 'null::bigint',
    on: (n) => sql`
      a.post_id = ${sql.raw(n)}.post_id
      and (
        asked.author_id = ${sql.raw(n)}.user_id
        or exists (
          select from poll_vote v where v.post_id = a.post_id and v.user_id = ${sql.raw(n)}.user_id
        )
      )`,
  },
};

/** SQL: who acted, null for nobody. */
export function actorOf({ actor }: ActSource, notification: string): string {
  return typeof actor === 'string' ? actor : actor(notification);
}

/** SQL: whether an act is in the range of a notification. Nobody is told of the own acts. */
export function inRange(source: ActSource, notification: string): SqlFragment {
  const { position, mayBeNobody = false } = source;
  return sql.raw(
    `${position} >= ${notification}.from_position
    and ${position} < ${notification}.to_position
    and ${mayBeNobody ? 'true' : `${actorOf(source, notification)} <> ${notification}.user_id`}`,
  );
}
