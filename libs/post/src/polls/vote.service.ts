import { Injectable } from '@nestjs/common';
import { ActCountersService, PersonHoldRepository } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { invalid, orNotFound, TokenRevoked } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { AlreadyVoted, PollClosed } from '../post/poll.errors.js';
import { countsOf, pollCounters } from '../post/poll.sql.js';
import type { PostId } from '../post/post.js';
import { type HeldPoll, PollRepository } from './poll.repository.js';

/**
 * Takes votes. What somebody chose goes into the vote and the counters of its poll, into no event and no log: the ballot is
 * secret.
 */
@Injectable()
export class VoteService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
    private readonly polls: PollRepository,
    private readonly counters: ActCountersService,
  ) {}

  /**
   * Votes in the poll of a post. The same vote again changes nothing.
   *
   * @param choices places of options, from 0
   * @throws DomainError `not-found` when the viewer sees no poll there; `validation-failed` for choices that it doesn't
   *   offer; `already-voted`, `poll-closed`, `token-revoked`
   */
  async vote(viewer: Viewer, postId: PostId, choices: readonly number[]): Promise<void> {
    const { userId } = viewer;
    const chosen = [...choices].sort((a, b) => a - b);
    await this.work.run(async () => {
      if (!(await this.people.isActive(userId))) {
        throw new DomainError(TokenRevoked);
      }
      const poll = orNotFound(await this.polls.hold(viewer, postId));
      assertOffered(chosen, poll);
      const earlier = await this.polls.choicesOf(postId, userId);
      if (earlier === undefined && !poll.isOpen) {
        throw new DomainError(PollClosed);
      }
      if (earlier === undefined && (await this.polls.vote(postId, userId, chosen))) {
        const change = countsOf(chosen);
        await this.counters.count(pollCounters, { actorId: userId, key: postId, change });
        return;
      }
      // Of two votes at once the second one has waited for the first.
      const given = earlier ?? (await this.polls.choicesOf(postId, userId)) ?? [];
      if (given.join() !== chosen.join()) {
        throw new DomainError(AlreadyVoted);
      }
    });
  }
}

function assertOffered(choices: readonly number[], { amount, multiple }: HeldPoll): void {
  const pointer = '/choices';
  const outside = choices.some((place) => place >= amount);
  const errors = [
    ...(outside
      ? [{ pointer, code: 'no-option', detail: `It has ${amount} options, from 0.` }]
      : []),
    ...(!multiple && choices.length > 1
      ? [{ pointer, code: 'too-many', detail: 'It takes one choice.' }]
      : []),
  ];
  if (errors.length > 0) {
    throw invalid(errors);
  }
}
