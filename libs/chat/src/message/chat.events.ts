import { defineEvent, type UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import type { MessageId } from './message.js';

interface MessageFact {
  readonly [key: string]: MessageId | RoomId | UserId;
  readonly messageId: MessageId;
  readonly roomId: RoomId;
  readonly senderId: UserId;
  readonly recipientId: UserId;
}

/** A message was sent in a room that is accepted. Published once, however often it was repeated. */
export class MessageSent extends defineEvent<MessageFact>('message.sent') {}

/** A stranger asked a person by a first message. */
export class MessageRequestSent extends defineEvent<MessageFact>('message-request.sent') {}
