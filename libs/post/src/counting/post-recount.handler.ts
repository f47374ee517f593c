import { Injectable } from '@nestjs/common';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { AfterCommit } from '#libs/event-bus';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { PersonPostReader } from '../leaving/person-post.reader.js';
import { postCounters } from '../post/post-counters.sql.js';

/** Posts whose recount is left in one transaction. */
const BATCH = 5_000;

/** Recounts what a person liked, commented and bookmarked when the person's acts stop or start counting. */
@Injectable()
export class PostRecountHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly reader: PersonPostReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'post.recount-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'post.recount-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  private async recountAll(userId: UserId): Promise<void> {
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      const ids = await this.reader.countedIn(userId, after, BATCH);
      await this.work.run(() => this.counters.recountSoon(postCounters, ids));
      after = ids.at(-1);
    }
  }
}
