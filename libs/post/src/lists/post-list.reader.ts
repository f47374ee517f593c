import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import {
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  seeksWords,
  type SoughtWords,
  type UserId,
} from '#libs/kernel';
import { holdsWords, isFoundBy } from '#libs/text-search';
import { conditionsOf, fewPosts, isImpossible } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import { type SortedRow, sortOf } from '../filter/post-sorts.sql.js';
import type { PostId, PostStatus, Visibility } from '../post/post.js';
import type { PlainSort, PostFilter } from '../post/post-filter.js';
import { PostSearch } from '../post/post-search.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost, visiblePost } from '../post/visible-post.sql.js';

interface PlacedRow {
  readonly id: PostId;
  readonly place: string;
}

/** Drafts stand among the others where they were begun. */
const place = sortKey('coalesce(p.position, p.id)', 'id', 'place');
const BY_AUTHOR = descending('posts.by-author', place);
const OWN = descending('posts.mine', place);

/** Pages of ids of posts. */
@Injectable()
export class PostListReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly filters: PostFilterReader,
    private readonly search: PostSearch,
  ) {}

  /**
   * One page of posts that everyone may see, without those across a block of the viewer.
   *
   * @throws DomainError `invalid-cursor`
   */
  async published(
    viewer: MaybeViewer,
    filter: PostFilter,
    sort: PlainSort,
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const seeks = seeksWords(filter.words);
    const keyset = sortOf(sort, seeks);
    // A cursor of another list is refused even where nothing is looked for.
    keyset.start(request);
    const resolved = await this.filters.resolve(filter);
    if (isImpossible(filter, resolved)) {
      return { items: [], nextCursor: null };
    }
    const few = fewPosts(filter, resolved);
    if (few === undefined && seeks) {
      return this.search.find(viewer, filter, sort, request);
    }
    const viewerId = sql`${viewer?.userId ?? null}::bigint`;
    const found = await this.reader.page<SortedRow>(
      keyset,
      request,
      ({ after, order, limit }) => sql`
      select
        p.id,
        ${seeks ? sql`text.place` : sql`p.position as place`},
        k.like_count as "likeCount",
        k.view_count as "viewCount"
      from ${few ?? sql`post`} p
      join post_counter k on k.post_id = p.id
      ${seeks ? sql`join post_text text on text.post_id = p.id` : sql.empty}
      where ${sql.join(
        [
          listedPost('p', viewerId),
          after,
          ...conditionsOf(filter, resolved),
          holdsWords('text', filter.words),
        ],
        ' and ',
      )}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(found, ({ id }) => id);
  }

  /**
   * One page of a person's posts that the viewer may see, newest first; drafts, which only their author
   * sees, stand where they were begun. @throws DomainError `invalid-cursor`
   */
  async writtenBy(
    viewer: MaybeViewer,
    authorId: UserId,
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const page = await this.reader.page<PlacedRow>(
      BY_AUTHOR,
      request,
      ({ after, order, limit }) => sql`
      select p.id, coalesce(p.position, p.id) as place
      from post p
      where p.author_id = ${authorId}
        and ${after}
        and ${visiblePost('p', sql`${viewer?.userId ?? null}::bigint`)}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }

  /** One page of a person's own active posts, newest first. @throws DomainError `invalid-cursor` */
  async ownedBy(
    authorId: UserId,
    filter: {
      readonly status?: PostStatus | undefined;
      readonly visibility?: Visibility | undefined;
      readonly words: SoughtWords;
    },
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const { status, visibility, words } = filter;
    const page = await this.reader.page<PlacedRow>(
      OWN,
      request,
      ({ after, order, limit }) => sql`
      select p.id, coalesce(p.position, p.id) as place
      from post p
      where ${sql.all([
        sql`p.author_id = ${authorId}`,
        sql`p.is_active`,
        after,
        status !== undefined && sql`p.status = ${status}`,
        visibility !== undefined && sql`p.visibility = ${visibility}`,
        isFoundBy(postTexts, 'p.id', words),
      ])}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
