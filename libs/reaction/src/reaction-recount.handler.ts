import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { PersonReactionReader } from './person-reaction.reader.js';
import { declaredReactions, type ReactionKind } from './reaction-kind.sql.js';

/** Things whose recount is left in one transaction. */
const BATCH = 5_000;

/** Recounts what a person liked and bookmarked when the person's acts stop or start counting. */
@Injectable()
export class ReactionRecountHandler {
  constructor(
    private readonly work: UnitOfWork,
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
      await this.recount(kind, userId);
    }
  }

  private async recount(kind: ReactionKind, userId: UserId): Promise<void> {
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      const ids = await this.reader.countedIn(kind, userId, after, BATCH);
      await this.work.run(() => this.counters.recountSoon(kind.counters, ids));
      after = ids.at(-1);
    }
  }
}
