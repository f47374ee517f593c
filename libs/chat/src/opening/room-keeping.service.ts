import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { notThere, OutOfRange, PreconditionFailed } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { RoomRepository } from '../room/room.repository.js';
import { RoomAccessReader } from '../room/room-access.reader.js';
import { RoomTellingService } from '../room/room-telling.service.js';
import { ReceiptsReader } from './receipts.reader.js';

/** What people do with their own side of a room. */
@Injectable()
export class RoomKeepingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rooms: RoomRepository,
    private readonly access: RoomAccessReader,
    private readonly receipts: ReceiptsReader,
    private readonly telling: RoomTellingService,
  ) {}

  /**
   * Sets whether what comes in a room counts as unread; `undefined` leaves it as it is.
   *
   * @throws DomainError `not-found`, `precondition-failed`
   */
  change(
    viewer: Viewer,
    roomId: RoomId,
    isMuted: boolean | undefined,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      await this.access.of(viewer, roomId);
      if (!(await this.rooms.mute(roomId, viewer.userId, isMuted, expected))) {
        throw new DomainError(PreconditionFailed);
      }
      await this.telling.roomChanged(roomId, [viewer.userId]);
    });
  }

  /**
   * Marks a room as read up to a message; never goes back.
   *
   * @throws DomainError `not-found`, `out-of-range` past the newest message
   */
  read(viewer: Viewer, roomId: RoomId, number: number): Promise<void> {
    return this.work.run(async () => {
      const { lastNumber, partnerId } = await this.access.of(viewer, roomId);
      if (number > lastNumber) {
        throw new DomainError(OutOfRange);
      }
      if (await this.rooms.read(roomId, viewer.userId, number)) {
        const shows = await this.receipts.show(roomId, viewer.userId);
        await this.telling.roomChanged(roomId, [viewer.userId, ...(shows ? [partnerId] : [])]);
      }
    });
  }

  /**
   * Removes a room and all in it for the viewer, or declines a request. Repeating it changes nothing.
   *
   * @throws DomainError `not-found`, `precondition-failed`
   */
  remove({ userId }: Viewer, roomId: RoomId, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      await this.rooms.lock(roomId, userId);
      if (!(await this.rooms.remove(roomId, userId, expected))) {
        throw notThere(expected);
      }
      await this.telling.tell([{ userId, type: 'room.removed', subjectId: roomId }]);
    });
  }
}
