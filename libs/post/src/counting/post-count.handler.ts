import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { InTransaction } from '#libs/event-bus';
import {
  BookmarkAdded,
  BookmarkRemoved,
  PostLikeAdded,
  PostLikeRemoved,
  PostListed,
  PostUnlisted,
  QuoteDetached,
  RepostAdded,
  RepostRemoved,
} from '#libs/events';
import type { UserId } from '#libs/kernel';
import type { PostFact, PostId } from '../post/post.js';
import { postCounters, type PostCountsChange } from '../post/post-counters.sql.js';

/** Counts likes, bookmarks, reposts and quotes of posts, with the facts. Acts of inactive people don't count. */
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

  @InTransaction(RepostAdded)
  countRepost({ data }: RepostAdded): Promise<void> {
    return this.change(data.userId, data.postId, { repost_count: 1 });
  }

  @InTransaction(RepostRemoved)
  discountRepost({ data }: RepostRemoved): Promise<void> {
    return this.change(data.userId, data.postId, { repost_count: -1 });
  }

  @InTransaction(PostListed)
  countQuote({ data }: PostListed): Promise<void> {
    return this.changeQuotes(data, 1);
  }

  @InTransaction(PostUnlisted)
  discountQuote({ data }: PostUnlisted): Promise<void> {
    return this.changeQuotes(data, -1);
  }

  @InTransaction(QuoteDetached)
  async discountDetached({ data }: QuoteDetached): Promise<void> {
    if (data.wasListed) {
      await this.changeQuotes(data, -1);
    }
  }

  private async changeQuotes(
    { authorId, quotedPostId }: Omit<PostFact, 'postId'>,
    amount: 1 | -1,
  ): Promise<void> {
    if (quotedPostId !== null) {
      await this.change(authorId, quotedPostId, { quote_count: amount });
    }
  }

  private change(actorId: UserId, postId: PostId, change: PostCountsChange): Promise<void> {
    return this.acts.count(postCounters, { actorId, key: postId, change });
  }
}
