import { Injectable } from '@nestjs/common';
import type { MediaId, PostId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';

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
        `delete from post_image where post_id = $1 and media_id = any ($2::bigint[])`,
        [postId, before],
      );
    }
    if (after.length === 0) {
      return;
    }
    await this.work.execute(
      `
      insert into post_image (post_id, media_id, ordinal)
      select $1, m.id, m.place - 1
      from unnest($2::bigint[]) with ordinality as m (id, place)
      `,
      [postId, after],
    );
  }

  /** Takes a picture from whatever post has it. */
  async remove(mediaId: MediaId): Promise<void> {
    await this.work.execute(`delete from post_image where media_id = $1`, [mediaId]);
  }
}
