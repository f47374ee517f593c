import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { mapPage, type MaybeViewer, type Page, type PageRequest } from '#libs/kernel';
import { allFound, holdsWords, newestFound, TextIndexRepository } from '#libs/text-search';
import { conditionsOf, type Resolved } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import { type SortedRow, sortOf } from '../filter/post-sorts.sql.js';
import type { PostId } from '../post/post.js';
import type { PlainSort, PostFilter } from '../post/post-filter.js';
import { type AdminPostFilter, PostSearch, type SearchedPost } from '../post/post-search.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost } from '../post/visible-post.sql.js';

interface FoundRow {
  readonly id: PostId;
  readonly place: string;
}

/** Posts by count that are looked through before the index is asked. */
const NEAR_ROWS = 3_000;

const NEWEST_OF_ALL = descending('admin.posts.found', sortKey('text.place', 'id', 'place'));

/** Finds posts in the database. */
@Injectable()
export class PostSearchRepository extends PostSearch {
  constructor(
    private readonly reader: SqlReader,
    private readonly texts: TextIndexRepository,
    private readonly filters: PostFilterReader,
  ) {
    super();
  }

  override index({ id, title, body }: SearchedPost, asNewest: boolean): Promise<void> {
    return this.texts.put(postTexts, id, { title, body }, asNewest);
  }

  override remove(ids: readonly PostId[]): Promise<void> {
    return this.texts.remove(postTexts, ids);
  }

  override async find(
    viewer: MaybeViewer,
    filter: PostFilter,
    sort: PlainSort,
    page: PageRequest,
  ): Promise<Page<PostId>> {
    const resolved = await this.filters.resolve(filter);
    return sort === 'latest'
      ? this.newest(viewer, filter, resolved, page)
      : this.counted(viewer, filter, resolved, sort, page);
  }

  override async findAny(
    { words, isActive, authorId }: AdminPostFilter,
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const accept = sql`(
      select ${sql.all([
        isActive !== undefined && sql`p.is_active = ${isActive}`,
        authorId !== undefined && sql`p.author_id = ${authorId}`,
      ])}
      from post p
      where p.id = text.post_id
    )`;
    const found = await this.reader.page<FoundRow>(NEWEST_OF_ALL, request, (page) =>
      newestFound(postTexts, words, page, accept),
    );
    return mapPage(found, ({ id }) => id);
  }

  private async newest(
    viewer: MaybeViewer,
    filter: PostFilter,
    resolved: Resolved,
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const accept = accepted(viewer, filter, resolved, 'text.post_id');
    const found = await this.reader.page<FoundRow>(sortOf('latest', true), request, (page) =>
      newestFound(postTexts, filter.words, page, accept),
    );
    return mapPage(found, ({ id }) => id);
  }

  /** Looks through those of the highest counts, and only when too few of them fit, asks the index. */
  private async counted(
    viewer: MaybeViewer,
    filter: PostFilter,
    resolved: Resolved,
    sort: Exclude<PlainSort, 'latest'>,
    request: PageRequest,
  ): Promise<Page<PostId>> {
    const accept = accepted(viewer, filter, resolved, 'k.post_id');
    const columns = sql`
      k.post_id as id, 0::bigint as place, k.like_count as "likeCount", k.view_count as "viewCount"`;
    const found = await this.reader.page<SortedRow>(
      sortOf(sort, true),
      request,
      ({ after, order, limit }) => sql`
      with near as materialized (
        select ${columns}
        from (
          select *
          from post_counter k
          where ${after}
          order by ${order}
          limit ${sql.number(NEAR_ROWS)}
        ) k
        cross join lateral (
          select * from post_text where post_id = k.post_id offset 0
        ) text
        where ${holdsWords('text', filter.words)} and ${accept}
        order by ${order}
        limit ${limit}
      )
      (select * from near where (select count(*) from near) >= ${limit}::integer)
      union all
      (
        select ${columns}
        from (
          select k.*
          from ${allFound(postTexts, filter.words)} found
          cross join lateral (
            select * from post_counter where post_id = found.id offset 0
          ) k
          where ${after}
          order by ${order}
          offset 0
        ) k
        where (select count(*) from near) < ${limit}::integer and ${accept}
        limit ${limit}
      )
      `,
    );
    return mapPage(found, ({ id }) => id);
  }
}

/** SQL: whether a post is in the viewer's lists of everybody and lets the filter pass. */
function accepted(
  viewer: MaybeViewer,
  filter: PostFilter,
  resolved: Resolved,
  idExpr: string,
): SqlFragment {
  const conditions = [
    listedPost('p', sql`${viewer?.userId ?? null}::bigint`),
    ...conditionsOf(filter, resolved),
  ];
  return sql`(
    select ${sql.join(conditions, ' and ')}
    from post p
    where p.id = ${sql.raw(idExpr)}
  )`;
}
