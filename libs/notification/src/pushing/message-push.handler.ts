import { Injectable } from '@nestjs/common';
import { MessageRequestSent, MessageSent } from '#libs/chat';
import { InTransaction } from '#libs/event-bus';
import { PushOutboxService } from '#libs/push';
import { PUSHED_MESSAGE } from './message-push.service.js';

/** Seconds until a message is pushed, in which it may be read; and from one push of a room to its next. */
const TIMES = { delay: 10, pause: 10 } as const;

/** Leaves pushes of messages. */
@Injectable()
export class MessagePushHandler {
  constructor(private readonly outbox: PushOutboxService) {}

  @InTransaction(MessageSent)
  messageSent({ data }: MessageSent): Promise<void> {
    return this.leave(data);
  }

  @InTransaction(MessageRequestSent)
  requestSent({ data }: MessageRequestSent): Promise<void> {
    return this.leave(data);
  }

  private leave({ recipientId, roomId }: MessageSent['data']): Promise<void> {
    const due = [{ userId: recipientId, subjectId: roomId }];
    return this.outbox.leave(PUSHED_MESSAGE, due, TIMES);
  }
}
