import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  mapPage,
  type MaybeViewer,
  type MediaId,
  type Page,
  type PageRequest,
  type PostId,
  toPage,
  type UserId,
} from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { LAST_ID } from '../filter/post-sorts.sql.js';
import { visiblePost } from '../post/visible-post.sql.js';

const ofPost = cursorOf('post-images.of-post', ['integer', 'id']);
const byPerson = cursorOf('post-images.by-person', ['id', 'integer', 'id']);

/** Pages of ids of pictures. */
@Injectable()
export class PostImageReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of the pictures of a post, in its order. @throws DomainError `invalid-cursor` */
  async ofPost(postId: PostId, { limit, cursor }: PageRequest): Promise<Page<MediaId>> {
    const after = cursor === undefined ? [-1, '0'] : ofPost.decode(cursor);
    const rows = await this.reader.query<{ mediaId: MediaId; ordinal: number }>(
      `
      select media_id as "mediaId", ordinal
      from post_image
      where post_id = $1 and (ordinal, media_id) > ($3::int, $4)
      order by ordinal, media_id
      limit $2
      `,
      [postId, limit + 1, ...after],
    );
    return mapPage(
      toPage(rows, limit, (row) => ofPost.encode([row.ordinal, row.mediaId])),
      ({ mediaId }) => mediaId,
    );
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
    const after = cursor === undefined ? [LAST_ID, -1, '0'] : byPerson.decode(cursor);
    const rows = await this.reader.query<{ mediaId: MediaId; place: string; ordinal: number }>(
      `
      select i.media_id as "mediaId", coalesce(p.position, p.id) as place, i.ordinal
      from post p
      join post_image i on i.post_id = p.id
      where p.author_id = $2
        and coalesce(p.position, p.id) <= $4
        and (coalesce(p.position, p.id) < $4 or (i.ordinal, i.media_id) > ($5::int, $6))
        and ${visiblePost('p', '$1::bigint')}
      order by coalesce(p.position, p.id) desc, i.ordinal, i.media_id
      limit $3
      `,
      [viewer?.userId ?? null, userId, limit + 1, ...after],
    );
    return mapPage(
      toPage(rows, limit, (row) => byPerson.encode([row.place, row.ordinal, row.mediaId])),
      ({ mediaId }) => mediaId,
    );
  }
}
