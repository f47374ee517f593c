import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Id, parseId, type Viewer } from '#libs/kernel';
import { LivePresenters, UnreadRegistry } from '#libs/live';
import { NOTIFICATION_FRAME, REMOVED_FRAME } from '../notification/frames.js';
import { NotificationReader } from './notification.reader.js';

/** Says what frames of streams hold, and counts for badges. */
@Injectable()
export class LiveNotificationsService implements OnModuleInit {
  constructor(
    private readonly presenters: LivePresenters,
    private readonly unread: UnreadRegistry,
    private readonly notifications: NotificationReader,
  ) {}

  onModuleInit(): void {
    this.presenters.register({
      type: NOTIFICATION_FRAME,
      present: (viewer, ids) => this.present(viewer, ids),
    });
    this.presenters.register({
      type: REMOVED_FRAME,
      present: (_viewer, ids) => Promise.resolve(new Map(ids.map((id) => [id, { id }]))),
    });
    this.unread.register({
      name: 'notifications',
      count: (people) => this.notifications.unseen(people),
    });
  }

  private async present(
    { userId }: Viewer,
    subjectIds: readonly Id[],
  ): Promise<ReadonlyMap<Id, object>> {
    const ids = subjectIds.flatMap((id) => parseId<'notification'>(id) ?? []);
    const found = await this.notifications.known(userId, ids);
    return new Map(found.map((notification) => [notification.id, notification]));
  }
}
