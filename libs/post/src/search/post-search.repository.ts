import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  type PostId,
  toPage,
} from '#libs/kernel';
import {
  allFound,
  holdsWords,
  newestFound,
  type NoteParam,
  TextIndexRepository,
} from '#libs/text-search';
import { SqlReader } from '#libs/database';
import type { PlainSort, PostFilter } from '../post/post-filter.js';
import { type AdminPostFilter, PostSearch, type SearchedPost } from '../post/post-search.js';
import { conditionsOf, type Resolved } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import { LAST_ID, planOf, type SortedRow } from '../filter/post-sorts.sql.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost } from '../post/visible-post.sql.js';

interface FoundRow {
  readonly id: PostId;
  readonly place: string;
}

/** Posts by count that are looked through before the index is asked. */
const NEAR_ROWS = 3_000;

const newestOfAll = cursorOf('admin.posts.found', ['id']);

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
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestOfAll.decode(cursor);
    const params: unknown[] = [after, limit + 1, isActive ?? null, authorId ?? null];
    const accept = `(
      select
        ($3::boolean is null or p.is_active = $3)
        and ($4::bigint is null or p.author_id = $4)
      from post p
      where p.id = text.post_id
    )`;
    const rows = await this.reader.query<FoundRow>(
      newestFound(
        postTexts,
        words,
        { after: '$1::bigint', limit: '$2::integer', accept },
        noting(params),
      ),
      params,
    );
    return mapPage(
      toPage(rows, limit, ({ place }) => newestOfAll.encode([place])),
      ({ id }) => id,
    );
  }

  private async newest(
    viewer: MaybeViewer,
    filter: PostFilter,
    resolved: Resolved,
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const plan = planOf('latest', true);
    const params: unknown[] = [
      viewer?.userId ?? null,
      limit + 1,
      ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
    ];
    const param = noting(params);
    const accept = accepted(filter, resolved, param, 'text.post_id');
    const rows = await this.reader.query<FoundRow>(
      newestFound(
        postTexts,
        filter.words,
        { after: '$3::bigint', limit: '$2::integer', accept },
        param,
      ),
      params,
    );
    return mapPage(
      toPage(rows, limit, ({ place }) => plan.cursor.encode([place])),
      ({ id }) => id,
    );
  }

  /** Looks through those of the highest counts, and only when too few of them fit, asks the index. */
  private async counted(
    viewer: MaybeViewer,
    filter: PostFilter,
    resolved: Resolved,
    sort: Exclude<PlainSort, 'latest'>,
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const plan = planOf(sort, true);
    const params: unknown[] = [
      viewer?.userId ?? null,
      limit + 1,
      ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
    ];
    const param = noting(params);
    const accept = accepted(filter, resolved, param, 'k.post_id');
    const columns = `
      k.post_id as id, 0 as place, k.like_count as "likeCount", k.view_count as "viewCount"`;
    const rows = await this.reader.query<SortedRow>(
      `
      with near as materialized (
        select ${columns}
        from (
          select *
          from post_counter k
          where ${plan.after}
          order by ${plan.order}
          limit ${NEAR_ROWS}
        ) k
        cross join lateral (
          select * from post_text where post_id = k.post_id offset 0
        ) text
        where ${holdsWords('text', filter.words, param)} and ${accept}
        order by ${plan.order}
        limit $2
      )
      (select * from near where (select count(*) from near) >= $2::integer)
      union all
      (
        select ${columns}
        from (
          select k.*
          from ${allFound(postTexts, filter.words, param)} found
          cross join lateral (
            select * from post_counter where post_id = found.id offset 0
          ) k
          where ${plan.after}
          order by ${plan.order}
          offset 0
        ) k
        where (select count(*) from near) < $2::integer and ${accept}
        limit $2
      )
      `,
      params,
    );
    return mapPage(
      toPage(rows, limit, (row) => plan.cursor.encode(plan.keys(row))),
      ({ id }) => id,
    );
  }
}

function noting(params: unknown[]): NoteParam {
  return (value) => `$${params.push(value)}`;
}

/** SQL: whether a post is in the viewer's lists of everybody and lets the filter pass. */
function accepted(
  filter: PostFilter,
  resolved: Resolved,
  param: NoteParam,
  idExpr: string,
): string {
  return `(
    select
      ${listedPost('p', '$1::bigint')}
      ${conditionsOf(filter, resolved, param)}
    from post p
    where p.id = ${idExpr}
  )`;
}
