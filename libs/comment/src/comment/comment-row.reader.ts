import { Injectable } from '@nestjs/common';
import { exactCounts } from '#libs/counters';
import { sql, type SqlFragment, SqlReader } from '#libs/database';
import type { MaybeViewer, UserId, Viewer } from '#libs/kernel';
import { summaryOf, type SummaryRow } from '#libs/people';
import { type PostId, visiblePost } from '#libs/post';
import { mentionedIn, type MentionedPeople, type StoredEntities } from '#libs/rich-text';
import type { CommentId, Place } from './comment.js';
import { commentCounters } from './comment-counters.sql.js';
import { hasShownReply, keptComment, shownComment, visibleComment } from './visible-comment.sql.js';

/** A comment as one viewer sees it: a tombstone has neither text nor author nor likes, but tells its replies. */
export interface CommentRow {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly parentId: CommentId | null;
  readonly depth: number;
  readonly body: string | null;
  readonly entities: StoredEntities | null;
  readonly mentioned: MentionedPeople;
  readonly author: SummaryRow | null;
  readonly likeCount: number;
  readonly replyCount: number;
  readonly liked: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A comment that somebody is about to change. */
export interface ChangeableComment {
  readonly postId: PostId;
  readonly parentId: CommentId | null;
  readonly authorId: UserId;
  readonly postAuthorId: UserId;
}

/**
 * SQL: those of the comments that are in their threads for the viewer, in no order. Beside the guessed cost of walking replies
 * every plan looks alike to the planner: `offset 0` has it join the comments first.
 *
 * @param viewer SQL of the viewer's id or null
 * @param counters SQL that joins the counters `k` of a comment `c`
 * @param scope SQL: which comments `c` under which posts `p`
 */
const inThread = (
  viewer: SqlFragment,
  ids: readonly CommentId[],
  counters: SqlFragment,
  scope = visiblePost('p', viewer),
): SqlFragment => sql`
  select
    c.id,
    c."postId",
    c."parentId",
    c.depth,
    case when c.shown then c.body end as body,
    case when c.shown then c.entities end as entities,
    case when c.shown then ${mentionedIn('c.entities', 'c."authorId"', viewer)} end as mentioned,
    case when c.shown then ${summaryOf('c."authorId"')} end as author,
    case when c.shown then c."likeCount" else 0 end as "likeCount",
    c."replyCount",
    c.shown and exists (
      select from comment_like l where l.comment_id = c.id and l.user_id = ${viewer}
    ) as liked,
    c.version,
    c."createdAt",
    c."updatedAt"
  from (
    select
      c.id,
      c.post_id as "postId",
      c.parent_id as "parentId",
      c.depth,
      c.body,
      c.entities,
      c.author_id as "authorId",
      greatest(k.like_count, 0) as "likeCount",
      greatest(k.reply_count, 0) as "replyCount",
      c.version,
      c.created_at as "createdAt",
      c.updated_at as "updatedAt",
      s.shown
    from comment c
    ${counters}
    join post p on p.id = c.post_id
    cross join lateral (select ${shownComment('c', viewer)} as shown offset 0) s
    where c.id = any (${ids}::bigint[])
      and ${scope}
    offset 0
  ) c
  where c.shown or ${hasShownReply('c', viewer)}
`;

const STORED_COUNTS = sql`join comment_counter k on k.comment_id = c.id`;
const EXACT_COUNTS = sql`cross join lateral ${exactCounts(commentCounters, 'c.id')} k`;

/** SQL of the viewer's id, null when nobody is signed in. */
const idOf = (viewer: MaybeViewer): SqlFragment => sql`${viewer?.userId ?? null}::bigint`;

/** Reads single comments and known sets of them. */
@Injectable()
export class CommentRowReader {
  constructor(private readonly reader: SqlReader) {}

  /** Those of the comments that stand for the viewer, in no order. */
  rows(viewer: MaybeViewer, ids: readonly CommentId[]): Promise<CommentRow[]> {
    return this.reader.query(inThread(idOf(viewer), ids, STORED_COUNTS));
  }

  /** Those of the comments that the viewer wrote, also under posts that can't be seen any more, in no order. */
  ownRows(viewer: Viewer, ids: readonly CommentId[]): Promise<CommentRow[]> {
    const me = idOf(viewer);
    return this.reader.query(inThread(me, ids, STORED_COUNTS, sql`c.author_id = ${me}`));
  }

  /** A comment, if it is in its thread for the viewer: whoever has just acted finds the own act in its counts. */
  row(viewer: MaybeViewer, id: CommentId): Promise<CommentRow | undefined> {
    return this.reader.one(inThread(idOf(viewer), [id], EXACT_COUNTS));
  }

  /** Those of the comments that the viewer can see, tombstones left out. */
  async visible(viewer: MaybeViewer, ids: readonly CommentId[]): Promise<Set<CommentId>> {
    const rows = await this.reader.query<{ id: CommentId }>(
      sql`
      select c.id
      from comment c
      where c.id = any (${ids}::bigint[]) and ${visibleComment('c', idOf(viewer))}
      `,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** A comment with those who may change it, when the viewer can see it and it is no tombstone. */
  changeable(viewer: MaybeViewer, commentId: CommentId): Promise<ChangeableComment | undefined> {
    return this.changeableIf(visibleComment('c', idOf(viewer)), commentId);
  }

  /** The same, also of the viewer's own under a post that can't be seen any more: one's words can be taken back. */
  removable(viewer: MaybeViewer, commentId: CommentId): Promise<ChangeableComment | undefined> {
    const me = idOf(viewer);
    const own = sql`(c.author_id = ${me} and ${keptComment('c')})`;
    return this.changeableIf(sql`(${own} or ${visibleComment('c', me)})`, commentId);
  }

  /** Where a comment stands, when it is under this post and shown to the viewer. */
  place(
    viewer: MaybeViewer,
    postId: PostId,
    commentId: CommentId,
  ): Promise<(Place & { id: CommentId }) | undefined> {
    return this.reader.one(
      sql`
      select c.id, c.parent_id as "parentId", c.root_id as "rootId", c.depth
      from comment c
      where c.id = ${commentId} and c.post_id = ${postId} and ${shownComment('c', idOf(viewer))}
      `,
    );
  }

  /** Whether a comment is in its thread for the viewer, as itself or as a tombstone. */
  async isInThread(viewer: MaybeViewer, commentId: CommentId): Promise<boolean> {
    const viewerId = idOf(viewer);
    const found = await this.reader.one(
      sql`
      select
      from (
        select c.id, ${shownComment('c', viewerId)} as shown
        from comment c
        join post p on p.id = c.post_id
        where c.id = ${commentId} and ${visiblePost('p', viewerId)}
        offset 0
      ) c
      where c.shown or ${hasShownReply('c', viewerId)}
      `,
    );
    return found !== undefined;
  }

  private changeableIf(
    condition: SqlFragment,
    commentId: CommentId,
  ): Promise<ChangeableComment | undefined> {
    return this.reader.one(
      sql`
      select
        c.post_id as "postId",
        c.parent_id as "parentId",
        c.author_id as "authorId",
        p.author_id as "postAuthorId"
      from comment c
      join post p on p.id = c.post_id
      where c.id = ${commentId} and ${condition}
      `,
    );
  }
}
