import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Removes the notifications of a person who is being erased, and those of others about posts of the person. */
@Injectable()
export class NotificationErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes notifications of the person. */
  removeOf(userId: UserId, limit: number): Promise<number> {
    return this.count(
      sql`
      delete from notification
      where id in (select id from notification where user_id = ${userId} limit ${limit})
      `,
    );
  }

  /** Removes notifications of anybody about posts of the person. */
  removeAboutPostsOf(userId: UserId, limit: number): Promise<number> {
    return this.count(
      sql`
      delete from notification
      where id in (
        select n.id
        from post p
        join notification n on n.post_id = p.id
        where p.author_id = ${userId}
        limit ${limit}
      )
      `,
    );
  }

  /** Removes mutes of posts by the person, and by anybody of posts of the person. */
  removeMutes(userId: UserId, limit: number): Promise<number> {
    const user = sql.value(userId);
    return this.count(
      sql`
      delete from post_mute
      where (user_id, post_id) in (
        (select user_id, post_id from post_mute where user_id = ${user} limit ${limit})
        union all
        (
          select m.user_id, m.post_id
          from post p
          join post_mute m on m.post_id = p.id
          where p.author_id = ${user}
          limit ${limit}
        )
      )
      `,
    );
  }

  /** Removes how far the person has seen, how the person wanted to be told, and what still waits of the acts. */
  async removeRest(userId: UserId): Promise<void> {
    const user = sql.value(userId);
    await this.count(sql`delete from notification_state where user_id = ${user}`);
    await this.count(sql`delete from notification_setting where user_id = ${user}`);
    await this.count(
      sql`delete from notification_intake where actor_id = ${user} or user_id = ${user}`,
    );
  }

  private async count(statement: SqlFragment): Promise<number> {
    const { count } = await this.work.execute(statement);
    return count;
  }
}
