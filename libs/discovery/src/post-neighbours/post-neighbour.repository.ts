import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { offeredPost, type PostId } from '#libs/post';
import { likerCount } from './liker-count.sql.js';
import {
  type CountedLikers,
  LIKED_MINUTES,
  type PostNeighbours,
  REFRESH_DAYS,
} from './post-neighbourhood.js';
import { youngest } from './young-post.sql.js';

/** One worker computes at a time. */
const COMPUTING = 7_206_115;
/** Held by whoever stores; shared by authors and posts that leave, so that nothing of them is stored meanwhile. */
const STORING = 7_206_116;

/** Writes which posts are alike. Rows of several posts are written by one transaction at a time, or by their author's. */
@Injectable()
export class PostNeighbourRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Whether nobody else computes; if so, nobody else will until the transaction ends. */
  async compute(): Promise<boolean> {
    const { rows } = await this.work.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${sql.number(COMPUTING)}) as mine`,
    );
    return rows[0]?.mine === true;
  }

  /** Nobody's leaving is under way from now on until the transaction ends. Held for a moment only. */
  async store(): Promise<void> {
    await this.work.execute(sql`select pg_advisory_xact_lock(${sql.number(STORING)})`);
  }

  /** Takes in those of the posts that are offered and were not met; they are due at once. */
  async meet(posts: readonly PostId[]): Promise<void> {
    await this.meetThose(sql`p.id = any (${posts}::bigint[])`);
  }

  /** The same for all posts of an author. */
  async meetOf(author: UserId): Promise<void> {
    await this.meetThose(sql`p.author_id = ${author} and p.position > ${youngest}`);
  }

  /** Notes that the neighbours of posts are to be computed an hour after they were, because the posts were liked since. */
  async noteLiked(posts: readonly PostId[]): Promise<void> {
    await this.work.execute(sql`
      update post_neighbourhood
      set due_at = computed_at + ${sql.number(LIKED_MINUTES)} * interval '1 minute'
      where post_id = any (${posts}::bigint[]) and computed_at is not null
    `);
  }

  /** The neighbours of all posts that a person likes are due: the likes count no more, or count again. */
  async markLiked(person: UserId): Promise<void> {
    await this.work.execute(sql`
      update post_neighbourhood n
      set due_at = least(n.due_at, now())
      from post_like l
      where l.user_id = ${person} and l.position > ${youngest} and n.post_id = l.post_id
    `);
  }

  /** Keeps how many people like posts. */
  async keepLikers(counted: readonly CountedLikers[]): Promise<void> {
    await this.work.execute(sql`
      update post_neighbourhood n
      set liker_count = counted.liker_count, counted_at = now()
      from unnest(
        ${counted.map(({ postId }) => postId)}::bigint[],
        ${counted.map(({ likerCount }) => likerCount)}::integer[]
      ) as counted (post_id, liker_count)
      where n.post_id = counted.post_id
    `);
  }

  /** Puts what was computed of posts in the place of what was there, but for posts that have left since. */
  async replace(posts: readonly PostId[], computed: readonly PostNeighbours[]): Promise<void> {
    const ids = sql.value(posts);
    await this.remove(sql`
      select n.post_id
      from post_neighbourhood n
      where n.post_id = any (${ids}::bigint[])
        and not exists (select from post p where p.id = n.post_id and ${offeredPost('p')})
    `);
    await this.work.execute(sql`delete from post_neighbour where post_id = any (${ids}::bigint[])`);
    const rows = computed.flatMap(({ postId, neighbourIds, scores }) =>
      neighbourIds.map((id, i) => ({ postId, id, place: i + 1, score: scores[i] })),
    );
    await this.work.execute(sql`
      with found as materialized (
        select *
        from unnest(
          ${rows.map(({ postId }) => postId)}::bigint[],
          ${rows.map(({ place }) => place)}::smallint[],
          ${rows.map(({ id }) => id)}::bigint[],
          ${rows.map(({ score }) => score)}::integer[]
        ) as found (post_id, place, neighbour_id, score)
      ),
      present as materialized (
        select n.post_id as id
        from (select post_id from found union select neighbour_id from found) as either (id)
        join post_neighbourhood n on n.post_id = either.id
        join post p on p.id = n.post_id
        where ${offeredPost('p')}
      )
      insert into post_neighbour (post_id, place, neighbour_id, score)
      select post_id, place, neighbour_id, score
      from found
      where post_id in (select id from present)
        and neighbour_id in (select id from present)
    `);
    // As of when the transaction began: what was liked meanwhile may not have been read.
    await this.work.execute(sql`
      update post_neighbourhood
      set computed_at = now(), due_at = now() + ${sql.number(REFRESH_DAYS)} * interval '1 day'
      where post_id = any (${ids}::bigint[])
    `);
  }

  /** Removes a post from what is computed of others, and what is computed of it. */
  async forget(post: PostId): Promise<void> {
    await this.leave();
    await this.remove(sql`select ${post}::bigint`);
  }

  /** The same for all posts of an author. @returns how many posts that were */
  async forgetOf(author: UserId): Promise<number> {
    await this.leave();
    return this.remove(sql`select post_id from post_neighbourhood where author_id = ${author}`);
  }

  /** Removes posts that are too old to have neighbours. @returns how many */
  removeOld(limit: number): Promise<number> {
    return this.remove(sql`
      select post_id
      from post_neighbourhood
      where position <= ${youngest}
      order by position
      limit ${limit}
    `);
  }

  private async leave(): Promise<void> {
    await this.work.execute(sql`select pg_advisory_xact_lock_shared(${sql.number(STORING)})`);
  }

  private async meetThose(condition: SqlFragment): Promise<void> {
    await this.work.execute(sql`
      insert into post_neighbourhood (post_id, author_id, position, liker_count, counted_at)
      select p.id, p.author_id, p.position, ${likerCount('p.id')}, now()
      from post p
      where ${condition} and ${offeredPost('p')}
      on conflict (post_id) do nothing
    `);
  }

  /**
   * Removes posts, both ways. Two who leave at once may have neighbours in common: all take the rows in one order.
   *
   * @param posts SQL of a query that gives their ids
   */
  private async remove(posts: SqlFragment): Promise<number> {
    const { rows } = await this.work.execute<{ id: PostId }>(sql`
      delete from post_neighbourhood
      where post_id in (${posts})
      returning post_id as id
    `);
    const ids = sql.value(rows.map(({ id }) => id));
    await this.work.execute(sql`
      with going as materialized (
        select n.post_id, n.place
        from post_neighbour n
        where n.post_id = any (${ids}::bigint[]) or n.neighbour_id = any (${ids}::bigint[])
        order by n.post_id, n.place
        for update
      )
      delete from post_neighbour n
      using going
      where n.post_id = going.post_id and n.place = going.place
    `);
    return rows.length;
  }
}
