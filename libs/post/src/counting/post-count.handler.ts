import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { InTransaction } from '#libs/event-bus';
import { BookmarkAdded, BookmarkRemoved, PostLikeAdded, PostLikeRemoved } from '#libs/events';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { postCounters, type PostCountsChange } from '../post/post-counters.sql.js';

/** Counts likes and bookmarks of posts, with the facts. Acts of inactive people don't count. */
@Injectable()
export class PostCountHandler {
  constructor(private readonly acts: ActCountersService) {}

  @InTransaction(PostLikeAdded)
  countLike({ data }: PostLikeAdded): Promise<void> {
    return this.change(data.userId, data.postId, { like_count: 1 });
  }

  @InTransaction(PostLikeRemoved)
  discountLike({ data }: PostLikeRemoved): Promise<void> {
    return this.change(data.userId, data.postId, { like_count: -1 });
  }

  @InTransaction(BookmarkAdded)
  countBookmark({ data }: BookmarkAdded): Promise<void> {
    return this.change(data.userId, data.postId, { bookmark_count: 1 });
  }

  @InTransaction(BookmarkRemoved)
  discountBookmark({ data }: BookmarkRemoved): Promise<void> {
    return this.change(data.userId, data.postId, { bookmark_count: -1 });
  }

  private change(actorId: UserId, postId: PostId, change: PostCountsChange): Promise<void> {
    return this.acts.count(postCounters, { actorId, key: postId, change });
  }
}
