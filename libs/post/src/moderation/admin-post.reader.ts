import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { type Page, type PageRequest, seeksWords, type Viewer } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import {
  exactPostCounts,
  postColumns,
  type PostRow,
  storedPostCounts,
} from '../post/post-row.sql.js';
import { type AdminPostFilter, PostSearch } from '../post/post-search.js';

/** A post in any state. */
export interface AdminPostRow extends PostRow {
  /** False when its author deleted it or an administrator deactivated it. */
  readonly isActive: boolean;
}

const NEWEST = descending('admin.posts', sortKey('p.id', 'id', 'id'));

/** SQL of posts in any state. @param isExact whether acts of this moment are counted */
function anyPost({ userId }: Viewer, isExact = false): SqlFragment {
  return sql`
    select ${postColumns(sql`${userId}::bigint`, isExact)}, p.is_active as "isActive"
    from post p
    ${isExact ? exactPostCounts : storedPostCounts}`;
}

/** Reads posts for administrators: drafts, deleted and deactivated ones too. */
@Injectable()
export class AdminPostReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly search: PostSearch,
  ) {}

  /** One post in any state. */
  find(viewer: Viewer, postId: PostId): Promise<AdminPostRow | undefined> {
    return this.reader.one(sql`${anyPost(viewer, true)} where p.id = ${postId}`);
  }

  /**
   * One page of posts, the last begun first; of those found by words, the last written or published first.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewer: Viewer,
    filter: AdminPostFilter,
    request: PageRequest,
  ): Promise<Page<AdminPostRow>> {
    if (!seeksWords(filter.words)) {
      return this.newest(viewer, filter, request);
    }
    const { items, nextCursor } = await this.search.findAny(filter, request);
    const rows = await this.reader.query<AdminPostRow>(
      sql`
      ${anyPost(viewer)}
      join unnest(${items}::bigint[]) with ordinality as found (id, number) on found.id = p.id
      order by found.number
      `,
    );
    return { items: rows, nextCursor };
  }

  private newest(
    viewer: Viewer,
    { isActive, authorId }: AdminPostFilter,
    request: PageRequest,
  ): Promise<Page<AdminPostRow>> {
    return this.reader.page<AdminPostRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      ${anyPost(viewer)}
      where p.id in (
        select p.id
        from post p
        where ${sql.all([
          after,
          authorId !== undefined && sql`p.author_id = ${authorId}`,
          // In words, not as a parameter: so the index of the few inactive ones is used.
          isActive !== undefined && (isActive ? sql`p.is_active` : sql`not p.is_active`),
        ])}
        order by ${order}
        limit ${limit}
      )
      order by ${order}
      `,
    );
  }
}
