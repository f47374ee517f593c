import { defineEvent, type UserId } from '#libs/kernel';
import type { NoticeId } from '../notice/notice.js';

/** A person likes a notice; published only when the like is new. */
export class NoticeLikeAdded extends defineEvent<{ noticeId: NoticeId; userId: UserId }>(
  'notice-like.added',
) {}

/** A person took back the like of a notice; published only when there was one. */
export class NoticeLikeRemoved extends defineEvent<{ noticeId: NoticeId; userId: UserId }>(
  'notice-like.removed',
) {}
