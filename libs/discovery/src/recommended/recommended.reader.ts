import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, type SqlFragment, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary, summaryOf, type SummaryRow } from '#libs/people';
import { type PostId, type PostRow, postsOf } from '#libs/post';
import { visibleFriend } from '../eligibility/visible-friend.sql.js';
import { REASON_NAMES } from '../reason/reason.js';
import { familiarTags } from './familiar-tags.sql.js';
import { youngAndRecommendable } from './ranked-posts.sql.js';
import type { PostGround, RecommendedGeneration } from './recommended.js';

/** A post, and what the viewer has to do with it. */
export interface GroundedPost extends PostGround {
  readonly row: PostRow;
}

/** Which posts are read. */
interface PostsAsked {
  readonly viewer: UserId;
  /** The ranking that delivers them. */
  readonly generation: RecommendedGeneration;
  readonly ids: readonly PostId[];
  /** Whether only those are read that this ranking has noted as seen. */
  readonly isSeen: boolean;
}

interface RecommendedRow extends PostRow {
  readonly place: string;
  readonly likedBy: { readonly count: number; readonly users: SummaryRow[] };
  readonly sharedTags: string[];
}

/** SQL: how many people whom the viewer follows like the post `p`, and who liked it last, as JSON. */
const likedBy = (viewer: SqlFragment): SqlFragment => sql`
  (
    select json_build_object(
      'count', count(*),
      'users', coalesce(
        json_agg(${summaryOf('friend.id')} order by friend.place)
          filter (where friend.place <= ${sql.number(REASON_NAMES)}),
        '[]'
      )
    )
    from (
      select liker.id, row_number() over (order by liker.position desc) as place
      from (
        select l.user_id as id, l.position
        from post_like l
        join follow f on f.follower_id = ${viewer} and f.followee_id = l.user_id
        where l.post_id = p.id
        offset 0
      ) liker
      where ${visibleFriend(viewer, 'liker.id')}
    ) friend
  )`;

/** SQL: the tags of the post `p` that are on what the viewer likes and writes; as an array these are found once. */
const sharedTags = (viewer: SqlFragment): SqlFragment => sql`
  array(
    select t.name
    from post_tag pt
    join tag t on t.id = pt.tag_id
    where pt.post_id = p.id
      and pt.tag_id = any (array(select familiar.tag_id from (${familiarTags(viewer)}) familiar))
    order by pt.ordinal
  )`;

const POSTS = prepared<PostsAsked>('discovery.recommended', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return postsOf(
    sql`
  select p.id, wanted.place
  from unnest(${idsIn(slot('ids'))}) with ordinality as wanted (id, place)
  join post p on p.id = wanted.id
  where ${youngAndRecommendable(viewer, 'p')}
    and (
      not ${slot('isSeen')}::boolean
      or exists (
        select from recommended_seen s
        where s.person_id = ${viewer}
          and s.post_id = p.id
          and s.generation = ${slot('generation')}::bigint
      )
    )`,
    'asc',
    viewer,
    {
      beside: sql`${likedBy(viewer)} as "likedBy", ${sharedTags(viewer)} as "sharedTags"`,
    },
  );
});

/** Reads posts that are recommended, and why. */
@Injectable()
export class RecommendedReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** Those of the posts that this ranking delivers, in the order of the ids; by one statement. */
  async posts(asked: PostsAsked): Promise<GroundedPost[]> {
    const rows = await this.reader.query<RecommendedRow>(POSTS(asked));
    return rows.map(({ likedBy: { count, users }, sharedTags: tags, ...row }) => ({
      row,
      likerCount: count,
      likers: users.map((person) => presentSummary(person, this.media.pictures)),
      tags,
    }));
  }
}
