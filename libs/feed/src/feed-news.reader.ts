import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type PostId, visiblePost } from '#libs/post';
import { mutes } from '#libs/social-graph';

/** Most posts that one statement looks at: it may ask for each of them and each person. */
const MOST_POSTS = 50;

/** Asks for each person, so that no number of followers matters but theirs who are there. */
const NEWS = prepared<{ posts: readonly PostId[]; people: readonly UserId[] }>(
  'feed.news',
  (slot) => sql`
  select reader.id as "userId"
  from unnest(${idsIn(slot('people'))}) reader (id)
  where exists (
    select
    from post p
    join follow f on f.follower_id = reader.id and f.followee_id = p.author_id
    where p.id = any (${idsIn(slot('posts'))})
      and p.status = 'published'
      and ${visiblePost('p', sql`reader.id`)}
      and not ${mutes('reader.id', 'p.author_id')}
  )
  `,
);

/** Reads whose home feeds posts have come into. */
@Injectable()
export class FeedNewsReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * Those of the people who follow the author of one of the posts, haven't muted the author, and may see the post.
   *
   * @param people followers or not
   */
  async readersOf(posts: readonly PostId[], people: readonly UserId[]): Promise<Set<UserId>> {
    const found = new Set<UserId>();
    for (let from = 0; from < posts.length; from += MOST_POSTS) {
      const rows = await this.reader.query<{ userId: UserId }>(
        NEWS({
          posts: posts.slice(from, from + MOST_POSTS),
          people: people.filter((userId) => !found.has(userId)),
        }),
      );
      rows.forEach(({ userId }) => found.add(userId));
    }
    return found;
  }
}
