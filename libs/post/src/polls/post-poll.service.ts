import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#libs/kernel';
import { PollClosed, PollHasVotes } from '../post/poll.errors.js';
import { assertEnd } from '../post/poll.js';
import type { PostContent, PostId } from '../post/post.js';
import { PollRepository } from './poll.repository.js';

type Asking = Pick<PostContent, 'poll' | 'status' | 'publishAt'>;

/** Keeps what posts ask. In the transaction of the caller. */
@Injectable()
export class PostPollService {
  constructor(
    private readonly clock: Clock,
    private readonly polls: PollRepository,
  ) {}

  /** Before a new post is stored. @throws DomainError `poll-time-out-of-range` */
  admit({ poll, status, publishAt }: Asking): void {
    if (poll !== null) {
      assertEnd(poll, { now: this.clock.now(), isDraft: status === 'draft', publishAt });
    }
  }

  /** After a new post was stored. */
  async begin(postId: PostId, { poll, status }: Asking): Promise<void> {
    if (poll !== null) {
      await this.polls.add(postId, poll, status === 'published');
    }
  }

  /**
   * What an edit makes of the poll of a post.
   *
   * @throws DomainError `poll-time-out-of-range`; `poll-has-votes` and `poll-closed` for changes of the poll
   */
  async change(postId: PostId, before: Asking, after: Asking): Promise<void> {
    const isOpened = before.status !== after.status;
    const differs = after.poll !== before.poll;
    if (after.poll !== null && (differs || isOpened || after.publishAt !== before.publishAt)) {
      assertEnd(after.poll, {
        now: this.clock.now(),
        isDraft: after.status === 'draft',
        // What is published by itself opens when it should have, a little late at most.
        publishAt: isOpened ? this.passed(before.publishAt) : after.publishAt,
      });
    }
    if (differs && before.poll !== null) {
      await this.assertChangeable(postId, before);
    }
    if (differs) {
      await this.store(postId, before, after);
    }
    if (after.poll !== null && after.status === 'published' && (isOpened || differs)) {
      await this.polls.watch(postId);
    }
  }

  private passed(publishAt: string | null): string | null {
    return publishAt !== null && Date.parse(publishAt) <= this.clock.now().getTime()
      ? publishAt
      : null;
  }

  private async assertChangeable(postId: PostId, { status }: Asking): Promise<void> {
    const { hasVotes, isClosed } = await this.polls.take(postId);
    if (hasVotes) {
      throw new DomainError(PollHasVotes);
    }
    if (isClosed && status === 'published') {
      throw new DomainError(PollClosed);
    }
  }

  private async store(postId: PostId, before: Asking, after: Asking): Promise<void> {
    if (after.poll === null) {
      await this.polls.remove(postId);
    } else if (before.poll === null) {
      await this.polls.add(postId, after.poll, after.status === 'published');
    } else {
      await this.polls.replace(postId, after.poll);
    }
  }
}
