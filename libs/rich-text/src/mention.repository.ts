import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';

/** A post, or a comment under one, that mentions people. */
export interface MentioningThing {
  readonly authorId: UserId;
  readonly postId: Id<'post'>;
  /** `null` when it is the post itself. */
  readonly commentId: Id<'comment'> | null;
}

/** Writes who is mentioned where. */
@Injectable()
export class MentionRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets a thing mention these people. @returns those who are told of it from now on */
  async add(
    { authorId, postId, commentId }: MentioningThing,
    people: readonly UserId[],
    isPublished: boolean,
  ): Promise<UserId[]> {
    const { rows } = await this.work.execute<{ userId: UserId }>(
      sql`
      insert into mention as known (thing_id, user_id, author_id, post_id, comment_id, position)
      select
        ${commentId ?? postId}::bigint, named.id, ${authorId}::bigint, ${commentId === null ? postId : null}::bigint,
        ${commentId}::bigint, case when ${isPublished} then next_id() else 0 end
      from unnest(${people}::bigint[]) as named (id)
      on conflict (thing_id, user_id) do update
      set position = excluded.position
      where known.position = 0 and excluded.position > 0
      returning user_id as "userId"
      `,
    );
    return isPublished ? rows.map(({ userId }) => userId) : [];
  }

  /** Lets a thing mention nobody but these people. @returns those who are told of it no more */
  async keep({ postId, commentId }: MentioningThing, people: readonly UserId[]): Promise<UserId[]> {
    const { rows } = await this.work.execute<{ userId: UserId; wasTold: boolean }>(
      sql`
      delete from mention
      where thing_id = ${commentId ?? postId} and not user_id = any (${people}::bigint[])
      returning user_id as "userId", position > 0 as "wasTold"
      `,
    );
    return rows.filter(({ wasTold }) => wasTold).map(({ userId }) => userId);
  }

  /** Forgets whom things that are removed for good mention. */
  async removeThings(ids: readonly Id[]): Promise<void> {
    if (ids.length > 0) {
      await this.work.execute(sql`delete from mention where thing_id = any (${ids}::bigint[])`);
    }
  }

  /** Forgets mentions of a person. @returns what mentioned them */
  async removeOf(userId: UserId, limit: number): Promise<Id[]> {
    const { rows } = await this.work.execute<{ id: Id }>(
      sql`
      delete from mention
      where (thing_id, user_id) in (
        select thing_id, user_id
        from mention
        where user_id = ${userId}
        limit ${limit}
      )
      returning thing_id as id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets whom a person mentions. @returns how many */
  async removeBy(authorId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from mention
      where (thing_id, user_id) in (
        select thing_id, user_id
        from mention
        where author_id = ${authorId}
        limit ${limit}
      )
      `,
    );
    return count;
  }
}
