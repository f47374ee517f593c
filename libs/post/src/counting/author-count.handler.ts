import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { InTransaction } from '#libs/event-bus';
import { PostListed, PostUnlisted } from '#libs/events';
import { authorCounters } from './author-counters.sql.js';

/** Counts on people's cards how many posts of theirs are listed. */
@Injectable()
export class AuthorCountHandler {
  constructor(private readonly counters: Counters) {}

  @InTransaction(PostListed)
  async countPost({ data }: PostListed): Promise<void> {
    await this.counters.add(authorCounters, data.authorId, { post_count: 1 });
  }

  @InTransaction(PostUnlisted)
  async discountPost({ data }: PostUnlisted): Promise<void> {
    await this.counters.add(authorCounters, data.authorId, { post_count: -1 });
  }
}
