import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import {
  type Id,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type UserId,
} from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { shownQuote, visiblePost } from '../post/visible-post.sql.js';

interface QuoteRow {
  readonly id: PostId;
  readonly place: string;
}

const NEWEST = descending('posts.quotes', sortKey('coalesce(p.position, p.id)', 'id', 'place'));

/** Reads who quotes what. */
@Injectable()
export class QuoteReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page of the quotes of a post that the viewer may see and that show it, newest first. What a viewer sees is asked
   * row by row along the index: `offset 0` keeps the planner from hashing everybody instead.
   *
   * @throws DomainError `invalid-cursor`
   */
  async of(viewer: MaybeViewer, postId: PostId, request: PageRequest): Promise<Page<PostId>> {
    const viewerId = sql`${viewer?.userId ?? null}::bigint`;
    const page = await this.reader.page<QuoteRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select p.id, coalesce(p.position, p.id) as place
      from post p
      join post quoted on quoted.id = p.quoted_id
      cross join lateral (
        select ${shownQuote('p', 'quoted', viewerId)} and ${visiblePost('p', viewerId)} as visible
        offset 0
      ) s
      where p.quoted_id = ${postId}
        and p.status = 'published'
        and ${after}
        and s.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }

  /** Who quotes a post with this one; `undefined` when it is no quote of it. */
  async authorOf(postId: PostId, quotingPostId: PostId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`
      select author_id as "authorId"
      from post
      where id = ${quotingPostId} and quoted_id = ${postId}
      `,
    );
    return row?.authorId;
  }

  /** Posts that a person quotes, in the order of their ids. @param after id of the last one known */
  async quotedBy(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(
      sql`
      select distinct quoted.id
      from post p
      join post quoted on quoted.id = p.quoted_id
      where p.author_id = ${userId} and quoted.id > ${after}
      order by quoted.id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }
}
