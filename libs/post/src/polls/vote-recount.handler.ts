import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { pollCounters } from '../post/poll.sql.js';
import { PersonVoteReader } from './person-vote.reader.js';

/** Recounts the polls in which a person voted when the person's acts stop or start counting. */
@Injectable()
export class VoteRecountHandler {
  constructor(
    private readonly counters: Counters,
    private readonly votes: PersonVoteReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'post.recount-votes-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recount(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'post.recount-votes-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recount(data.userId);
  }

  private recount(userId: UserId): Promise<void> {
    return this.counters.recountEach(pollCounters, (after, limit) =>
      this.votes.polls(userId, after, limit),
    );
  }
}
