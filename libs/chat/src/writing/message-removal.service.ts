import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { MediaDiscardService } from '#libs/media';
import type { MessageId } from '../message/message.js';
import { MessageRepository } from '../message/message.repository.js';
import { RoomTellingService } from '../room/room-telling.service.js';
import { type OwnMessage, OwnMessageReader } from './own-message.reader.js';

/** Deletes messages: own ones for both, those of the partner for oneself. */
@Injectable()
export class MessageRemovalService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: OwnMessageReader,
    private readonly messages: MessageRepository,
    private readonly media: MediaDiscardService,
    private readonly telling: RoomTellingService,
  ) {}

  /** Repeating it changes nothing. @throws DomainError `not-found` */
  remove({ userId }: Viewer, messageId: MessageId): Promise<void> {
    return this.work.run(async () => {
      const message = await this.reader.find(userId, messageId);
      if (message === undefined) {
        throw new DomainError(NotFound);
      }
      await (message.isOwn
        ? this.entomb(userId, messageId, message)
        : this.hide(userId, messageId));
    });
  }

  private async entomb(
    senderId: UserId,
    messageId: MessageId,
    { partnerId }: OwnMessage,
  ): Promise<void> {
    const gone = await this.messages.entomb(messageId, senderId);
    if (gone === undefined) {
      return;
    }
    await this.media.discard(gone.mediaIds);
    await this.tell(messageId, [senderId, partnerId]);
  }

  private async hide(userId: UserId, messageId: MessageId): Promise<void> {
    if (await this.messages.hide(messageId, userId)) {
      await this.tell(messageId, [userId]);
    }
  }

  private tell(messageId: MessageId, people: readonly UserId[]): Promise<void> {
    return this.telling.tell(
      people.map((userId) => ({ userId, type: 'message', subjectId: messageId })),
    );
  }
}
