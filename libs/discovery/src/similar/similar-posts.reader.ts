import { Injectable } from '@nestjs/common';
import { ascending, NOBODY, prepared, sortKey, sql, SqlReader } from '#libs/database';
import type { MaybeViewer, Page, PageRequest, UserId } from '#libs/kernel';
import { offeredPost, type PostId, type PostRow, postsOf } from '#libs/post';
import { offeredTo } from '../eligibility/offered-to.sql.js';
import { POST_NEIGHBOURS } from '../post-neighbours/post-neighbourhood.js';
import { youngPost } from '../post-neighbours/young-post.sql.js';

const NEAREST = ascending('posts.similar', sortKey('n.place', 'integer', 'place'));

const SIMILAR = prepared<{
  viewer: UserId | typeof NOBODY;
  post: PostId;
  after: string | number | undefined;
  limit: number;
}>('discovery.similar-posts', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  const post = sql`${slot('post')}::bigint`;
  return postsOf(
    sql`
  select near.id, near.place
  from (
    select n.neighbour_id as id, n.place
    from post_neighbour n
    where n.post_id = ${post} and ${NEAREST.afterPlace([slot('after')])}
    order by ${NEAREST.order}
    limit ${sql.number(POST_NEIGHBOURS)}
  ) near
  cross join lateral (
    select
    from post p
    where p.id = near.id and ${youngPost('p')} and ${offeredTo(viewer, 'p')}
    offset 0
  ) shown
  where exists (
    select from post source
    where source.id = ${post} and ${youngPost('source')} and ${offeredPost('source')}
  )
  order by near.place
  limit ${slot('limit')}::integer`,
    'asc',
    viewer,
  );
});

/** Reads which posts are like a post. */
@Injectable()
export class SimilarPostsReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page, the nearest first, of what the viewer may be shown, by one statement. @throws DomainError `invalid-cursor` */
  async page(viewer: MaybeViewer, post: PostId, request: PageRequest): Promise<Page<PostRow>> {
    const [after] = NEAREST.start(request);
    const rows = await this.reader.query<PostRow & { readonly place: number }>(
      SIMILAR({ viewer: viewer?.userId ?? NOBODY, post, after, limit: request.limit + 1 }),
    );
    return NEAREST.page(rows, request.limit);
  }
}
