import { Injectable } from '@nestjs/common';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { AfterCommit } from '#libs/event-bus';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { commentCounters } from '../comment/comment-counters.sql.js';
import { CommentRowReader } from '../comment/comment-row.reader.js';

/** Comments whose recount is left in one transaction. */
const BATCH = 5_000;

/** Recounts what a person liked and answered when the person's acts stop or start counting. */
@Injectable()
export class CommentRecountHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly rows: CommentRowReader,
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
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      const ids = await this.rows.countedIn(userId, after, BATCH);
      await this.work.run(() => this.counters.recountSoon(commentCounters, ids));
      after = ids.at(-1);
    }
  }
}
