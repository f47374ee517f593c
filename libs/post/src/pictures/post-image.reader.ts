import { Injectable } from '@nestjs/common';
import { ascending, descending, sortKey, sql, SqlReader } from '#libs/database';
import {
  cursorOf,
  mapPage,
  type MaybeViewer,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
} from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { PostId } from '../post/post.js';
import { visiblePost } from '../post/visible-post.sql.js';

const OF_POST = ascending(
  'post-images.of-post',
  sortKey('ordinal', 'integer', 'ordinal'),
  sortKey('media_id', 'id', 'mediaId'),
);
/** The pictures of one post, among those of a person's. */
const IN_POST = ascending(
  'post-images.in-post',
  sortKey('i.ordinal', 'integer', 'ordinal'),
  sortKey('i.media_id', 'id', 'mediaId'),
);
/** The posts of a person. */
const POSTS = descending('post-images.posts', sortKey('coalesce(p.position, p.id)', 'id', 'place'));
/** Posts run downwards and their pictures upwards: two keysets under one cursor. */
const byPerson = cursorOf('post-images.by-person', ['id', 'integer', 'id']);

/** Pages of ids of pictures. */
@Injectable()
export class PostImageReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of the pictures of a post, in its order. @throws DomainError `invalid-cursor` */
  async ofPost(postId: PostId, request: PageRequest): Promise<Page<MediaId>> {
    const page = await this.reader.page<{ mediaId: MediaId; ordinal: number }>(
      OF_POST,
      request,
      ({ after, order, limit }) => sql`
      select media_id as "mediaId", ordinal
      from post_image
      where post_id = ${postId} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ mediaId }) => mediaId);
  }

  /**
   * One page of the pictures of a person's posts that the viewer may see, those of the newest post first,
   * each post's in its order. @throws DomainError `invalid-cursor`
   */
  async byPerson(
    viewer: MaybeViewer,
    userId: UserId,
    { limit, cursor }: PageRequest,
  ): Promise<Page<MediaId>> {
    const [place, ...picture] = (
      cursor === undefined ? [...POSTS.start({}), ...IN_POST.start({})] : byPerson.decode(cursor)
    ).map(sql.value);
    const rows = await this.reader.query<{ mediaId: MediaId; place: string; ordinal: number }>(
      sql`
      select i.media_id as "mediaId", coalesce(p.position, p.id) as place, i.ordinal
      from post p
      join post_image i on i.post_id = p.id
      where p.author_id = ${userId}
        and coalesce(p.position, p.id) <= ${place}
        and (coalesce(p.position, p.id) < ${place} or ${IN_POST.afterPlace(picture)})
        and ${visiblePost('p', sql`${viewer?.userId ?? null}::bigint`)}
      order by ${POSTS.order}, ${IN_POST.order}
      limit ${limit + 1}
      `,
    );
    return mapPage(
      toPage(rows, limit, (row) => byPerson.encode([row.place, row.ordinal, row.mediaId])),
      ({ mediaId }) => mediaId,
    );
  }
}
