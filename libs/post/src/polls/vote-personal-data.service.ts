import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { pollCounters } from '../post/poll.sql.js';
import { PersonVoteReader } from './person-vote.reader.js';
import { VoteErasureRepository } from './vote-erasure.repository.js';

/** Votes removed in one transaction, or read at once. */
const BATCH = 1_000;

/** What a person chose in polls, and what others chose in the person's. */
@Injectable()
export class VotePersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'vote';
  /** Votes in polls of the person are found by the posts. */
  readonly before = ['post'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly votes: VoteErasureRepository,
    private readonly reader: PersonVoteReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'votes',
      walk((after) => this.reader.given(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    const votes = await untilNothing(this.work, async () => {
      const polls = await this.votes.removeOf(userId, BATCH);
      await this.counters.recountSoon(pollCounters, polls);
      return polls.length;
    });
    const received = await untilNothing(this.work, () => this.votes.removeTo(userId, BATCH));
    return { votes, 'received votes': received };
  }
}
