import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { ChatSettingsReader } from '../settings/chat-settings.reader.js';
import { ChatErasureService } from './chat-erasure.service.js';
import { ChatExportReader } from './chat-export.reader.js';

/** Rows read at once. */
const PAGE = 500;

/** Rooms of a person with what both sides wrote. Of an erased person's messages tombstones stay. */
@Injectable()
export class ChatPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'chat';
  readonly before = ['media'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: ChatExportReader,
    private readonly settings: ChatSettingsReader,
    private readonly erasure: ChatErasureService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.value('chat/settings', (await this.settings.of(userId)).settings);
    await files.list(
      'chat/rooms',
      walk((after) => this.reader.rooms(userId, after, PAGE)),
    );
    await files.list(
      'chat/messages',
      walk((after) => this.reader.messages(userId, after, PAGE)),
    );
  }

  override erase(userId: UserId): Promise<Erased> {
    return this.erasure.erase(userId);
  }
}
