import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  type Page,
  type PageRequest,
  type PostId,
  seeksWords,
  toPage,
  type Viewer,
} from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { type AdminPostFilter, PostSearch } from '../post/post-search.js';
import { exactPostCounts, postColumns, type PostRow } from '../post/post-row.reader.js';
import { LAST_ID } from '../filter/post-sorts.sql.js';

/** A post in any state. */
export interface AdminPostRow extends PostRow {
  /** False when its author deleted it or an administrator deactivated it. */
  readonly isActive: boolean;
}

const newestFirst = cursorOf('admin.posts', ['id']);

const anyPost = (counters: string): string => `
  select ${postColumns('$1::bigint')}, p.is_active as "isActive"
  from post p
  ${counters}
`;

const ANY_POST = anyPost('join post_counter k on k.post_id = p.id');
const SINGLE_POST = anyPost(`${exactPostCounts}`);

/** Reads posts for administrators: drafts, deleted and deactivated ones too. */
@Injectable()
export class AdminPostReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly search: PostSearch,
  ) {}

  /** One post in any state. */
  find({ userId }: Viewer, postId: PostId): Promise<AdminPostRow | undefined> {
    return this.reader.one(`${SINGLE_POST} where p.id = $2`, [userId, postId]);
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
      `
      ${ANY_POST}
      join unnest($2::bigint[]) with ordinality as found (id, number) on found.id = p.id
      order by found.number
      `,
      [viewer.userId, items],
    );
    return { items: rows, nextCursor };
  }

  private async newest(
    { userId }: Viewer,
    { isActive, authorId }: AdminPostFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<AdminPostRow>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestFirst.decode(cursor);
    // In words, not as a parameter: so the index of the few inactive ones is used.
    const state = isActive === undefined ? '' : `and ${isActive ? '' : 'not'} p.is_active`;
    const rows = await this.reader.query<AdminPostRow>(
      `
      ${ANY_POST}
      where p.id in (
        select p.id
        from post p
        where p.id < $3
          and ($4::bigint is null or p.author_id = $4)
          ${state}
        order by p.id desc
        limit $2
      )
      order by p.id desc
      `,
      [userId, limit + 1, after, authorId ?? null],
    );
    return toPage(rows, limit, ({ id }) => newestFirst.encode([id]));
  }
}
