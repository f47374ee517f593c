import { exactCounts } from '#libs/counters';
import { isoTime, sql, type SqlFragment } from '#libs/database';
import { type ImageRow, picturesOf } from '#libs/media';
import { summaryOf, type SummaryRow } from '#libs/people';
import { mentionedIn, type MentionedPeople, type StoredEntities } from '#libs/rich-text';
import { type IdSql, idSql } from '#libs/social-graph';
import { pollColumn, type PollRow } from './poll.sql.js';
import type { PostId, PostStatus, Visibility } from './post.js';
import { postCounters } from './post-counters.sql.js';

/** A post as one viewer sees it, with all that is shown beside it, but what it quotes: see `QuotedPostReader`. */
export interface PostRow {
  readonly id: PostId;
  readonly author: SummaryRow;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly entities: StoredEntities | null;
  readonly mentioned: MentionedPeople;
  readonly status: PostStatus;
  readonly visibility: Visibility;
  readonly tags: string[];
  /** `null` without pictures. */
  readonly images: readonly ImageRow[] | null;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly bookmarkCount: number;
  readonly repostCount: number;
  readonly quoteCount: number;
  readonly viewCount: number;
  readonly liked: boolean;
  readonly bookmarked: boolean;
  readonly reposted: boolean;
  readonly isQuote: boolean;
  readonly contentWarning: string | null;
  readonly sensitive: boolean;
  readonly isPinned: boolean;
  /** `null` without one. */
  readonly poll: PollRow | null;
  /** `null` also for others than the author. */
  readonly publishAt: string | null;
  /** `null` also for others than the author. */
  readonly publishError: string | null;
  readonly version: number;
  readonly createdAt: string;
  /** `null` of a draft, and when it was published as it was begun: most are. */
  readonly publishedAt: string | null;
  /** `null` when it is as it was begun. */
  readonly updatedAt: string | null;
}

/** SQL: a time of a post `p`, null when that is when it was begun: to write a time costs as much as to find a row. */
const laterTime = (column: string): SqlFragment => sql`case
    when ${sql.raw(column)} is distinct from p.created_at then ${isoTime(column)}
  end`;

/**
 * SQL: the columns of a `PostRow` of posts `p` with their counters `k`.
 *
 * @param viewer SQL of the viewer's id or null
 * @param isExact whether votes of this moment are counted
 */
export const postColumns = (viewer: IdSql, isExact: boolean): SqlFragment => sql`
  p.id,
  ${summaryOf('p.author_id')} as author,
  p.slug,
  p.title,
  p.body,
  p.entities,
  ${mentionedIn('p.entities', 'p.author_id', viewer)} as mentioned,
  p.status,
  p.visibility,
  array(
    select t.name
    from post_tag pt
    join tag t on t.id = pt.tag_id
    where pt.post_id = p.id
    order by pt.ordinal
  ) as tags,
  case
    when exists (select from post_image i where i.post_id = p.id)
      then ${picturesOf('post_image', 'i.post_id = p.id', 'i.ordinal, i.media_id')}
  end as images,
  greatest(k.like_count, 0) as "likeCount",
  greatest(k.comment_count, 0) as "commentCount",
  greatest(k.bookmark_count, 0) as "bookmarkCount",
  greatest(k.repost_count, 0) as "repostCount",
  greatest(k.quote_count, 0) as "quoteCount",
  k.view_count as "viewCount",
  exists (
    select from post_like l where l.post_id = p.id and l.user_id = ${idSql(viewer)}
  ) as liked,
  exists (
    select from bookmark b where b.post_id = p.id and b.user_id = ${idSql(viewer)}
  ) as bookmarked,
  exists (
    select from post_repost r where r.post_id = p.id and r.user_id = ${idSql(viewer)}
  ) as reposted,
  p.quoted_id is not null as "isQuote",
  p.content_warning as "contentWarning",
  p.sensitive,
  exists (
    select from post_pin pin
    where pin.user_id = p.author_id and p.id = any (pin.post_ids)
  ) as "isPinned",
  ${pollColumn(viewer, isExact)} as poll,
  case when p.author_id = ${idSql(viewer)} then ${isoTime('p.publish_at')} end as "publishAt",
  case when p.author_id = ${idSql(viewer)} then p.publish_error end as "publishError",
  p.version,
  ${isoTime('p.created_at')} as "createdAt",
  ${laterTime('p.published_at')} as "publishedAt",
  ${laterTime('p.updated_at')} as "updatedAt"`;

/** SQL: joins exact counters `k` of a post `p`. */
export const exactPostCounts = sql`cross join lateral ${exactCounts(postCounters, 'p.id')} k`;

/** SQL: joins the counters `k` of a post `p`. */
export const storedPostCounts = sql`join post_counter k on k.post_id = p.id`;

/** What a page of posts is made of besides its places. */
interface PostsOptions {
  /** Whether acts of this moment are counted. */
  readonly isExact?: boolean | undefined;
  /** SQL of further columns. */
  readonly beside?: SqlFragment | undefined;
}

/**
 * SQL: the `PostRow`s of a page, in its order.
 *
 * @param page SQL that gives the `id` and the `place` of posts that the viewer may see
 * @param viewer SQL of the viewer's id or null; a column of `page`, perhaps
 */
export function postsOf(
  page: SqlFragment,
  order: 'asc' | 'desc',
  viewer: IdSql,
  { isExact = false, beside }: PostsOptions = {},
): SqlFragment {
  return sql`
    select ${postColumns(viewer, isExact)}, page.place${beside === undefined ? sql.empty : sql`, ${beside}`}
    from (${page}) page
    join post p on p.id = page.id
    ${isExact ? exactPostCounts : storedPostCounts}
    order by page.place ${sql.raw(order)}`;
}
