import { Injectable } from '@nestjs/common';
import {
  type CommentId,
  type CursorFormat,
  type CursorKeys,
  cursorOf,
  fold,
  type MaybeViewer,
  mapPage,
  type Page,
  type PageRequest,
  type PostId,
  toPage,
  type UserId,
} from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import { openProfile } from '#libs/user';
import { hasShownReply, keptComment, shownComment, visibleComment } from './visible-comment.js';

export const COMMENT_SORTS = ['latest', 'oldest', 'popular'] as const;

/** Newest first, oldest first, or most liked first. */
export type CommentSort = (typeof COMMENT_SORTS)[number];

/** A list of comments under one post, which the viewer is known to see. */
export type ThreadList =
  | { readonly topLevelOf: PostId }
  | { readonly repliesTo: CommentId }
  /** Comments at all levels whose author's nickname contains the text. */
  | { readonly allOf: PostId; readonly nickname: string };

interface SortPlan {
  readonly cursor: CursorFormat;
  /** Keys before those of any first row. */
  readonly start: CursorKeys;
  readonly from: string;
  /** Likes by which rows are ranked. */
  readonly likes: string;
  /** Whether a row comes after the keys, the first of which is `$4`. */
  readonly after: string;
  readonly order: string;
  readonly keys: (row: ListRow) => CursorKeys;
}

interface ListRow {
  readonly id: CommentId;
  readonly likeCount: number;
}

const LAST_ID = '9223372036854775807';
const MOST_LIKES = 2_147_483_647;

const BY_TIME = { from: 'comment c', likes: '0' };

const SORTS: Readonly<Record<CommentSort, SortPlan>> = {
  latest: {
    cursor: cursorOf('comments.latest', ['id']),
    start: [LAST_ID],
    ...BY_TIME,
    after: 'c.id < $4',
    order: 'c.id desc',
    keys: ({ id }) => [id],
  },
  oldest: {
    cursor: cursorOf('comments.oldest', ['id']),
    start: ['0'],
    ...BY_TIME,
    after: 'c.id > $4',
    order: 'c.id',
    keys: ({ id }) => [id],
  },
  popular: {
    cursor: cursorOf('comments.popular', ['integer', 'id']),
    start: [MOST_LIKES, LAST_ID],
    from: 'comment c join comment_counter k on k.comment_id = c.id',
    likes: 'k.like_count',
    after: '(k.like_count, k.comment_id) < ($4, $5)',
    order: 'k.like_count desc, k.comment_id desc',
    keys: ({ id, likeCount }) => [likeCount, id],
  },
};

const byAuthor = cursorOf('comments.by-author', ['id']);

/**
 * Pages of ids of comments. What a viewer sees is asked row by row along an index (`offset 0` keeps the
 * planner from hashing everybody instead), so a page costs what it shows, not what there is.
 */
@Injectable()
export class CommentListReader {
  constructor(private readonly sql: SqlReader) {}

  /** One page of a thread. @throws DomainError `invalid-cursor` */
  async inThread(
    viewer: MaybeViewer,
    list: ThreadList,
    sort: CommentSort,
    { limit, cursor }: PageRequest,
  ): Promise<Page<CommentId>> {
    const plan = SORTS[sort];
    const scope = scopeOf(list, sort);
    const rows = await this.sql.query<ListRow>(
      `
      select c.id, ${plan.likes} as "likeCount"
      from ${plan.from}
      cross join lateral (select ${shownComment('c', '$1::bigint')} as shown offset 0) s
      where ${scope.where}
        and ${plan.after}
      order by ${plan.order}
      limit $3
      `,
      [
        viewer?.userId ?? null,
        scope.id,
        limit + 1,
        ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
        ...scope.params,
      ],
    );
    return mapPage(
      toPage(rows, limit, (row) => plan.cursor.encode(plan.keys(row))),
      ({ id }) => id,
    );
  }

  /**
   * One page of what a person wrote, newest first, as far as the viewer may see it: under posts that can be
   * seen, and only for followers while the profile is private. @throws DomainError `invalid-cursor`
   */
  async writtenBy(
    viewer: MaybeViewer,
    authorId: UserId,
    { limit, cursor }: PageRequest,
  ): Promise<Page<CommentId>> {
    const rows = await this.sql.query<{ id: CommentId }>(
      `
      select c.id
      from comment c
      cross join lateral (select ${visibleComment('c', '$1::bigint')} as visible offset 0) s
      where c.author_id = $2
        and c.id < $4
        and ${keptComment('c')}
        and s.visible
        and ${openProfile('$1::bigint', '$2::bigint')}
      order by c.id desc
      limit $3
      `,
      [
        viewer?.userId ?? null,
        authorId,
        limit + 1,
        ...(cursor === undefined ? [LAST_ID] : byAuthor.decode(cursor)),
      ],
    );
    return mapPage(
      toPage(rows, limit, ({ id }) => byAuthor.encode([id])),
      ({ id }) => id,
    );
  }
}

/** Which rows a list holds, `$2` being its id. */
function scopeOf(
  list: ThreadList,
  sort: CommentSort,
): { readonly id: string; readonly where: string; readonly params: readonly string[] } {
  // The ranking index leads with the list; the other sorts walk the indexes of `comment`.
  const ranked = sort === 'popular' ? 'k.list_id = $2 and' : '';
  const standing = `(s.shown or ${hasShownReply('c', '$1::bigint')})`;
  if ('topLevelOf' in list) {
    const where = `${ranked} c.post_id = $2 and c.parent_id is null and ${standing}`;
    return { id: list.topLevelOf, where, params: [] };
  }
  if ('repliesTo' in list) {
    return { id: list.repliesTo, where: `${ranked} c.parent_id = $2 and ${standing}`, params: [] };
  }
  const param = sort === 'popular' ? '$6' : '$5';
  // Only shown comments: a tombstone found by its author's name would tell who wrote it.
  const where = `
    c.post_id = $2
    and ${keptComment('c')}
    and (
      select strpos(f.nickname_folded, ${param}) > 0
      from profile f
      where f.user_id = c.author_id
    )
    and s.shown`;
  return { id: list.allOf, where, params: [fold(list.nickname)] };
}
