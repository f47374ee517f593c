import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type RoomId, type UnheardMessage, UnheardMessageReader } from '#libs/chat';
import type { UserId } from '#libs/kernel';
import { type PushMessage, type PushSource, PushSourceRegistry } from '#libs/push';
import type { Language, NotificationSettings } from '../settings/notification-settings.js';
import { NotificationSettingsService } from '../settings/notification-settings.service.js';
import { discreet } from './discreet.js';
import { shortened } from './words.js';

/** Name of the pushes of messages; each is of a room. */
export const PUSHED_MESSAGE = 'message';

/** Seconds for which a push service keeps a push for a device that is off. */
const KEPT = 24 * 3_600;

/** Says what a push of a room says, when it is sent: its newest message that is not read. */
@Injectable()
export class MessagePushService implements PushSource, OnModuleInit {
  readonly name = PUSHED_MESSAGE;

  constructor(
    private readonly sources: PushSourceRegistry,
    private readonly settings: NotificationSettingsService,
    private readonly messages: UnheardMessageReader,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async message(userId: UserId, roomId: RoomId): Promise<PushMessage | null> {
    const newest = await this.messages.newest(userId, roomId);
    const settings = await this.settings.of(userId);
    if (newest === undefined || !settings.kinds[newest.kind].push) {
      return null;
    }
    return {
      data: settings.previews ? told(roomId, newest, settings) : discreet(settings.language),
      topic: `room-${roomId}`.slice(0, 32),
      urgency: 'high',
      ttlSeconds: KEPT,
    };
  }
}

function told(
  roomId: RoomId,
  { kind, senderName, body, pictures }: UnheardMessage,
  { language }: NotificationSettings,
): PushMessage['data'] {
  const words = WORDS[language];
  const said = body === '' && pictures > 0 ? words.pictures : shortened(body);
  return {
    type: PUSHED_MESSAGE,
    kind,
    roomId,
    title: senderName,
    // Whoever doesn't know the sender yet decides first whether to read what was written.
    body: kind === 'message' ? said : words.asks,
  };
}

const WORDS: Record<Language, { readonly pictures: string; readonly asks: string }> = {
  ko: { pictures: '사진을 보냈습니다', asks: '대화를 요청했습니다' },
  en: { pictures: 'sent pictures', asks: 'asks to write to you' },
};
