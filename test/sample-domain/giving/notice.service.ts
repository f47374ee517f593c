import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { orNotFound } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaService } from '#libs/media';
import { type PostId, PostPolicy } from '#libs/post';
import { NoticeGiven, NoticeWithdrawn } from '../notice/notice.events.js';
import type { NoticeDraft, NoticeId } from '../notice/notice.js';
import { NoticeRepository } from '../notice/notice.repository.js';

/** Gives and withdraws notices. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly posts: PostPolicy,
    private readonly media: MediaService,
    private readonly notices: NoticeRepository,
  ) {}

  /**
   * Notices a post.
   *
   * @throws DomainError `not-found` when the post can't be seen, `already-noticed`, `media-not-usable`, `token-revoked`
   */
  give(viewer: Viewer, postId: PostId, draft: NoticeDraft): Promise<NoticeId> {
    return this.work.run(async () => {
      const authorId = viewer.userId;
      await this.posts.assertVisible(viewer, postId);
      const noticeId = await this.notices.insert(postId, authorId, draft);
      if (draft.mediaId !== undefined) {
        await this.media.claim(authorId, [draft.mediaId], { type: 'notice', id: noticeId }, false);
      }
      await this.events.publish(new NoticeGiven({ noticeId, postId, authorId }));
      return noticeId;
    });
  }

  /** Withdraws an own notice. @throws DomainError `not-found` */
  withdraw({ userId: authorId }: Viewer, noticeId: NoticeId): Promise<void> {
    return this.work.run(async () => {
      const gone = orNotFound(await this.notices.remove(noticeId, authorId));
      if (gone.mediaId !== null) {
        await this.media.release([gone.mediaId]);
      }
      if (!gone.isWithheld) {
        await this.events.publish(new NoticeWithdrawn({ noticeId, postId: gone.postId, authorId }));
      }
    });
  }
}
