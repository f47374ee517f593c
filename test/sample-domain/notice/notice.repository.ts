import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { sql, UnitOfWork } from '#libs/database';
import { TokenRevoked } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';
import { type NoticeDraft, type NoticeId, WITHHELD_DAYS } from './notice.js';

/** A notice that is gone. */
export interface GoneNotice {
  readonly postId: PostId;
  readonly mediaId: MediaId | null;
  readonly isWithheld: boolean;
}

/** Writes notices. */
@Injectable()
export class NoticeRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Stores a notice, with the counter of its likes, and with the first one that of its post. Its author is held.
   *
   * @throws DomainError `token-revoked` when the author has just been suspended or deleted
   * @throws a violated constraint when the person has noticed the post
   */
  async insert(
    postId: PostId,
    authorId: UserId,
    { words, mediaId }: NoticeDraft,
  ): Promise<NoticeId> {
    if (!(await this.people.isActive(authorId))) {
      throw new DomainError(TokenRevoked);
    }
    await this.work.execute(sql`
      insert into notice_counter (post_id) values (${postId}) on conflict do nothing
    `);
    const { rows } = await this.work.execute<{ id: NoticeId }>(sql`
      with added as (
        insert into notice (post_id, author_id, words, media_id)
        values (${postId}, ${authorId}, ${words}, ${mediaId ?? null})
        returning id
      )
      insert into notice_like_counter (notice_id)
      select id from added
      returning notice_id as id
    `);
    const [added] = rows;
    if (added === undefined) {
      throw new Error('The notice was not stored.');
    }
    return added.id;
  }

  /** Removes a notice of its author, who is held. @returns what is gone, if it was there */
  async remove(noticeId: NoticeId, authorId: UserId): Promise<GoneNotice | undefined> {
    await this.people.hold([authorId]);
    const { rows } = await this.work.execute<GoneNotice>(sql`
      delete from notice
      where id = ${noticeId} and author_id = ${authorId}
      returning post_id as "postId", media_id as "mediaId", withheld_at is not null as "isWithheld"
    `);
    return rows[0];
  }

  /** A deleted picture leaves its notice. */
  async dropPicture(mediaId: MediaId): Promise<void> {
    await this.work.execute(sql`update notice set media_id = null where media_id = ${mediaId}`);
  }

  /** Notes that the author of the post was told; the second time changes nothing. */
  async markTold(noticeId: NoticeId): Promise<void> {
    await this.work.execute(sql`
      update notice set told_at = now() where id = ${noticeId} and told_at is null
    `);
  }

  /** Removes some of the notices that have been withheld for so long that they stay so. @returns their pictures */
  async forgetWithheld(limit: number): Promise<Pick<GoneNotice, 'mediaId'>[]> {
    const { rows } = await this.work.execute<Pick<GoneNotice, 'mediaId'>>(sql`
      delete from notice
      where id in (
        select id
        from notice
        where withheld_at < now() - ${sql.number(WITHHELD_DAYS)} * interval '1 day'
        order by withheld_at
        limit ${limit}
      )
      returning media_id as "mediaId"
    `);
    return rows;
  }
}
