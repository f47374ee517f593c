import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';

/** Writes which posts are silent for whom. */
@Injectable()
export class PostMuteRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(userId: UserId, postId: PostId): Promise<void> {
    await this.work.execute(
      sql`
      insert into post_mute (user_id, post_id) values (${userId}, ${postId}) on conflict do nothing
      `,
    );
  }

  async remove(userId: UserId, postId: PostId): Promise<void> {
    await this.work.execute(
      sql`delete from post_mute where user_id = ${userId} and post_id = ${postId}`,
    );
  }
}
