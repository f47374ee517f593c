import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  IfMatch,
  PreconditionFailed,
  ReadBody,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import {
  ChangeNotificationSettingsDto,
  NotificationSettingsDto,
} from './notification-settings.dto.js';
import type { NotificationSettings } from './notification-settings.js';
import { NotificationSettingsService } from './notification-settings.service.js';

/** How I want to be told. */
@ApiTags('Notifications')
@Controller('me/notification-settings')
export class NotificationSettingsController {
  constructor(private readonly settings: NotificationSettingsService) {}

  @Get()
  @Endpoint({
    summary: 'How I want to be told',
    access: 'user',
    returns: NotificationSettingsDto,
  })
  getNotificationSettings(@CurrentViewer() viewer: Viewer): Promise<Answer<NotificationSettings>> {
    return this.answer(viewer);
  }

  @Patch()
  @Endpoint({
    summary: 'Change how I want to be told',
    description: 'What is left out stays.',
    access: 'user',
    returns: NotificationSettingsDto,
    problems: [PreconditionFailed],
  })
  async changeNotificationSettings(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() change: ChangeNotificationSettingsDto,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<NotificationSettings>> {
    await this.settings.change(viewer.userId, change, expected);
    return this.answer(viewer);
  }

  private async answer({ userId }: Viewer): Promise<Answer<NotificationSettings>> {
    const { settings, version } = await this.settings.versioned(userId);
    return resource(settings, version);
  }
}
