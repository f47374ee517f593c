import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type PostId,
  seeksWords,
  type SoughtWords,
  toPage,
  type UserId,
} from '#libs/kernel';
import { holdsWords, isFoundBy, type NoteParam } from '#libs/text-search';
import { SqlReader } from '#libs/database';
import type { PostStatus, Visibility } from '../post/post.js';
import type { PlainSort, PostFilter } from '../post/post-filter.js';
import { PostSearch } from '../post/post-search.js';
import { conditionsOf, fewPosts, isImpossible } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import { LAST_ID, planOf, type SortedRow } from '../filter/post-sorts.sql.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost, visiblePost } from '../post/visible-post.sql.js';

const byAuthor = cursorOf('posts.by-author', ['id']);
const mine = cursorOf('posts.mine', ['id']);

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
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const seeks = seeksWords(filter.words);
    const plan = planOf(sort, seeks);
    const params: unknown[] = [
      viewer?.userId ?? null,
      limit + 1,
      ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
    ];
    const param: NoteParam = (value) => `$${params.push(value)}`;
    const resolved = await this.filters.resolve(filter);
    if (isImpossible(filter, resolved)) {
      return { items: [], nextCursor: null };
    }
    const few = fewPosts(filter, resolved, param);
    if (few === undefined && seeks) {
      return this.search.find(viewer, filter, sort, { limit, cursor });
    }
    const rows = await this.reader.query<SortedRow>(
      `
      select
        p.id,
        ${seeks ? 'text.place' : 'p.position as place'},
        k.like_count as "likeCount",
        k.view_count as "viewCount"
      from ${few ?? 'post'} p
      join post_counter k on k.post_id = p.id
      ${seeks ? 'join post_text text on text.post_id = p.id' : ''}
      where ${listedPost('p', '$1::bigint')}
        and ${plan.after}
        ${conditionsOf(filter, resolved, param)}
        and ${holdsWords('text', filter.words, param)}
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
    const rows = await this.reader.query<{ id: PostId; place: string }>(
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
      readonly words: SoughtWords;
    },
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const [after] = cursor === undefined ? [LAST_ID] : mine.decode(cursor);
    const { status = null, visibility = null, words } = filter;
    const params: unknown[] = [authorId, limit + 1, after, status, visibility];
    const found = isFoundBy(postTexts, 'p.id', words, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<{ id: PostId; place: string }>(
      `
      select p.id, coalesce(p.position, p.id) as place
      from post p
      where p.author_id = $1
        and p.is_active
        and coalesce(p.position, p.id) < $3
        and ($4::text is null or p.status = $4)
        and ($5::text is null or p.visibility = $5)
        and ${found}
      order by coalesce(p.position, p.id) desc
      limit $2
      `,
      params,
    );
    return mapPage(
      toPage(rows, limit, ({ place }) => mine.encode([place])),
      ({ id }) => id,
    );
  }
}
