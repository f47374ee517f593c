import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Newest acts of each kind that are looked at: what is older has been seen, or is behind a number of 100. */
const NEWEST = 1_000;

/** Whom the acts of a person concern. */
@Injectable()
export class ConcernedReader {
  constructor(private readonly reader: SqlReader) {}

  /** People who may be told of what a person has done lately. */
  async by(userId: UserId): Promise<UserId[]> {
    const person = sql.value(userId);
    const limit = sql.value(NEWEST);
    const rows = await this.reader.query<{ id: UserId }>(sql`
      with concerned (id) as (
        (
          select p.author_id
          from post_like l
          join post p on p.id = l.post_id
          where l.user_id = ${person}
          order by l.position desc
          limit ${limit}
        )
        union
        (
          select p.author_id
          from post_repost r
          join post p on p.id = r.post_id
          where r.user_id = ${person}
          order by r.position desc
          limit ${limit}
        )
        union
        (
          select p.author_id
          from post q
          join post p on p.id = q.quoted_id
          where q.author_id = ${person} and q.status = 'published' and q.is_active
          order by q.position desc
          limit ${limit}
        )
        union
        (
          select c.author_id
          from comment_like l
          join comment c on c.id = l.comment_id
          where l.user_id = ${person}
          order by l.position desc
          limit ${limit}
        )
        union
        (
          select coalesce(answered.author_id, p.author_id)
          from comment c
          join post p on p.id = c.post_id
          left join comment answered on answered.id = c.parent_id
          where c.author_id = ${person}
          order by c.id desc
          limit ${limit}
        )
        union
        (
          select p.author_id
          from comment c
          join post p on p.id = c.post_id
          where c.author_id = ${person}
          order by c.id desc
          limit ${limit}
        )
        union
        (
          select followee_id
          from follow
          where follower_id = ${person}
          order by position desc
          limit ${limit}
        )
        union
        (
          select follower_id
          from follow
          where followee_id = ${person}
          order by position desc
          limit ${limit}
        )
        union
        (
          select followee_id
          from follow_request
          where follower_id = ${person}
          limit ${limit}
        )
      )
      select id
      from concerned
      where id <> ${person}
    `);
    return rows.map(({ id }) => id);
  }
}
