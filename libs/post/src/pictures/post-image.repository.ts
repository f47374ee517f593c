import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { MediaId } from '#libs/media';
import type { PostId } from '../post/post.js';

/** Writes of which pictures a post has. */
@Injectable()
export class PostImageRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Gives a post these pictures, in this order, instead of those. Deleted ones, which may be restored, stay. */
  async replace(
    postId: PostId,
    before: readonly MediaId[],
    after: readonly MediaId[],
  ): Promise<void> {
    if (before.length > 0) {
      await this.work.execute(
        sql`delete from post_image where post_id = ${postId} and media_id = any (${before}::bigint[])`,
      );
    }
    if (after.length === 0) {
      return;
    }
    await this.work.execute(
      sql`
      insert into post_image (post_id, media_id, ordinal)
      select ${postId}, m.id, m.place - 1
      from unnest(${after}::bigint[]) with ordinality as m (id, place)
      `,
    );
  }

  /** Takes a picture from whatever post has it. */
  async remove(mediaId: MediaId): Promise<void> {
    await this.work.execute(sql`delete from post_image where media_id = ${mediaId}`);
  }
}
