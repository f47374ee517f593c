import type { Feature } from '#libs/database';
import { NotificationSettingEntity } from './notification-setting.entity.js';
import { NotificationSettingRepository } from './notification-setting.repository.js';
import { NotificationSettingsController } from './notification-settings.controller.js';
import { NotificationSettingsService } from './notification-settings.service.js';

/** What the module takes from this folder. */
export const settingsFeature: Feature = {
  controllers: [NotificationSettingsController],
  providers: [NotificationSettingRepository, NotificationSettingsService],
  entities: [NotificationSettingEntity],
};
