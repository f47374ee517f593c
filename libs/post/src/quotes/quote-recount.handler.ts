import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { QuoteReader } from './quote.reader.js';
import { quoteCounters } from './quote-counters.sql.js';

/** Recounts the quotes of what a person quotes when the person's acts stop or start counting. */
@Injectable()
export class QuoteRecountHandler {
  constructor(
    private readonly counters: Counters,
    private readonly reader: QuoteReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'post.take-out-quotes-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recount(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'post.put-back-quotes-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recount(data.userId);
  }

  private recount(userId: UserId): Promise<void> {
    return this.counters.recountEach(quoteCounters, (after, limit) =>
      this.reader.quotedBy(userId, after, limit),
    );
  }
}
