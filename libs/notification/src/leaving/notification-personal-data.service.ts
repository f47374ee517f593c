import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { NotificationSettingsService } from '../settings/notification-settings.service.js';
import { NotificationErasureRepository } from './notification-erasure.repository.js';
import { NotificationExportReader } from './notification-export.reader.js';

/** Rows removed in one transaction, or read at once. */
const BATCH = 500;

/** What a person was told of, and wanted to be told. */
@Injectable()
export class NotificationPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'notification';
  readonly before = ['post', 'comment', 'reaction', 'social-graph'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly reader: NotificationExportReader,
    private readonly erasure: NotificationErasureRepository,
    private readonly settings: NotificationSettingsService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'notifications/notifications',
      walk((after) => this.reader.notifications(userId, after, BATCH)),
    );
    await files.list(
      'notifications/muted-posts',
      walk((after) => this.reader.mutes(userId, after, BATCH)),
    );
    await files.value('notifications/settings', await this.settings.of(userId));
  }

  override async erase(userId: UserId): Promise<Erased> {
    const erased = {
      notifications: await this.untilNone(() => this.erasure.removeOf(userId, BATCH)),
      'notifications of others': await this.untilNone(() =>
        this.erasure.removeAboutPostsOf(userId, BATCH),
      ),
      'muted posts': await this.untilNone(() => this.erasure.removeMutes(userId, BATCH)),
    };
    await this.work.run(() => this.erasure.removeRest(userId));
    return erased;
  }

  private untilNone(remove: () => Promise<number>): Promise<number> {
    return untilNothing(this.work, remove);
  }
}
