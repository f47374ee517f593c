import { Injectable } from '@nestjs/common';
import { NotFound } from '#libs/http';
import { DomainError, type Page, type PageRequest, type UserId, type Viewer } from '#libs/kernel';
import type { NotificationId } from '../notification/notification.js';
import { NotificationReader } from './notification.reader.js';
import { NotificationActorReader } from './notification-actor.reader.js';

/** Tells who is behind notifications. */
@Injectable()
export class NotificationActorsService {
  constructor(
    private readonly notifications: NotificationReader,
    private readonly actors: NotificationActorReader,
  ) {}

  /** Ids of people, newest act first. @throws DomainError `not-found`, `invalid-cursor` */
  async actorsOf(
    { userId }: Viewer,
    id: NotificationId,
    request: PageRequest,
  ): Promise<Page<UserId>> {
    const [notification] = await this.notifications.known(userId, [id]);
    if (notification === undefined) {
      throw new DomainError(NotFound);
    }
    return this.actors.page({ id, userId, kind: notification.kind }, request);
  }
}
