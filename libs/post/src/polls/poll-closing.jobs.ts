import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { PollClosed } from '#libs/events';
import { Loop } from '#libs/jobs';
import { PollRepository } from './poll.repository.js';

/**
 * Pause between two looks, in milliseconds. That a poll is closed is a condition of each read and vote; what waits for this
 * is only that it is told.
 */
const EVERY_MS = 2_000;
/** Polls in one transaction. */
const LOT = 50;

/** Tells that polls have ended. */
@Injectable()
export class PollClosingJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly polls: PollRepository,
    private readonly events: DomainEvents,
  ) {}

  /** Tells it of each poll once. */
  @Loop({ name: 'post.close-polls', everyMs: EVERY_MS })
  async closeAll(): Promise<void> {
    let closed: number;
    do {
      closed = await this.work.run(async () => {
        const polls = await this.polls.close(LOT);
        for (const { postId, authorId } of polls) {
          await this.events.publish(new PollClosed({ postId, authorId }));
        }
        return polls.length;
      });
    } while (closed === LOT);
  }
}
