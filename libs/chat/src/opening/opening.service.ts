import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { PairRepository } from '#libs/social-graph';
import { CannotMessageSelf, MessagesRefused } from '../room/chat.errors.js';
import type { RoomId } from '../room/room.js';
import { RoomRepository } from '../room/room.repository.js';
import { RoomClosingRepository } from '../room/room-closing.repository.js';
import { RoomTellingService } from '../room/room-telling.service.js';
import { letsBegin } from '../settings/chat-settings.js';
import { ChatSettingsReader } from '../settings/chat-settings.reader.js';

/** Opens the room of two people. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly rooms: RoomRepository,
    private readonly closing: RoomClosingRepository,
    private readonly settings: ChatSettingsReader,
    private readonly telling: RoomTellingService,
  ) {}

  /**
   * The room of the viewer and somebody else, made when there is none. It shows to the viewer from now on, to the other
   * with the first message. Who blocks the other gets it closed.
   *
   * @throws DomainError `cannot-message-self`, `not-found`, `messages-refused`
   */
  open({ userId: me }: Viewer, partnerId: UserId): Promise<RoomId> {
    if (me === partnerId) {
      throw new DomainError(CannotMessageSelf);
    }
    return this.work.run(async () => {
      const { active, blockedBy, blocking, followedBy } = await this.pairs.hold(me, partnerId);
      if (!active || blockedBy) {
        throw new DomainError(NotFound);
      }
      const roomId = await this.rooms.ensure(me, partnerId);
      if (!blocking && !(await this.rooms.hasBegun(roomId))) {
        await this.assertMayBegin(partnerId, followedBy);
      }
      if (await this.rooms.show(roomId, me)) {
        if (blocking) {
          await this.closing.settle([{ roomId, userId: me }]);
        }
        await this.telling.roomChanged(roomId, [me]);
      }
      return roomId;
    });
  }

  private async assertMayBegin(partnerId: UserId, followsMe: boolean): Promise<void> {
    if (!letsBegin(await this.settings.messagesFrom(partnerId), followsMe)) {
      throw new DomainError(MessagesRefused);
    }
  }
}
