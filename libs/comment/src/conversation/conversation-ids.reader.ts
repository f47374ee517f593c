import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { MaybeViewer } from '#libs/kernel';
import type { CommentId } from '../comment/comment.js';
import { hasShownReply, shownComment } from '../comment/visible-comment.sql.js';

/** How much of a conversation is read. */
export interface ConversationSize {
  /** Most replies of each comment. */
  readonly replies: number;
  /** How many levels below the top level. */
  readonly depth: number;
  /** Most comments in all, the top level too. */
  readonly comments: number;
}

/** A reply in a conversation. */
export interface ReplyPlace {
  readonly id: CommentId;
  readonly parentId: CommentId;
  /** False for the one behind the last that is shown: it only tells that there are more. */
  readonly isShown: boolean;
}

/** Which comments stand in a conversation, and where. */
@Injectable()
export class ConversationIdsReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * The replies below some comments that the viewer finds in their thread, those of one comment oldest first. Where
   * there is no room for all, the upper levels go before the lower, and the first reply of each before any second.
   */
  below(
    viewer: MaybeViewer,
    top: readonly CommentId[],
    { replies, depth, comments }: ConversationSize,
  ): Promise<ReplyPlace[]> {
    const viewerId = sql`${viewer?.userId ?? null}::bigint`;
    return this.reader.query(
      sql`
      with recursive conversation (id, parent_id, levels, rank, room, is_shown) as (
        select
          id,
          null::bigint,
          ${depth}::integer,
          number,
          ${comments}::bigint - count(*) over (),
          true
        from unnest(${top}::bigint[]) with ordinality as top (id, number)
        union all
        select
          id,
          parent_id,
          levels - 1,
          rank,
          room - least(room, count(*) filter (where is_wanted) over ()),
          is_wanted and rank <= room
        from (
          select
            r.id,
            t.id as parent_id,
            t.levels,
            t.room,
            r.place <= t.wanted as is_wanted,
            row_number() over (order by r.place > t.wanted, r.place, t.rank) as rank
          from (
            select *, case when levels > 0 then least(${replies}::integer, room) else 0 end as wanted
            from conversation
            where is_shown
          ) t
          cross join lateral (
            select c.id, row_number() over (order by c.id) as place
            from comment c
            cross join lateral (select ${shownComment('c', viewerId)} as shown offset 0) s
            where c.parent_id = t.id and (s.shown or ${hasShownReply('c', viewerId)})
            order by c.id
            limit t.wanted + 1
          ) r
        ) found
      )
      select id, parent_id as "parentId", is_shown as "isShown"
      from conversation
      where parent_id is not null
      order by id
      `,
    );
  }

  /** The comments that a comment answers, from the top level down. */
  async above(commentId: CommentId): Promise<CommentId[]> {
    const rows = await this.reader.query<{ id: CommentId }>(
      sql`
      with recursive answered (id, parent_id, depth) as (
        select c.id, c.parent_id, c.depth
        from comment c
        where c.id = ${commentId}
        union all
        select c.id, c.parent_id, c.depth
        from answered a
        join comment c on c.id = a.parent_id
      )
      select id
      from answered
      where id <> ${commentId}
      order by depth
      `,
    );
    return rows.map(({ id }) => id);
  }
}
