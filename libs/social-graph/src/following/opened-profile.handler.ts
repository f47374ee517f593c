import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { InTransaction } from '#libs/event-bus';
import { ProfileOpened } from '#libs/events';
import { JobHandler, Jobs } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import { PairRepository } from '../pair/pair.repository.js';
import { FollowRepository } from './follow.repository.js';
import { FollowEdgesService } from './follow-edges.service.js';

const ACCEPT_WAITING_QUEUE = 'social-graph.accept-waiting';

/** Requests accepted at once with the opening: a few hundred short statements. */
const AT_ONCE = 100;
/** Requests that one job accepts. */
const BATCH = 500;

/** What waited for a person's consent needs none any more once the profile is public. */
@Injectable()
export class OpenedProfileHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly follows: FollowRepository,
    private readonly edges: FollowEdgesService,
    private readonly jobs: Jobs,
  ) {}

  /**
   * In the transaction, so that whoever sees the profile public sees no request waiting for it. It takes
   * the pairs that are free and waits for none: its transaction holds the profile, and the holder of a
   * pair may be waiting for just that. What is left, because somebody acts on it or because very many
   * wait, is for a job.
   */
  @InTransaction(ProfileOpened)
  async openDoors({ data: { userId } }: ProfileOpened): Promise<void> {
    for (const followerId of await this.follows.lockWaiting(userId, AT_ONCE)) {
      await this.accept(followerId, userId);
    }
    if ((await this.follows.waitingFor(userId, 1)).length > 0) {
      await this.jobs.send(ACCEPT_WAITING_QUEUE, { userId });
    }
  }

  /** Accepts one by one, each like a repeated follow, as long as the profile is public. */
  @JobHandler<{ userId: UserId }>({ name: ACCEPT_WAITING_QUEUE })
  async acceptWaiting({ userId }: { userId: UserId }): Promise<void> {
    const waiting = await this.follows.waitingFor(userId, BATCH);
    for (const followerId of waiting) {
      const open = await this.work.run(async () => {
        await this.pairs.lock(followerId, userId);
        const isPublic = await this.follows.asksNobody(userId);
        if (isPublic) {
          await this.accept(followerId, userId);
        }
        return isPublic;
      });
      if (!open) {
        return;
      }
    }
    if (waiting.length === BATCH) {
      await this.work.run(() => this.jobs.send(ACCEPT_WAITING_QUEUE, { userId }));
    }
  }

  private async accept(followerId: UserId, userId: UserId): Promise<void> {
    if (await this.follows.removeRequest(followerId, userId)) {
      await this.edges.accept(followerId, userId);
    }
  }
}
