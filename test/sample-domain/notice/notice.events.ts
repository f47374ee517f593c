import { defineEvent, type UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { NoticeId } from './notice.js';

interface NoticeFact {
  readonly [key: string]: NoticeId | PostId | UserId;
  readonly noticeId: NoticeId;
  readonly postId: PostId;
  readonly authorId: UserId;
}

/** Somebody noticed a post, or an administrator restored the notice. */
export class NoticeGiven extends defineEvent<NoticeFact>('notice.given') {}

/** A notice was withdrawn by its author or withheld by an administrator. */
export class NoticeWithdrawn extends defineEvent<NoticeFact>('notice.withdrawn') {}
