import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import type { UserId } from '#libs/kernel';
import { MessageRequestSent, MessageSent } from '../message/chat.events.js';
import type { MessageId } from '../message/message.js';
import type { RoomId } from '../room/room.js';
import { type ChatNews, RoomTellingService } from '../room/room-telling.service.js';
import type { SenderStanding } from './sending.reader.js';
import type { SendingStep } from './sending-rules.js';

/** A message that has just been stored. */
interface StoredMessage {
  readonly messageId: MessageId;
  readonly roomId: RoomId;
  readonly senderId: UserId;
}

/** Tells both people, and other libs, that a message was sent. In the transaction of the caller. */
@Injectable()
export class MessageTellingService {
  constructor(
    private readonly telling: RoomTellingService,
    private readonly events: DomainEvents,
  ) {}

  async sent(
    { messageId, roomId, senderId }: StoredMessage,
    { partnerId, isListed, isListedThere }: SenderStanding,
    step: SendingStep,
  ): Promise<void> {
    const roomFor = (userId: UserId, knows: boolean): ChatNews[] =>
      knows && step === 'go on' ? [] : [{ userId, type: 'room', subjectId: roomId }];
    await this.telling.tell([
      ...roomFor(senderId, isListed),
      ...roomFor(partnerId, isListedThere),
      { userId: senderId, type: 'message', subjectId: messageId },
      { userId: partnerId, type: 'message', subjectId: messageId },
    ]);
    const Fact = step === 'ask' ? MessageRequestSent : MessageSent;
    await this.events.publish(new Fact({ messageId, roomId, senderId, recipientId: partnerId }));
  }
}
