import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import {
  dismissalKey,
  DISMISSALS_PER_PERSON,
  DISMISSED_DAYS,
  type NewDismissal,
} from './dismissal.js';

/** Writes what people are not interested in. */
@Injectable()
export class DismissalRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets nobody else add dismissals of a person until the transaction ends. */
  async hold(personId: UserId): Promise<void> {
    await this.work.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('dismissal:' || ${personId}::text, 0))`,
    );
  }

  /** Remembers a dismissal as the newest one, and forgets the oldest beyond what is kept. */
  async add(personId: UserId, dismissal: NewDismissal): Promise<void> {
    const userId = dismissal.kind === 'tag' ? null : dismissal.userId;
    const postId = dismissal.kind === 'post' ? dismissal.postId : null;
    const tag = dismissal.kind === 'tag' ? dismissal.tag : null;
    await this.work.execute(sql`
      with added as (
        insert into dismissal (person_id, kind, key, user_id, post_id, tag, until)
        values (
          ${personId},
          ${dismissal.kind},
          ${dismissalKey(dismissal)},
          ${userId},
          ${postId},
          ${tag},
          now() + ${sql.number(DISMISSED_DAYS)} * interval '1 day'
        )
        on conflict (person_id, kind, key) do update
        set post_id = excluded.post_id,
            tag = excluded.tag,
            position = next_id(),
            created_at = now(),
            until = excluded.until
        returning id
      )
      delete from dismissal
      where id in (
        select d.id
        from dismissal d
        where d.person_id = ${personId} and d.id not in (select id from added)
        order by d.position desc
        offset ${sql.number(DISMISSALS_PER_PERSON - 1)}
      )
    `);
  }

  /** Takes the dismissal of a person or a tag back. @param key of `dismissalKey` */
  async remove(personId: UserId, kind: 'user' | 'tag', key: string): Promise<void> {
    await this.work.execute(sql`
      delete from dismissal
      where person_id = ${personId} and kind = ${kind} and key = ${key}
    `);
  }

  /** Takes the dismissal of the posts of an author back, whichever of them is named. */
  async removeOfPost(personId: UserId, postId: PostId): Promise<void> {
    await this.work.execute(sql`
      delete from dismissal
      where person_id = ${personId}
        and kind = 'post'
        and (
          post_id = ${postId}
          or user_id = (select p.author_id from post p where p.id = ${postId})
        )
    `);
  }

  /** Removes what holds no more, of everybody. @returns how many */
  async removeEnded(limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from dismissal
      where id in (select id from dismissal where until <= now() limit ${limit})
    `);
    return count;
  }

  /** Forgets what a person was not interested in. @returns how many */
  async forgetAll(personId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from dismissal
      where id in (select id from dismissal where person_id = ${personId} limit ${limit})
    `);
    return count;
  }

  /** Forgets that others were not interested in a person. @returns how many */
  async forgetDismissed(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from dismissal
      where id in (select id from dismissal where user_id = ${userId} limit ${limit})
    `);
    return count;
  }
}
