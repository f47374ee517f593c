import { Injectable } from '@nestjs/common';
import { Counters, type CounterSet } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { commentCounters, commentsOfPosts } from '../comment/comment-counters.sql.js';
import { PersonCommentReader } from './person-comment.reader.js';

/** Things whose recount is left in one transaction. */
const BATCH = 5_000;

/** Recounts what a person commented and answered when the person's acts stop or start counting. */
@Injectable()
export class CommentRecountHandler {
  constructor(
    private readonly work: UnitOfWork,
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
    await this.recount(commentsOfPosts, (after) =>
      this.reader.postsCommented(userId, after, BATCH),
    );
    await this.recount(commentCounters, (after) =>
      this.reader.commentsAnswered(userId, after, BATCH),
    );
  }

  private async recount(set: CounterSet, next: (after: Id | '0') => Promise<Id[]>): Promise<void> {
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      const ids = await next(after);
      await this.work.run(() => this.counters.recountSoon(set, ids));
      after = ids.at(-1);
    }
  }
}
