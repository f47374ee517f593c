import { Injectable } from '@nestjs/common';
import { exactCounts } from '#libs/counters';
import {
  idsIn,
  isoTime,
  NOBODY,
  prepared,
  type PreparedRun,
  sql,
  type SqlFragment,
  SqlReader,
} from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import { type ImageRow, picturesOf } from '#libs/media';
import { summaryOf, type SummaryRow } from '#libs/people';
import { mentionedIn, type MentionedPeople, type StoredEntities } from '#libs/rich-text';
import { type IdSql, idSql } from '#libs/social-graph';
import type { PostId, PostStatus, Visibility } from './post.js';
import { postCounters } from './post-counters.sql.js';
import { visiblePost } from './visible-post.sql.js';

/** A post as one viewer sees it, with all that is shown beside it. */
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
  readonly viewCount: number;
  readonly liked: boolean;
  readonly bookmarked: boolean;
  readonly contentWarning: string | null;
  readonly sensitive: boolean;
  readonly isPinned: boolean;
  /** `null` also for others than the author. */
  readonly publishAt: string | null;
  /** `null` also for others than the author. */
  readonly publishError: string | null;
  readonly version: number;
  readonly publishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** SQL: the columns of a `PostRow` of posts `p` with their counters `k`. @param viewer SQL of the viewer's id or null */
export const postColumns = (viewer: IdSql): SqlFragment => sql`
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
  ${picturesOf('post_image', 'i.post_id = p.id', 'i.ordinal, i.media_id')} as images,
  greatest(k.like_count, 0) as "likeCount",
  greatest(k.comment_count, 0) as "commentCount",
  greatest(k.bookmark_count, 0) as "bookmarkCount",
  k.view_count as "viewCount",
  exists (
    select from post_like l where l.post_id = p.id and l.user_id = ${idSql(viewer)}
  ) as liked,
  exists (
    select from bookmark b where b.post_id = p.id and b.user_id = ${idSql(viewer)}
  ) as bookmarked,
  p.content_warning as "contentWarning",
  p.sensitive,
  exists (
    select from post_pin pin
    where pin.user_id = p.author_id and p.id = any (pin.post_ids)
  ) as "isPinned",
  case when p.author_id = ${idSql(viewer)} then ${isoTime('p.publish_at')} end as "publishAt",
  case when p.author_id = ${idSql(viewer)} then p.publish_error end as "publishError",
  p.version,
  ${isoTime('p.published_at')} as "publishedAt",
  ${isoTime('p.created_at')} as "createdAt",
  ${isoTime('p.updated_at')} as "updatedAt"`;

/**
 * SQL: the `PostRow`s of a page, in its order.
 *
 * @param page SQL that gives the `id` and the `place` of posts that the viewer may see
 * @param viewer SQL of the viewer's id or null; a column of `page`, perhaps
 * @param counters SQL that joins the counters `k` of a post `p`
 */
export function postsOf(
  page: SqlFragment,
  order: 'asc' | 'desc',
  viewer: IdSql,
  counters = sql`join post_counter k on k.post_id = p.id`,
): SqlFragment {
  return sql`
    select ${postColumns(viewer)}, page.place
    from (${page}) page
    join post p on p.id = page.id
    ${counters}
    order by page.place ${sql.raw(order)}`;
}

/** Posts, and who looks at each, at the same place. */
interface Looks {
  readonly viewers: readonly (UserId | typeof NOBODY)[];
  readonly ids: readonly PostId[];
}

/** Declares a statement that gives those of the posts that are seen. @param counters see `postsOf` */
const seenPosts = (name: string, counters?: SqlFragment): ((looks: Looks) => PreparedRun) =>
  prepared<Looks>(name, (slot) =>
    postsOf(
      sql`
  select p.id, wanted.place, wanted.viewer_id
  from unnest(${idsIn(slot('viewers'))}, ${idsIn(slot('ids'))})
    with ordinality as wanted (viewer_id, id, place)
  join post p on p.id = wanted.id
  where ${visiblePost('p', 'wanted.viewer_id')}`,
      'asc',
      'page.viewer_id',
      counters,
    ),
  );

/** Posts of a list. */
const KNOWN_POSTS = seenPosts('post.known');

/** SQL: joins exact counters `k` of a post `p`. */
export const exactPostCounts = sql`cross join lateral ${exactCounts(postCounters, 'p.id')} k`;

/** Posts that are read by themselves: whoever has just acted finds the own act in the counts. */
const SINGLE_POSTS = seenPosts('post.single', exactPostCounts);

const VISIBLE_POSTS = prepared<{
  viewer: UserId | typeof NOBODY;
  ids: readonly PostId[];
}>(
  'post.visible',
  (slot) => sql`
  select p.id
  from post p
  where p.id = any (${idsIn(slot('ids'))})
    and ${visiblePost('p', sql`${slot('viewer')}::bigint`)}
  `,
);

/** A row and the place of what was asked for, from 1. */
type AskedRow = PostRow & { readonly place: string };

/** Reads single posts and known sets of them. */
@Injectable()
export class PostRowReader {
  private readonly rowOf: (look: {
    readonly viewer: MaybeViewer;
    readonly postId: PostId;
  }) => Promise<PostRow | undefined>;

  constructor(private readonly reader: SqlReader) {
    this.rowOf = reader.gathered(async (looks) => {
      const rows = await reader.query<AskedRow>(
        SINGLE_POSTS({
          viewers: looks.map(({ viewer }) => viewer?.userId ?? NOBODY),
          ids: looks.map(({ postId }) => postId),
        }),
      );
      const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
      return looks.map((_, index) => byPlace.get(index + 1));
    });
  }

  /** A post, if the viewer may see it. */
  row(viewer: MaybeViewer, postId: PostId): Promise<PostRow | undefined> {
    return this.rowOf({ viewer, postId });
  }

  /** Those of the posts that the viewer may see, in the order of the ids. */
  rows(viewer: MaybeViewer, ids: readonly PostId[]): Promise<PostRow[]> {
    const viewerId = viewer?.userId ?? NOBODY;
    return this.reader.query<AskedRow>(KNOWN_POSTS({ viewers: ids.map(() => viewerId), ids }));
  }

  /** Those of the posts that the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly PostId[]): Promise<Set<PostId>> {
    const rows = await this.reader.query<{ id: PostId }>(
      VISIBLE_POSTS({ viewer: viewer?.userId ?? NOBODY, ids }),
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The post at an address, whoever may see it. */
  async idAt(slug: string): Promise<PostId | undefined> {
    const row = await this.reader.one<{ id: PostId }>(
      sql`select id from post where slug = ${slug}`,
    );
    return row?.id;
  }

  /** Whose post this is, active or not. */
  async authorOf(postId: PostId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`select author_id as "authorId" from post where id = ${postId}`,
    );
    return row?.authorId;
  }
}
