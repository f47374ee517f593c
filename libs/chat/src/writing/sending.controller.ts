import { Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  complete,
  created,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  type Form,
  PathId,
  RateLimits,
  ReadForm,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaNotUsable } from '#libs/media';
import { MessageDto } from '../message/message.dto.js';
import type { MessageId } from '../message/message.js';
import { MessageReader } from '../message/message.reader.js';
import {
  ClientIdReused,
  MessagesRefused,
  RequestPending,
  RoomClosed,
} from '../room/chat.errors.js';
import type { RoomId } from '../room/room.js';
import { MessageFormService } from './message-form.service.js';
import { MessageRemovalService } from './message-removal.service.js';
import { SendMessageDto } from './sending.dto.js';
import { SendingService } from './sending.service.js';

const MESSAGES = defineRateLimit({ name: 'messages', points: 60, seconds: 60 });

/** Sending and deleting messages. */
@ApiTags('Chat')
@Controller()
export class SendingController {
  constructor(
    private readonly limits: RateLimits,
    private readonly forms: MessageFormService,
    private readonly sending: SendingService,
    private readonly removal: MessageRemovalService,
    private readonly reader: MessageReader,
  ) {}

  @Post('rooms/:roomId/messages')
  @Endpoint({
    summary: 'Send a message',
    description:
      'Exactly once: the same `clientId` with the same content is answered with the same message, for ever. Marks the room as read up to it. A stranger may send one message without pictures, 20 in 24 hours, 5 with an account younger than that.',
    access: 'user',
    returns: MessageDto,
    status: 201,
    problems: [RoomClosed, RequestPending, MessagesRefused, ClientIdReused, MediaNotUsable],
    idempotent: true,
  })
  async sendMessage(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
    @ReadForm(SendMessageDto) form: Form<SendMessageDto>,
  ): Promise<Answer<MessageDto>> {
    const draft = await this.forms.draft(viewer, form);
    await this.limits.consume(MESSAGES, viewer.userId);
    const id = await this.sending.send(viewer, roomId, draft);
    const message = (await this.reader.shown(viewer.userId, [id])).get(id);
    return created(complete(message), { location: `/v1/rooms/${roomId}/messages` });
  }

  @Delete('messages/:messageId')
  @Endpoint({
    summary: 'Delete a message',
    description:
      'An own one for both: a tombstone stays. One of the partner for me only. Repeating it changes nothing.',
    access: 'user',
  })
  removeMessage(
    @CurrentViewer() viewer: Viewer,
    @PathId('messageId') messageId: MessageId,
  ): Promise<void> {
    return this.removal.remove(viewer, messageId);
  }
}
