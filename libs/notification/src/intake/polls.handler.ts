import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { PollClosed } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { IntakeRepository } from './intake.repository.js';

/** Voters that are noted in one transaction. */
const BATCH = 1_000;

/** Notes that polls have ended: for who asked, then for who voted. */
@Injectable()
export class PollsHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly intake: IntakeRepository,
  ) {}

  @InTransaction(PollClosed)
  closed({ data: { postId, authorId } }: PollClosed): Promise<void> {
    const nothing = { commentId: null, kind: 'poll-closed' } as const;
    return this.intake.leave({ ...nothing, postId, actorId: authorId, userId: authorId });
  }

  @AfterCommit(PollClosed, { name: 'notification.tell-voters' })
  async tellVoters({ data }: PollClosed): Promise<void> {
    let last: UserId | '0' | undefined = '0';
    while (last !== undefined) {
      const after: UserId | '0' = last;
      last = await this.work.run(() => this.intake.leaveForVoters(data, after, BATCH));
    }
  }
}
