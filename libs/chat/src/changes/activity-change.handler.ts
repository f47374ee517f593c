import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { RoomClosingRepository } from '../room/room-closing.repository.js';
import { RoomTellingService } from '../room/room-telling.service.js';
import { RoomChangeRepository } from './room-change.repository.js';

/** Partners who are told in one transaction. */
const BATCH = 200;

/** Rooms are closed while one of the two is inactive: the other is told. */
@Injectable()
export class ActivityChangeHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly changes: RoomChangeRepository,
    private readonly closing: RoomClosingRepository,
    private readonly telling: RoomTellingService,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'chat.tell-deactivation' })
  close({ data }: UserDeactivated): Promise<void> {
    return this.tellPartners(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'chat.tell-reactivation' })
  open({ data }: UserReactivated): Promise<void> {
    return this.tellPartners(data.userId);
  }

  private async tellPartners(userId: UserId): Promise<void> {
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      after = await this.tellAfter(userId, after);
    }
  }

  /** @returns the last room of which a partner was told */
  private tellAfter(userId: UserId, after: Id | '0'): Promise<Id | undefined> {
    return this.work.run(async () => {
      const rooms = await this.changes.partnersOf(userId, after, BATCH);
      await this.closing.settle(rooms);
      await this.telling.roomsChanged(rooms.filter(({ isListed }) => isListed));
      return rooms.at(-1)?.roomId;
    });
  }
}
