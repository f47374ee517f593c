import { Injectable } from '@nestjs/common';
import { LiveLog, LiveSignals } from '#libs/live';
import { NOTIFICATION_FRAME, REMOVED_FRAME } from '../notification/frames.js';
import type { NotificationGroup } from '../notification/notification.js';
import type { Changes } from './changes.js';
import { GrowthRegistry } from './growth.registry.js';

/** Tells streams, and whoever sends something outside, what became of notifications. */
@Injectable()
export class TellingService {
  constructor(
    private readonly log: LiveLog,
    private readonly signals: LiveSignals,
    private readonly growth: GrowthRegistry,
  ) {}

  /** In the transaction of the changes. */
  async tell({ grown, gone }: Changes): Promise<void> {
    const each = unique(grown);
    await this.log.appendAll([
      ...unique(gone).map((group) => entry(REMOVED_FRAME, group)),
      ...each.map((group) => entry(NOTIFICATION_FRAME, group)),
    ]);
    this.signals.unread([...new Set([...grown, ...gone].map(({ userId }) => userId))]);
    if (each.length > 0) {
      await this.growth.tell(each);
    }
  }
}

function unique(groups: readonly NotificationGroup[]): NotificationGroup[] {
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}

function entry(type: string, { id, userId }: NotificationGroup) {
  return { userId, type, subjectId: id };
}
