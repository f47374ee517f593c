import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import {
  CommentAdded,
  CommentLikeAdded,
  CommentLikeRemoved,
  CommentRemoved,
  MentionAdded,
  MentionRemoved,
  PostLikeAdded,
  PostLikeRemoved,
  PostPublished,
  PostPublishFailed,
  PostPublishFailureSettled,
  PostRemoved,
  QuoteDetached,
  RepostAdded,
  RepostRemoved,
} from '#libs/events';
import { IntakeRepository, type Touch } from './intake.repository.js';

const NOTHING = { postId: null, commentId: null, userId: null };

/** Notes that somebody reacted to something, answered, mentioned or passed on, or took it back. */
@Injectable()
export class ActsHandler {
  constructor(private readonly intake: IntakeRepository) {}

  @InTransaction(PostLikeAdded)
  postLiked({ data }: PostLikeAdded): Promise<void> {
    return this.intake.leave(postLike(data));
  }

  @InTransaction(PostLikeRemoved)
  postUnliked({ data }: PostLikeRemoved): Promise<void> {
    return this.intake.leave(postLike(data));
  }

  @InTransaction(CommentLikeAdded)
  commentLiked({ data }: CommentLikeAdded): Promise<void> {
    return this.intake.leave(commentLike(data));
  }

  @InTransaction(CommentLikeRemoved)
  commentUnliked({ data }: CommentLikeRemoved): Promise<void> {
    return this.intake.leave(commentLike(data));
  }

  @InTransaction(CommentAdded)
  answered({ data }: CommentAdded): Promise<void> {
    return this.intake.leave(answer(data));
  }

  @InTransaction(CommentRemoved)
  answerRemoved({ data }: CommentRemoved): Promise<void> {
    return this.intake.leave(answer(data));
  }

  @InTransaction(MentionAdded)
  mentioned({ data }: MentionAdded): Promise<void> {
    return this.intake.leave(mention(data));
  }

  @InTransaction(MentionRemoved)
  mentionRemoved({ data }: MentionRemoved): Promise<void> {
    return this.intake.leave(mention(data));
  }

  @InTransaction(PostPublishFailed)
  publishFailed({ data }: PostPublishFailed): Promise<void> {
    return this.intake.leave(publishFailure(data));
  }

  @InTransaction(PostPublishFailureSettled)
  failureSettled({ data }: PostPublishFailureSettled): Promise<void> {
    return this.intake.leave(publishFailure(data));
  }

  @InTransaction(RepostAdded)
  reposted({ data }: RepostAdded): Promise<void> {
    return this.intake.leave(repost(data));
  }

  @InTransaction(RepostRemoved)
  unreposted({ data }: RepostRemoved): Promise<void> {
    return this.intake.leave(repost(data));
  }

  @InTransaction(PostPublished)
  quoted({ data }: PostPublished): Promise<void> {
    return this.touchQuote(data);
  }

  @InTransaction(PostRemoved)
  quoteRemoved({ data }: PostRemoved): Promise<void> {
    return this.touchQuote(data);
  }

  @InTransaction(QuoteDetached)
  quoteDetached({ data }: QuoteDetached): Promise<void> {
    return this.touchQuote(data);
  }

  private async touchQuote({
    postId,
    authorId,
    quotedPostId,
  }: Pick<PostPublished['data'], 'postId' | 'authorId' | 'quotedPostId'>): Promise<void> {
    if (quotedPostId !== null) {
      await this.intake.leave({ ...NOTHING, kind: 'quote', actorId: authorId, postId });
    }
  }
}

function postLike({ postId, userId }: PostLikeAdded['data']): Touch {
  return { ...NOTHING, kind: 'post-like', actorId: userId, postId };
}

function repost({ postId, userId }: RepostAdded['data']): Touch {
  return { ...NOTHING, kind: 'repost', actorId: userId, postId };
}

function commentLike({ commentId, userId }: CommentLikeAdded['data']): Touch {
  return { ...NOTHING, kind: 'comment-like', actorId: userId, commentId };
}

function answer({ commentId, authorId }: CommentAdded['data']): Touch {
  return { ...NOTHING, kind: 'comment', actorId: authorId, commentId };
}

function mention({ postId, commentId, userId, authorId }: MentionAdded['data']): Touch {
  return { kind: 'mention', actorId: authorId, postId, commentId, userId };
}

function publishFailure({ postId, authorId }: PostPublishFailed['data']): Touch {
  return { ...NOTHING, kind: 'publish-failed', actorId: authorId, postId };
}
