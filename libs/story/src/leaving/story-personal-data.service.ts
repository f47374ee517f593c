import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MediaDiscardService } from '#libs/media';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { StoryErasureRepository } from './story-erasure.repository.js';
import { StoryExportReader } from './story-export.reader.js';

/** Rows read at once, or removed in one transaction. */
const BATCH = 500;

/** Stories of a person, and which of others' the person has seen. */
@Injectable()
export class StoryPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'story';
  readonly before = ['media'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: StoryExportReader,
    private readonly work: UnitOfWork,
    private readonly stories: StoryErasureRepository,
    private readonly media: MediaDiscardService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'stories/shared',
      walk((after) => this.reader.shared(userId, after, BATCH)),
    );
    await files.list(
      'stories/seen',
      walk((after) => this.reader.seen(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    const { work, stories } = this;
    return {
      'seen stories': await untilNothing(work, () => stories.removeViewsBy(userId, BATCH)),
      'views of stories': await untilNothing(work, () => stories.removeViewsOf(userId, BATCH)),
      stories: await untilNothing(work, async () => {
        const gone = await stories.removeStories(userId, BATCH);
        await this.media.discard(gone);
        return gone.length;
      }),
    };
  }
}
