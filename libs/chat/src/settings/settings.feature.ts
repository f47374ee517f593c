import type { Feature } from '#libs/database';
import { ChatSettingEntity } from './chat-setting.entity.js';
import { ChatSettingsController } from './chat-settings.controller.js';
import { ChatSettingsReader } from './chat-settings.reader.js';
import { ChatSettingsRepository } from './chat-settings.repository.js';
import { ChatSettingsService } from './chat-settings.service.js';

/** What the module takes from this folder. */
export const settingsFeature: Feature = {
  controllers: [ChatSettingsController],
  providers: [ChatSettingsReader, ChatSettingsRepository, ChatSettingsService],
  entities: [ChatSettingEntity],
};
