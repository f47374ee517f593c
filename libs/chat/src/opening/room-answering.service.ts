import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Forbidden } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { RoomClosed } from '../room/chat.errors.js';
import type { RoomId } from '../room/room.js';
import { RoomRepository } from '../room/room.repository.js';
import { RoomAccessReader } from '../room/room-access.reader.js';
import { RoomTellingService } from '../room/room-telling.service.js';

/** What people who are asked do without a word. */
@Injectable()
export class RoomAnsweringService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rooms: RoomRepository,
    private readonly access: RoomAccessReader,
    private readonly telling: RoomTellingService,
  ) {}

  /**
   * Lets a stranger go on. Repeating it changes nothing.
   *
   * @throws DomainError `not-found`; `forbidden` for whoever was not asked; `room-closed`
   */
  accept(viewer: Viewer, roomId: RoomId): Promise<void> {
    return this.work.run(async () => {
      await this.rooms.lock(roomId, viewer.userId);
      const { askedBy, partnerId, isClosed } = await this.access.of(viewer, roomId);
      if (askedBy !== partnerId) {
        throw new DomainError(Forbidden);
      }
      if (isClosed) {
        throw new DomainError(RoomClosed);
      }
      if (await this.rooms.accept(roomId)) {
        await this.telling.roomChanged(roomId, [viewer.userId, partnerId]);
      }
    });
  }
}
