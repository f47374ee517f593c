import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { NoticeErasureService } from './notice-erasure.service.js';
import { NoticeExportReader } from './notice-export.reader.js';

/** Notices read at once. */
const PAGE = 500;

/** Notices that a person gave, and those that the person's posts got. */
@Injectable()
export class NoticePersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'notice';
  readonly before = ['media', 'post'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: NoticeExportReader,
    private readonly erasure: NoticeErasureService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'notices',
      walk((after) => this.reader.given(userId, after, PAGE)),
    );
  }

  override erase(userId: UserId): Promise<Erased> {
    return this.erasure.erase(userId);
  }
}
