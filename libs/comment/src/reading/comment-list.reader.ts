import { Injectable } from '@nestjs/common';
import {
  type CommentId,
  type CursorFormat,
  type CursorKeys,
  cursorOf,
  nameKey,
  type MaybeViewer,
  mapPage,
  type Page,
  type PageRequest,
  type PostId,
  type SoughtWords,
  soughtWords,
  toPage,
  type UserId,
} from '#libs/kernel';
import { isFoundBy, type NoteParam } from '#libs/text-search';
import { SqlReader } from '#libs/database';
import { openProfile } from '#libs/user';
import { commentTexts } from '../comment/comment-texts.sql.js';
import {
  hasShownReply,
  keptComment,
  shownComment,
  visibleComment,
} from '../comment/visible-comment.sql.js';

export const COMMENT_SORTS = ['latest', 'oldest', 'popular'] as const;

/** Newest first, oldest first, or most liked first. */
export type CommentSort = (typeof COMMENT_SORTS)[number];

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
const mine = cursorOf('comments.mine', ['id']);

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
    { limit, cursor }: PageRequest,
  ): Promise<Page<CommentId>> {
    const plan = SORTS[sort];
    const params: unknown[] = [
      viewer?.userId ?? null,
      idOf(list),
      limit + 1,
      ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
    ];
    const where = scopeOf(list, sort, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<ListRow>(
      `
      select c.id, ${plan.likes} as "likeCount"
      from ${plan.from}
      cross join lateral (select ${shownComment('c', '$1::bigint')} as shown offset 0) s
      where ${where}
        and ${plan.after}
      order by ${plan.order}
      limit $3
      `,
      params,
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
    const [after] = cursor === undefined ? [LAST_ID] : byAuthor.decode(cursor);
    const rows = await this.reader.query<{ id: CommentId }>(
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
      [viewer?.userId ?? null, authorId, limit + 1, after],
    );
    return mapPage(
      toPage(rows, limit, ({ id }) => byAuthor.encode([id])),
      ({ id }) => id,
    );
  }

  /**
   * One page of what a person wrote and may take back, newest first: also under posts that the person can't see any
   * more. @throws DomainError `invalid-cursor`
   */
  async ownedBy(
    authorId: UserId,
    words: SoughtWords,
    { limit, cursor }: PageRequest,
  ): Promise<Page<CommentId>> {
    const [after] = cursor === undefined ? [LAST_ID] : mine.decode(cursor);
    const params: unknown[] = [authorId, limit + 1, after];
    const found = isFoundBy(commentTexts, 'c.id', words, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<{ id: CommentId }>(
      `
      select c.id
      from comment c
      where c.author_id = $1
        and c.id < $3
        and ${keptComment('c')}
        and ${found}
      order by c.id desc
      limit $2
      `,
      params,
    );
    return mapPage(
      toPage(rows, limit, ({ id }) => mine.encode([id])),
      ({ id }) => id,
    );
  }
}

function idOf(list: ThreadList): PostId | CommentId {
  if ('topLevelOf' in list) {
    return list.topLevelOf;
  }
  return 'repliesTo' in list ? list.repliesTo : list.allOf;
}

/** SQL: which rows a list holds, `$2` being its id. */
function scopeOf(list: ThreadList, sort: CommentSort, param: NoteParam): string {
  // The ranking index leads with the list; the other sorts walk the indexes of `comment`.
  const ranked = sort === 'popular' ? 'k.list_id = $2 and' : '';
  const standing = `(s.shown or ${hasShownReply('c', '$1::bigint')})`;
  if ('topLevelOf' in list) {
    return `${ranked} c.post_id = $2 and c.parent_id is null and ${standing}`;
  }
  if ('repliesTo' in list) {
    return `${ranked} c.parent_id = $2 and ${standing}`;
  }
  const author =
    list.nickname === undefined
      ? ''
      : `and (
          select strpos(f.nickname_folded, ${param(nameKey(list.nickname))}) > 0
          from profile f
          where f.user_id = c.author_id
        )`;
  // Only shown comments: a tombstone found by its author's name or its text would tell who wrote what.
  return `
    c.post_id = $2
    and ${keptComment('c')}
    and ${isFoundBy(commentTexts, 'c.id', list.words ?? soughtWords({}), param)}
    ${author}
    and s.shown`;
}
