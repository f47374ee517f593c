import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type PostId,
  toPage,
  type UserId,
} from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import type { PostStatus, Visibility } from '../domain/post.js';
import type { PostFilter, PostSort } from '../domain/post-filter.js';
import { conditionsOf, isImpossible } from './post-conditions.js';
import { LAST_ID, SORT_PLANS, type SortedRow } from './post-sorts.js';
import { TagReader } from './tag.reader.js';
import { visiblePost } from './visible-post.js';

const byAuthor = cursorOf('posts.by-author', ['id']);
const mine = cursorOf('posts.mine', ['id']);

/** Pages of ids of posts. */
@Injectable()
export class PostListReader {
  constructor(
    private readonly sql: SqlReader,
    private readonly tags: TagReader,
  ) {}

  /**
   * One page of published posts that were meant for everyone, as far as the viewer may see them.
   *
   * @throws DomainError `invalid-cursor`
   */
  async published(
    viewer: MaybeViewer,
    filter: PostFilter,
    sort: PostSort,
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const plan = SORT_PLANS[sort];
    const params: unknown[] = [
      viewer?.userId ?? null,
      limit + 1,
      ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
    ];
    const tags = await this.tags.ids(filter.tags);
    if (isImpossible(filter, tags)) {
      return { items: [], nextCursor: null };
    }
    const rows = await this.sql.query<SortedRow>(
      `
      select p.id, p.position, k.like_count as "likeCount", k.view_count as "viewCount"
      from post p
      join post_counter k on k.post_id = p.id
      where p.status = 'published'
        and p.visibility = 'public'
        and ${visiblePost('p', '$1::bigint')}
        and ${plan.after}
        ${conditionsOf(filter, tags, params)}
      order by ${plan.order}
      limit $2
      `,
      params,
    );
    return mapPage(
      toPage(rows, limit, (row) => plan.cursor.encode(plan.keys(row))),
      ({ id }) => id,
    );
  }

  /**
   * One page of a person's posts that the viewer may see, newest first; drafts, which only their author
   * sees, stand where they were begun. @throws DomainError `invalid-cursor`
   */
  async writtenBy(
    viewer: MaybeViewer,
    authorId: UserId,
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const [after] = cursor === undefined ? [LAST_ID] : byAuthor.decode(cursor);
    const rows = await this.sql.query<{ id: PostId; place: string }>(
      `
      select p.id, coalesce(p.position, p.id) as place
      from post p
      where p.author_id = $2
        and coalesce(p.position, p.id) < $4
        and ${visiblePost('p', '$1::bigint')}
      order by coalesce(p.position, p.id) desc
      limit $3
      `,
      [viewer?.userId ?? null, authorId, limit + 1, after],
    );
    return mapPage(
      toPage(rows, limit, ({ place }) => byAuthor.encode([place])),
      ({ id }) => id,
    );
  }

  /** One page of a person's own active posts, newest first. @throws DomainError `invalid-cursor` */
  async ownedBy(
    authorId: UserId,
    filter: {
      readonly status?: PostStatus | undefined;
      readonly visibility?: Visibility | undefined;
    },
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const [after] = cursor === undefined ? [LAST_ID] : mine.decode(cursor);
    const rows = await this.sql.query<{ id: PostId; place: string }>(
      `
      select p.id, coalesce(p.position, p.id) as place
      from post p
      where p.author_id = $1
        and p.is_active
        and coalesce(p.position, p.id) < $3
        and ($4::text is null or p.status = $4)
        and ($5::text is null or p.visibility = $5)
      order by coalesce(p.position, p.id) desc
      limit $2
      `,
      [authorId, limit + 1, after, filter.status ?? null, filter.visibility ?? null],
    );
    return mapPage(
      toPage(rows, limit, ({ place }) => mine.encode([place])),
      ({ id }) => id,
    );
  }
}
