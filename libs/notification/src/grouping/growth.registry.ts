import { Injectable } from '@nestjs/common';
import type { NotificationGroup } from '../notification/notification.js';

/** Hears of notifications that are new or have grown: something may have to be sent outside. */
export interface GrowthListener {
  /**
   * Called in the transaction that stored them, for up to a few thousand at once, each once. Whether the person is still
   * to be told is asked when it is sent: `NotificationReader.known`.
   */
  grown(notifications: readonly NotificationGroup[]): Promise<void>;
}

/** Who wants to hear of what grows, across the libs that are loaded. */
@Injectable()
export class GrowthRegistry {
  private readonly listeners: GrowthListener[] = [];

  /** Called by a lib when its module starts. */
  register(listener: GrowthListener): void {
    this.listeners.push(listener);
  }

  /** Tells all of them, one after the other. */
  async tell(notifications: readonly NotificationGroup[]): Promise<void> {
    for (const listener of this.listeners) {
      await listener.grown(notifications);
    }
  }
}
