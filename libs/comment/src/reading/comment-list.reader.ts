import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import {
  mapPage,
  type MaybeViewer,
  nameKey,
  type Page,
  type PageRequest,
  type SoughtWords,
  soughtWords,
  type UserId,
} from '#libs/kernel';
import type { PostId } from '#libs/post';
import { openProfile } from '#libs/social-graph';
import { isFoundBy } from '#libs/text-search';
import type { CommentId } from '../comment/comment.js';
import { commentTexts } from '../comment/comment-texts.sql.js';
import {
  hasShownReply,
  keptComment,
  shownComment,
  visibleComment,
} from '../comment/visible-comment.sql.js';
import { type CommentSort, SORTS } from './comment-sorts.sql.js';

/** A list of comments under one post, which the viewer is known to see. */
export type ThreadList =
  { readonly topLevelOf: PostId } | { readonly repliesTo: CommentId } | CommentSearch;

/** Comments at all levels. */
export interface CommentSearch {
  readonly allOf: PostId;
  /** Words that they hold. */
  readonly words?: SoughtWords | undefined;
  /** What the author's nickname contains. */
  readonly nickname?: string | undefined;
}

interface ListRow {
  readonly id: CommentId;
  readonly likeCount: number;
}

const id = sortKey('c.id', 'id', 'id');
const BY_AUTHOR = descending('comments.by-author', id);
const OWN = descending('comments.mine', id);

/**
 * Pages of ids of comments. What a viewer sees is asked row by row along an index (`offset 0` keeps the
 * planner from hashing everybody instead), so a page costs what it shows, not what there is.
 */
@Injectable()
export class CommentListReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of a thread. @throws DomainError `invalid-cursor` */
  async inThread(
    viewer: MaybeViewer,
    list: ThreadList,
    sort: CommentSort,
    request: PageRequest,
  ): Promise<Page<CommentId>> {
    const { keyset, from, likes } = SORTS[sort];
    const viewerId = viewerOf(viewer);
    const page = await this.reader.page<ListRow>(
      keyset,
      request,
      ({ after, order, limit }) => sql`
      select c.id, ${likes} as "likeCount"
      from ${from}
      cross join lateral (select ${shownComment('c', viewerId)} as shown offset 0) s
      where ${scopeOf(list, sort, viewerId)}
        and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, (row) => row.id);
  }

  /**
   * One page of what a person wrote, newest first, as far as the viewer may see it: under posts that can be
   * seen, and only for followers while the profile is private. @throws DomainError `invalid-cursor`
   */
  async writtenBy(
    viewer: MaybeViewer,
    authorId: UserId,
    request: PageRequest,
  ): Promise<Page<CommentId>> {
    const viewerId = viewerOf(viewer);
    const author = sql`${authorId}::bigint`;
    const page = await this.reader.page<{ id: CommentId }>(
      BY_AUTHOR,
      request,
      ({ after, order, limit }) => sql`
      select c.id
      from comment c
      cross join lateral (select ${visibleComment('c', viewerId)} as visible offset 0) s
      where c.author_id = ${author}
        and ${after}
        and ${keptComment('c')}
        and s.visible
        and ${openProfile(viewerId, author)}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, (row) => row.id);
  }

  /**
   * One page of what a person wrote and may take back, newest first: also under posts that the person can't see any
   * more. @throws DomainError `invalid-cursor`
   */
  async ownedBy(
    authorId: UserId,
    words: SoughtWords,
    request: PageRequest,
  ): Promise<Page<CommentId>> {
    const page = await this.reader.page<{ id: CommentId }>(
      OWN,
      request,
      ({ after, order, limit }) => sql`
      select c.id
      from comment c
      where c.author_id = ${authorId}
        and ${after}
        and ${keptComment('c')}
        and ${isFoundBy(commentTexts, 'c.id', words)}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, (row) => row.id);
  }
}

function viewerOf(viewer: MaybeViewer): SqlFragment {
  return sql`${viewer?.userId ?? null}::bigint`;
}

/** SQL: which rows a list holds. */
function scopeOf(list: ThreadList, sort: CommentSort, viewer: SqlFragment): SqlFragment {
  const listId = sql.value(idOf(list));
  // The ranking index leads with the list; the other sorts walk the indexes of `comment`.
  const ranked = sort === 'popular' ? sql`k.list_id = ${listId} and` : sql.empty;
  const inThread = sql`(s.shown or ${hasShownReply('c', viewer)})`;
  if ('topLevelOf' in list) {
    return sql`${ranked} c.post_id = ${listId} and c.parent_id is null and ${inThread}`;
  }
  if ('repliesTo' in list) {
    return sql`${ranked} c.parent_id = ${listId} and ${inThread}`;
  }
  const author =
    list.nickname === undefined
      ? sql.empty
      : sql`and (
          select strpos(f.nickname_folded, ${nameKey(list.nickname)}) > 0
          from profile f
          where f.user_id = c.author_id
        )`;
  // Only shown comments: a tombstone found by its author's name or its text would tell who wrote what.
  return sql`
    c.post_id = ${listId}
    and ${keptComment('c')}
    and ${isFoundBy(commentTexts, 'c.id', list.words ?? soughtWords({}))}
    ${author}
    and s.shown`;
}

function idOf(list: ThreadList): PostId | CommentId {
  if ('topLevelOf' in list) {
    return list.topLevelOf;
  }
  return 'repliesTo' in list ? list.repliesTo : list.allOf;
}
