import { Injectable } from '@nestjs/common';
import { Clock, type UserId } from '#libs/kernel';
import { UnreadRegistry } from '#libs/live';
import type { NotificationDto } from '../reading/notification.dto.js';
import { NotificationReader } from '../reading/notification.reader.js';
import { NotificationSettingsService } from '../settings/notification-settings.service.js';
import type { DueDigest } from './digest.repository.js';
import { type Digest, MOST_LINES } from './digest-mail.js';

/** Milliseconds for which something must have been unseen before a mail tells it. */
const UNSEEN_FOR = 3_600_000;
/** Notifications that are looked at for a digest. */
const LOOKED_AT = 100;

/** Makes what a digest tells: by the rule behind the list, at the moment it is sent. */
@Injectable()
export class DigestService {
  constructor(
    private readonly notifications: NotificationReader,
    private readonly settings: NotificationSettingsService,
    private readonly unread: UnreadRegistry,
    private readonly clock: Clock,
  ) {}

  /** What there is to tell a person; `undefined` when there is nothing new. */
  async of({ userId, since }: DueDigest): Promise<Omit<Digest, 'fullName'> | undefined> {
    const { kinds, previews, language } = await this.settings.of(userId);
    const unseen = await this.notifications.unseenOf(userId, LOOKED_AT);
    const mailed = unseen.filter((one) => kinds[one.kind].mail && this.isOld(one));
    const isNew = mailed.some(({ updatedAt }) => since === null || updatedAt > since);
    const { messages, requests } = await this.unreadOf(userId);
    const digest = {
      language,
      previews,
      notifications: isNew ? mailed.slice(0, MOST_LINES) : [],
      unseen: isNew ? mailed.length : 0,
      messages: kinds.message.mail ? messages : 0,
      requests: kinds['message-request'].mail ? requests : 0,
    };
    return digest.unseen + digest.messages + digest.requests > 0 ? digest : undefined;
  }

  private isOld({ updatedAt }: NotificationDto): boolean {
    return Date.parse(updatedAt) < this.clock.now().getTime() - UNSEEN_FOR;
  }

  private async unreadOf(userId: UserId): Promise<{ messages: number; requests: number }> {
    const { messages = 0, requests = 0 } = (await this.unread.of([userId])).get(userId) ?? {};
    return { messages, requests };
  }
}
