import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId, Viewer } from '#libs/kernel';
import type { Poll } from '../post/poll.js';
import type { PostId } from '../post/post.js';
import { visiblePost } from '../post/visible-post.sql.js';

/** A poll that a person can see, held so that it can't be changed. */
export interface HeldPoll {
  readonly amount: number;
  readonly multiple: boolean;
  /** Whether it takes votes now. */
  readonly isOpen: boolean;
}

/** What stands against a change of a poll. */
export interface PollStanding {
  readonly isClosed: boolean;
  readonly hasVotes: boolean;
}

/** A poll whose end is told. */
export interface ClosedPoll {
  readonly postId: PostId;
  readonly authorId: UserId;
}

/** Writes of polls and votes. */
@Injectable()
export class PollRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Stores the poll of a post that has none. @param isOpen whether the post is published */
  async add(postId: PostId, { options, multiple, closesAt }: Poll, isOpen: boolean): Promise<void> {
    await this.work.execute(
      sql`
      with added as (
        insert into poll (post_id, options, multiple, closes_at, closing_at)
        values (
          ${postId}, ${options}::text[], ${multiple}, ${closesAt}::timestamptz,
          case when ${isOpen} then ${closesAt}::timestamptz end
        )
        returning post_id
      )
      insert into poll_counter (post_id)
      select post_id
      from added
      `,
    );
  }

  /** Stores another poll of a post. Nobody votes until the transaction ends. */
  async replace(postId: PostId, { options, multiple, closesAt }: Poll): Promise<void> {
    await this.work.execute(
      sql`
      update poll
      set options = ${options}::text[], multiple = ${multiple}, closes_at = ${closesAt}::timestamptz
      where post_id = ${postId}
      `,
    );
  }

  /** Removes the poll of a post. */
  async remove(postId: PostId): Promise<void> {
    await this.work.execute(sql`delete from poll where post_id = ${postId}`);
  }

  /** Lets the end of the poll of a published post be told when it comes. */
  async watch(postId: PostId): Promise<void> {
    await this.work.execute(sql`update poll set closing_at = closes_at where post_id = ${postId}`);
  }

  /** Takes a poll for a change: whoever votes at this moment comes wholly before or after it. */
  async take(postId: PostId): Promise<PollStanding> {
    // First the lock, then the look: a statement that waits for a lock sees other tables as they were before.
    await this.work.execute(sql`select from poll where post_id = ${postId} for update`);
    const { rows } = await this.work.execute<PollStanding>(
      sql`
      select
        closes_at <= clock_timestamp() as "isClosed",
        exists (select from poll_vote v where v.post_id = poll.post_id) as "hasVotes"
      from poll
      where post_id = ${postId}
      `,
    );
    return rows[0] ?? { isClosed: false, hasVotes: false };
  }

  /** Holds a poll for a vote. @returns `undefined` when the viewer sees no poll there */
  async hold({ userId }: Viewer, postId: PostId): Promise<HeldPoll | undefined> {
    await this.work.execute(sql`select from poll where post_id = ${postId} for share`);
    const { rows } = await this.work.execute<HeldPoll>(
      sql`
      select
        cardinality(poll.options) as amount,
        poll.multiple,
        p.status = 'published' and poll.closes_at > clock_timestamp() as "isOpen"
      from post p
      join poll on poll.post_id = p.id
      where p.id = ${postId} and ${visiblePost('p', sql`${userId}::bigint`)}
      `,
    );
    return rows[0];
  }

  /** What a person chose in a poll; `undefined` without a vote. */
  async choicesOf(postId: PostId, userId: UserId): Promise<readonly number[] | undefined> {
    const { rows } = await this.work.execute<{ choices: number[] }>(
      sql`select choices from poll_vote where post_id = ${postId} and user_id = ${userId}`,
    );
    return rows[0]?.choices;
  }

  /** Stores a vote. @returns whether the person had not voted */
  async vote(postId: PostId, userId: UserId, choices: readonly number[]): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      insert into poll_vote (post_id, user_id, choices)
      values (${postId}, ${userId}, ${choices}::smallint[])
      on conflict do nothing
      `,
    );
    return count > 0;
  }

  /** Takes some polls whose end has come and is not told, without those that another worker has. */
  async close(limit: number): Promise<ClosedPoll[]> {
    const { rows } = await this.work.execute<ClosedPoll>(
      sql`
      update poll
      set closing_at = null, closed_position = next_id()
      from post p
      where p.id = poll.post_id
        and poll.post_id = any (array(
          select post_id
          from poll
          where closing_at <= now()
          order by closing_at
          limit ${limit}
          for update skip locked
        ))
      returning poll.post_id as "postId", p.author_id as "authorId"
      `,
    );
    return rows;
  }
}
