import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, PageRequest, UserId, Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary, summaryOf, type SummaryRow } from '#libs/people';
import { type PostId, PostReader } from '#libs/post';
import { activePerson, notBlockedBy } from '#libs/social-graph';
import type { Dismissal, DismissalKind } from './dismissal.js';

const NEWEST = descending('dismissals', sortKey('d.position', 'id', 'position'));

interface DismissalRow {
  readonly kind: DismissalKind;
  readonly user: SummaryRow | null;
  readonly postId: PostId | null;
  readonly tag: string | null;
  readonly position: string;
  readonly createdAt: Date;
}

/** Reads what people are not interested in, each for the person alone. */
@Injectable()
export class DismissalReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
    private readonly posts: PostReader,
  ) {}

  /**
   * What a person is not interested in, newest first, without people who can't be seen any more.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(viewer: Viewer, request: PageRequest): Promise<Page<Dismissal>> {
    const viewerId = sql`${viewer.userId}::bigint`;
    const { items, nextCursor } = await this.reader.page<DismissalRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select
        d.kind,
        ${summaryOf('d.user_id')} as user,
        d.post_id as "postId",
        d.tag,
        d.position,
        d.created_at as "createdAt"
      from dismissal d
      where d.person_id = ${viewerId}
        and d.until > now()
        and (
          d.user_id is null
          or (${activePerson('d.user_id')} and ${notBlockedBy(viewerId, 'd.user_id')})
        )
        and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    const postIds = items.map(({ postId }) => postId).filter((id) => id !== null);
    const posts = await this.posts.hydrate(viewer, postIds);
    const postOf = new Map(posts.map((post) => [post.id, post]));
    return {
      items: items.map(({ kind, user, tag, postId, createdAt }) => ({
        kind,
        user: user === null ? null : presentSummary(user, this.media.pictures),
        tag,
        post: postId === null ? null : (postOf.get(postId) ?? null),
        createdAt,
      })),
      nextCursor,
    };
  }

  /** Who wrote a post. */
  async authorOf(postId: PostId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`select p.author_id as "authorId" from post p where p.id = ${postId}`,
    );
    return row?.authorId;
  }
}
