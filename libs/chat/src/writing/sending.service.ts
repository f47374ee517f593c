import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainError, type Viewer } from '#libs/kernel';
import { contentHash, type MessageDraft, type MessageId } from '../message/message.js';
import { ClientIdReused } from '../room/chat.errors.js';
import type { RoomId } from '../room/room.js';
import { RoomRepository } from '../room/room.repository.js';
import { MessageStoringService } from './message-storing.service.js';
import { MessageTellingService } from './message-telling.service.js';
import { type SenderStanding, SendingReader } from './sending.reader.js';
import { sendingStep } from './sending-rules.js';

/** Sends messages, each exactly once. */
@Injectable()
export class SendingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rooms: RoomRepository,
    private readonly standings: SendingReader,
    private readonly storing: MessageStoringService,
    private readonly telling: MessageTellingService,
  ) {}

  /**
   * Sends a message, or finds the one that was sent under this `clientId`, whatever has become of it and of the room.
   *
   * @throws DomainError `not-found`, `client-id-reused`, `room-closed`, `request-pending`, `messages-refused`,
   *   `media-not-usable`, `rate-limited`
   */
  send({ userId: senderId }: Viewer, roomId: RoomId, draft: MessageDraft): Promise<MessageId> {
    return this.work.run(async () => {
      await this.rooms.lock(roomId, senderId);
      const standing = await this.standings.standing(roomId, senderId, draft.clientId);
      const written = writtenAlready(standing, draft);
      if (written !== undefined) {
        return written;
      }
      const step = sendingStep(senderId, standing, draft.mediaIds.length > 0);
      const sending = { roomId, senderId, recipientId: standing.partnerId };
      const messageId = await this.storing.store(sending, draft, step);
      await this.telling.sent({ messageId, roomId, senderId }, standing, step);
      return messageId;
    });
  }
}

/** The message of this `clientId`, if there is one. @throws DomainError `client-id-reused` */
function writtenAlready(
  { writtenId, writtenHash }: SenderStanding,
  draft: MessageDraft,
): MessageId | undefined {
  if (writtenHash !== null && !writtenHash.equals(contentHash(draft))) {
    throw new DomainError(ClientIdReused);
  }
  return writtenId ?? undefined;
}
