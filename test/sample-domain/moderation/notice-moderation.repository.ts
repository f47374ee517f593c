import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { NoticeId } from '../notice/notice.js';

/** A notice that an administrator acts on. */
export interface ModeratedNotice {
  readonly postId: PostId;
  readonly authorId: UserId;
  readonly isActive: boolean;
}

/** Writes what administrators do to notices. */
@Injectable()
export class NoticeModerationRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /** Takes a notice in any state until the transaction ends. Its author is held before it, as everywhere. */
  async take(noticeId: NoticeId): Promise<ModeratedNotice | undefined> {
    const given = await this.work.execute<{ authorId: UserId }>(sql`
      select author_id as "authorId" from notice where id = ${noticeId}
    `);
    await this.people.hold(given.rows.map(({ authorId }) => authorId));
    const { rows } = await this.work.execute<ModeratedNotice>(sql`
      select post_id as "postId", author_id as "authorId", withheld_at is null as "isActive"
      from notice
      where id = ${noticeId}
      for no key update
    `);
    return rows[0];
  }

  /** Withholds or restores a notice. */
  async setActive(noticeId: NoticeId, isActive: boolean): Promise<void> {
    await this.work.execute(sql`
      update notice
      set withheld_at = case when ${isActive} then null else now() end
      where id = ${noticeId}
    `);
  }
}
