import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { visiblePost } from '../post/visible-post.sql.js';

/** Reads which posts people have pinned. */
@Injectable()
export class PinReader {
  constructor(private readonly reader: SqlReader) {}

  /** The pinned posts of a person that the viewer may see, in the order of the person. */
  async of(viewer: MaybeViewer, userId: UserId): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(
      sql`
      select p.id
      from post_pin pin
      cross join unnest(pin.post_ids) with ordinality as pinned (id, place)
      join post p on p.id = pinned.id
      where pin.user_id = ${userId}
        and p.status = 'published'
        and ${visiblePost('p', sql`${viewer?.userId ?? null}::bigint`)}
      order by pinned.place
      `,
    );
    return rows.map(({ id }) => id);
  }
}
