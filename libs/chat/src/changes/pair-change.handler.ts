import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { InTransaction } from '#libs/event-bus';
import { BlockAdded, BlockRemoved, FollowAdded } from '#libs/events';
import { JobHandler, Jobs } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { RoomClosingRepository } from '../room/room-closing.repository.js';
import { RoomTellingService } from '../room/room-telling.service.js';
import { type ChangedRoom, RoomChangeRepository } from './room-change.repository.js';

const TELL_ACCEPTED_QUEUE = 'chat.tell-accepted';

/** What two people do to each other elsewhere and changes their room. The two are locked. */
@Injectable()
export class PairChangeHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly changes: RoomChangeRepository,
    private readonly closing: RoomClosingRepository,
    private readonly telling: RoomTellingService,
    private readonly jobs: Jobs,
  ) {}

  @InTransaction(BlockAdded)
  close({ data }: BlockAdded): Promise<void> {
    return this.between(data.blockerId, data.blockedId);
  }

  @InTransaction(BlockRemoved)
  open({ data }: BlockRemoved): Promise<void> {
    return this.between(data.blockerId, data.blockedId);
  }

  /**
   * Whom one follows is no stranger. Both are told by a job: the transaction may bring many follows, and the logs of
   * people are locked in one order only when a transaction writes to them once.
   */
  @InTransaction(FollowAdded)
  async accept({ data }: FollowAdded): Promise<void> {
    const roomId = await this.changes.acceptAsked(data.followeeId, data.followerId);
    if (roomId !== undefined) {
      await this.jobs.send(TELL_ACCEPTED_QUEUE, { roomId });
    }
  }

  @JobHandler<{ roomId: RoomId }>({ name: TELL_ACCEPTED_QUEUE })
  tellAccepted({ roomId }: { roomId: RoomId }): Promise<void> {
    return this.work.run(async () => this.tell(await this.changes.of(roomId)));
  }

  private async between(one: UserId, other: UserId): Promise<void> {
    const rooms = await this.changes.between(one, other);
    await this.closing.settle(rooms);
    await this.tell(rooms);
  }

  private async tell(rooms: readonly ChangedRoom[]): Promise<void> {
    await this.telling.roomsChanged(rooms.filter(({ isListed }) => isListed));
  }
}
