import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { commentCounters, commentsOfPosts } from '../comment/comment-counters.sql.js';
import { PersonCommentReader } from './person-comment.reader.js';

/** Recounts what a person commented and answered when the person's acts stop or start counting. */
@Injectable()
export class CommentRecountHandler {
  constructor(
    private readonly counters: Counters,
    private readonly reader: PersonCommentReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'comment.recount-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'comment.recount-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  private async recountAll(userId: UserId): Promise<void> {
    await this.counters.recountEach(commentsOfPosts, (after, limit) =>
      this.reader.postsCommented(userId, after, limit),
    );
    await this.counters.recountEach(commentCounters, (after, limit) =>
      this.reader.commentsAnswered(userId, after, limit),
    );
  }
}
