import { Injectable } from '@nestjs/common';
import { type CommentId, keptComment } from '#libs/comment';
import { prepared, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { NotificationPlace } from '../notification/notification.js';
import type { IntakeKind } from './notification-intake.entity.js';

/** That somebody began or ended something. */
export interface Touch {
  readonly kind: IntakeKind;
  readonly actorId: UserId;
  readonly postId: PostId | null;
  readonly commentId: CommentId | null;
  readonly userId: UserId | null;
}

/** What touches come to: where something is to be told, or to be told no more. */
export interface TouchedPlace extends NotificationPlace {
  /** The comment that an answer is; `null` for acts that join. */
  readonly answerId: CommentId | null;
  /** Position of the first act that is there; `null` when none of them is. */
  readonly first: string | null;
  /** Whether one of the acts is not there any more. */
  readonly isTakenBack: boolean;
}

const LEAVE = prepared<Touch>(
  'notification.intake',
  (slot) => sql`
  insert into notification_intake (kind, actor_id, post_id, comment_id, user_id)
  values (
    ${slot('kind')}, ${slot('actorId')}, ${slot('postId')}, ${slot('commentId')}, ${slot('userId')}
  )
  `,
);

/** Writes what waits to be told. */
@Injectable()
export class IntakeRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Leaves a row: all that a notification costs whoever acts. */
  async leave(touch: Touch): Promise<void> {
    await this.work.execute(LEAVE(touch));
  }

  /**
   * Leaves a row for each of the people who voted in a poll, but its author, a batch at a time in the order of their ids.
   *
   * @param after the last person of the batch before
   * @returns the last one of this batch; `undefined` when there is nobody more
   */
  async leaveForVoters(
    { postId, authorId }: { readonly postId: PostId; readonly authorId: UserId },
    after: UserId | '0',
    limit: number,
  ): Promise<UserId | undefined> {
    const { rows } = await this.work.execute<{ id: UserId | null }>(
      sql`
      with voter as materialized (
        select v.user_id
        from poll_vote v
        where v.post_id = ${postId} and v.user_id > ${after}
        order by v.user_id
        limit ${limit}
      ),
      touch as (
        insert into notification_intake (kind, actor_id, post_id, user_id)
        select 'poll-closed', ${authorId}, ${postId}, user_id
        from voter
        where user_id <> ${authorId}
      )
      select max(user_id) as id
      from voter
      `,
    );
    return rows[0]?.id ?? undefined;
  }

  /** Takes the oldest rows that nobody else takes. */
  async take(limit: number): Promise<Touch[]> {
    const { rows } = await this.work.execute<Touch>(
      sql`
      delete from notification_intake
      where id = any (array(
        select id from notification_intake order by id limit ${limit} for update skip locked
      ))
      returning
        kind,
        actor_id as "actorId",
        post_id as "postId",
        comment_id as "commentId",
        user_id as "userId"
      `,
    );
    return rows;
  }

  /**
   * Whom touches concern, and what is there of them now. Own acts concern nobody, nor does the end of a poll that is told
   * already: a job that begins again after a crash touches the same voters.
   */
  async placesOf(touches: readonly Touch[]): Promise<TouchedPlace[]> {
    const { rows } = await this.work.execute<TouchedPlace>(
      sql`
      with touch as materialized (
        select *
        from unnest(
          ${touches.map(({ kind }) => kind)}::text[],
          ${touches.map(({ actorId }) => actorId)}::bigint[],
          ${touches.map(({ postId }) => postId)}::bigint[],
          ${touches.map(({ commentId }) => commentId)}::bigint[],
          ${touches.map(({ userId }) => userId)}::bigint[]
        ) as touch (kind, actor_id, post_id, comment_id, user_id)
      ),
      act (user_id, kind, post_id, comment_id, answer_id, actor_id, position) as (
        select p.author_id, 'post-like', p.id, null::bigint, null::bigint, t.actor_id, l.position
        from touch t
        join post p on p.id = t.post_id
        left join post_like l on l.post_id = p.id and l.user_id = t.actor_id
        where t.kind = 'post-like'
        union all
        select p.author_id, t.kind, p.id, null, null, t.actor_id, r.position
        from touch t
        join post p on p.id = t.post_id
        left join post_repost r on r.post_id = p.id and r.user_id = t.actor_id
        where t.kind = 'repost'
        union all
        select
          p.author_id,
          t.kind,
          p.id,
          null,
          null,
          t.actor_id,
          case when q.is_active and not q.is_detached then q.position end
        from touch t
        join post q on q.id = t.post_id
        join post p on p.id = q.quoted_id
        where t.kind = 'quote'
        union all
        select c.author_id, 'comment-like', c.post_id, c.id, null, t.actor_id, l.position
        from touch t
        join comment c on c.id = t.comment_id
        left join comment_like l on l.comment_id = c.id and l.user_id = t.actor_id
        where t.kind = 'comment-like'
        union all
        select
          told.user_id,
          told.kind,
          c.post_id,
          null,
          c.id,
          t.actor_id,
          case when ${keptComment('c')} then c.id end
        from touch t
        join comment c on c.id = t.comment_id
        join post p on p.id = c.post_id
        left join comment answered on answered.id = c.parent_id
        cross join lateral (
          values
            (answered.author_id, 'reply'),
            (nullif(p.author_id, answered.author_id), 'comment')
        ) as told (user_id, kind)
        where t.kind = 'comment'
        union all
        select t.user_id, t.kind, null, null, null, t.actor_id, r.position
        from touch t
        left join follow_request r on r.follower_id = t.actor_id and r.followee_id = t.user_id
        where t.kind = 'follow-request'
        union all
        select
          case when told.kind = 'follow' then t.user_id else t.actor_id end,
          told.kind,
          null,
          null,
          null,
          case when told.kind = 'follow' then t.actor_id else t.user_id end,
          f.position
        from touch t
        left join follow f on f.follower_id = t.actor_id and f.followee_id = t.user_id
        cross join lateral (
          values ('follow', false), ('follow-accepted', true)
        ) as told (kind, was_requested)
        where t.kind = 'follow' and coalesce(f.was_requested = told.was_requested, true)
        union all
        select t.user_id, t.kind, t.post_id, t.comment_id, null, t.actor_id, m.position
        from touch t
        join post p on p.id = t.post_id
        left join comment c on c.id = t.comment_id
        left join comment answered on answered.id = c.parent_id
        left join mention m
          on m.thing_id = coalesce(t.comment_id, t.post_id) and m.user_id = t.user_id
        where t.kind = 'mention'
          and (
            t.comment_id is null
            or t.user_id is distinct from p.author_id
            and t.user_id is distinct from answered.author_id
          )
        union all
        select
          p.author_id,
          t.kind,
          p.id,
          null,
          null,
          null,
          case when p.publish_error is not null then p.publish_failed_position end
        from touch t
        join post p on p.id = t.post_id
        where t.kind = 'publish-failed'
        union all
        select
          t.user_id,
          t.kind,
          a.post_id,
          null,
          null,
          null,
          a.closed_position
        from touch t
        join poll a on a.post_id = t.post_id
        where t.kind = 'poll-closed'
          and not exists (
            select from notification n
            where n.user_id = t.user_id
              and n.kind = 'poll-closed'
              and coalesce(n.comment_id, n.post_id, 0) = a.post_id
              and n.from_position <= a.closed_position
          )
      )
      select
        user_id as "userId",
        kind,
        post_id as "postId",
        comment_id as "commentId",
        answer_id as "answerId",
        min(position) as first,
        bool_or(position is null) as "isTakenBack"
      from act
      where user_id <> coalesce(actor_id, 0)
      group by user_id, kind, post_id, comment_id, answer_id
      `,
    );
    return rows;
  }
}
