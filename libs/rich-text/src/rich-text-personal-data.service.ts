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
import { EntityHolderRegistry } from './entity-holder.registry.js';
import { MentionRepository } from './mention.repository.js';
import { MentionExportReader } from './mention-export.reader.js';

/** Mentions read or removed at once. */
const BATCH = 500;

/** Where a person is mentioned, and whom the person mentions. */
@Injectable()
export class RichTextPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'rich-text';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly mentions: MentionRepository,
    private readonly holders: EntityHolderRegistry,
    private readonly reader: MentionExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'mentions',
      walk((after) => this.reader.by(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    return {
      mentions: await untilNothing(this.work, async () => {
        const ids = await this.mentions.removeOf(userId, BATCH);
        await this.holders.forget(ids, userId);
        return ids.length;
      }),
      'mentions of others': await untilNothing(this.work, () =>
        this.mentions.removeBy(userId, BATCH),
      ),
    };
  }
}
