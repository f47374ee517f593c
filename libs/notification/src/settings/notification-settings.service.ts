import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { assertVersion } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { LiveSignals } from '#libs/live';
import { NotificationSettingRepository } from './notification-setting.repository.js';
import {
  changed,
  type NotificationSettings,
  type SettingsChange,
  settingsOf,
} from './notification-settings.js';

/** How people want to be told. */
@Injectable()
export class NotificationSettingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly settings: NotificationSettingRepository,
    private readonly signals: LiveSignals,
  ) {}

  /** All settings of a person. */
  async of(userId: UserId): Promise<NotificationSettings> {
    return (await this.versioned(userId)).settings;
  }

  /** The same, with their version. */
  async versioned(
    userId: UserId,
  ): Promise<{ readonly settings: NotificationSettings; readonly version: number }> {
    const { version, ...stored } = await this.settings.read(userId);
    return { settings: settingsOf(stored), version };
  }

  /**
   * Changes some; the others stay.
   *
   * @param expected version that the person saw, or `undefined`
   * @throws DomainError `precondition-failed`
   */
  change(userId: UserId, change: SettingsChange, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      const { version, ...stored } = await this.settings.take(userId);
      assertVersion(expected, version);
      await this.settings.store(userId, changed(stored, change));
      this.signals.unread([userId]);
    });
  }
}
