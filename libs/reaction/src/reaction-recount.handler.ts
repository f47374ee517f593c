import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { PersonReactionReader } from './person-reaction.reader.js';
import { declaredReactions } from './reaction-kind.sql.js';

/** Recounts what a person liked and bookmarked when the person's acts stop or start counting. */
@Injectable()
export class ReactionRecountHandler {
  constructor(
    private readonly counters: Counters,
    private readonly reader: PersonReactionReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'reaction.recount-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'reaction.recount-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  private async recountAll(userId: UserId): Promise<void> {
    for (const kind of declaredReactions()) {
      await this.counters.recountEach(kind.counters, (after, limit) =>
        this.reader.countedIn(kind, userId, after, limit),
      );
    }
  }
}
